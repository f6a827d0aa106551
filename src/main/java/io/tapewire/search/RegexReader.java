package io.tapewire.search;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a regular expression in the syntax of RE2 from its beginning to its end: what comes next, and what to pass over. For one thread. */
final class RegexReader {
    private static final Pattern COUNTED = Pattern.compile("\\{(\\d{1,4})(,(\\d{0,4}))?}");

    private final String regex;
    private int next;

    RegexReader(String regex) {
        this.regex = regex;
    }

    /**
     * How often an atom may stand.
     *
     * @param most how often it is written out in the program; without an upper bound once, or as often as {@code least} says
     */
    record Repetition(int least, int most) {
        static final Repetition ONCE = new Repetition(1, 1);
    }

    boolean isAtEnd() {
        return next == regex.length();
    }

    boolean isAt(char wanted) {
        return !isAtEnd() && regex.charAt(next) == wanted;
    }

    /** Passes over this character, if it comes next. */
    boolean skip(char wanted) {
        boolean found = isAt(wanted);
        next += found ? 1 : 0;
        return found;
    }

    char take() {
        return regex.charAt(next++);
    }

    /** Reads one character, also beyond the Basic Multilingual Plane. */
    String takeCharacter() {
        int end = regex.offsetByCodePoints(next, 1);
        String character = regex.substring(next, end);
        next = end;
        return character;
    }

    /** Reads up to, but not including, the first of these characters, or to the end. */
    String takeUpTo(String ends) {
        int begin = next;
        while (!isAtEnd() && ends.indexOf(regex.charAt(next)) < 0) {
            next++;
        }
        return regex.substring(begin, next);
    }

    /** Passes over this text where it comes next time; returns false and stays if it does not come. */
    boolean skipBehind(String text) {
        int at = regex.indexOf(text, next);
        if (at >= 0) {
            next = at + text.length();
        }
        return at >= 0;
    }

    void skipToEnd() {
        next = regex.length();
    }

    /** Passes over something in braces, or else so many characters. */
    void skipBracedOr(int characters) {
        int end = isAt('{') ? regex.indexOf('}', next) + 1 : next + characters;
        next = Math.min(Math.max(next, end), regex.length());
    }

    void skipOctalDigits() {
        while (!isAtEnd() && Character.digit(regex.charAt(next), 8) >= 0) {
            next++;
        }
    }

    /** Passes over a class, behind its bracket. A bracket that closes it cannot be its first character. */
    void skipClass() {
        skip('^');
        skip(']');
        while (!isAtEnd() && !isAt(']')) {
            if (regex.startsWith("[:", next) && regex.indexOf(":]", next + 2) > 0) {
                next = regex.indexOf(":]", next + 2) + 2;
            } else {
                // the character behind a backslash, if there is one
                next = Math.min(next + (isAt('\\') ? 2 : 1), regex.length());
            }
        }
        skip(']');
    }

    /** Reads the repetition that follows an atom, or returns {@code null} if there is none. */
    Repetition repetition() {
        Repetition repetition = null;
        if (skip('*') || skip('?')) {
            repetition = new Repetition(0, 1);
        } else if (skip('+')) {
            repetition = Repetition.ONCE;
        } else if (isAt('{')) {
            repetition = counted();
        }
        if (repetition != null) {
            skip('?');
        }
        return repetition;
    }

    private Repetition counted() {
        Matcher counted = COUNTED.matcher(regex).region(next, regex.length());
        if (!counted.lookingAt()) {
            return null;
        }
        next = counted.end();
        int least = Integer.parseInt(counted.group(1));
        String most = counted.group(3);
        return new Repetition(least, most == null || most.isEmpty() ? least : Integer.parseInt(most));
    }
}
