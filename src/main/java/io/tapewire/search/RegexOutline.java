package io.tapewire.search;

import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be told of a regular expression before it is compiled: texts of which every match contains one, and how often repetitions
 * multiply. Reads the syntax of RE2. What it does not know in detail it takes for something that may match anything.
 */
final class RegexOutline {
    private static final int MOST_REPETITIONS = 1000;
    private static final int MOST_TEXTS = 8;

    private final String regex;
    private int next;
    private boolean mayIgnoreCase;
    private List<String> literals = List.of();

    private RegexOutline(String regex) {
        this.regex = regex;
    }

    /** @throws PatternSyntaxException if nested repetitions would make it too large */
    static RegexOutline of(String regex) {
        RegexOutline outline = new RegexOutline(regex);
        Part whole = outline.alternatives();
        boolean read = outline.next == regex.length();
        outline.literals = read ? whole.texts : List.of();
        return outline;
    }

    /** One of them is in every match. Empty: nothing is known. */
    List<String> literals() {
        return literals;
    }

    /** Whether the expression itself switches to ignoring case. */
    boolean mayIgnoreCase() {
        return mayIgnoreCase;
    }

    /** What is known of a part: texts of which its matches contain one, and the greatest product of repetitions in it. */
    private record Part(List<String> texts, int repetitions, boolean zeroWidth) {
        static final Part ANY = new Part(List.of(), 1, false);
        static final Part ZERO_WIDTH = new Part(List.of(), 1, true);

        int shortest() {
            return texts.stream().mapToInt(String::length).min().orElse(0);
        }
    }

    private Part alternatives() {
        List<String> texts = new ArrayList<>();
        boolean known = true;
        int repetitions = 1;
        do {
            Part branch = sequence();
            known &= !branch.texts.isEmpty();
            texts.addAll(branch.texts);
            repetitions = Math.max(repetitions, branch.repetitions);
        } while (skip('|'));
        return new Part(known && texts.size() <= MOST_TEXTS ? texts : List.of(), repetitions, false);
    }

    private Part sequence() {
        Part best = Part.ANY;
        int repetitions = 1;
        StringBuilder run = new StringBuilder();
        while (next < regex.length() && regex.charAt(next) != '|' && regex.charAt(next) != ')') {
            int before = run.length();
            Part atom = atom(run);
            boolean literal = run.length() > before;
            int[] repeated = repetition();
            int times = atom.repetitions * Math.max(1, repeated == null ? 1 : repeated[1]);
            if (times > MOST_REPETITIONS) {
                throw new PatternSyntaxException("invalid repeat count", regex);
            }
            repetitions = Math.max(repetitions, times);
            boolean optional = repeated != null && repeated[0] == 0;
            if (literal && optional) {
                run.setLength(before);
            }
            if (repeated != null || (!literal && !atom.zeroWidth)) {
                best = better(best, run);
                run.setLength(0);
            }
            if (!optional && atom.shortest() > best.shortest()) {
                best = atom;
            }
        }
        return new Part(better(best, run).texts, repetitions, false);
    }

    private static Part better(Part best, CharSequence run) {
        return run.length() > best.shortest() ? new Part(List.of(run.toString()), 1, false) : best;
    }

    /** Reads one atom: appends a literal to the run, or returns what is known of the group. */
    private Part atom(StringBuilder run) {
        char first = regex.charAt(next++);
        switch (first) {
            case '^', '$' -> {
                return Part.ZERO_WIDTH;
            }
            case '.' -> {
                return Part.ANY;
            }
            case '[' -> {
                skipClass();
                return Part.ANY;
            }
            case '(' -> {
                return group();
            }
            case '\\' -> {
                return escape(run);
            }
            default -> {
                int end = regex.offsetByCodePoints(next - 1, 1);
                run.append(regex, next - 1, end);
                next = end;
                return Part.ANY;
            }
        }
    }

    private Part group() {
        if (skip('?')) {
            int begin = next;
            while (next < regex.length() && "):<".indexOf(regex.charAt(next)) < 0) {
                next++;
            }
            mayIgnoreCase |= regex.substring(begin, next).indexOf('i') >= 0;
            if (skip('<')) {
                next = Math.max(next, regex.indexOf('>', next) + 1);
            } else if (skip(')')) {
                return Part.ZERO_WIDTH;
            } else {
                skip(':');
            }
        }
        Part inside = alternatives();
        skip(')');
        return inside;
    }

    private Part escape(StringBuilder run) {
        if (next == regex.length()) {
            return Part.ANY;
        }
        char letter = regex.charAt(next++);
        if (letter == 'Q') {
            int end = regex.indexOf("\\E", next);
            // a repetition behind it holds for its last character alone, so it is no part of the run
            next = end < 0 ? regex.length() : end + 2;
            return Part.ANY;
        }
        if ("bBAz".indexOf(letter) >= 0) {
            return Part.ZERO_WIDTH;
        }
        if ("pPx".indexOf(letter) >= 0 && next < regex.length()) {
            boolean braced = regex.charAt(next) == '{';
            int end = braced ? regex.indexOf('}', next) + 1 : next + (letter == 'x' ? 2 : 1);
            next = Math.min(Math.max(next, end), regex.length());
            return Part.ANY;
        }
        if (letter >= '0' && letter <= '9') {
            while (next < regex.length() && Character.digit(regex.charAt(next), 8) >= 0) {
                next++;
            }
            return Part.ANY;
        }
        if (letter < 0x80 && !Character.isLetter(letter)) {
            run.append(letter);
        }
        return Part.ANY;
    }

    /** Skips a class. A bracket that closes it cannot be its first character. */
    private void skipClass() {
        skip('^');
        skip(']');
        while (next < regex.length() && regex.charAt(next) != ']') {
            if (regex.startsWith("[:", next) && regex.indexOf(":]", next + 2) > 0) {
                next = regex.indexOf(":]", next + 2) + 2;
            } else {
                next += regex.charAt(next) == '\\' ? 2 : 1;
            }
        }
        next = Math.min(next + 1, regex.length());
    }

    /** Reads the repetition that follows an atom: least and most, or {@code null} if there is none. */
    private int[] repetition() {
        int[] repeated = null;
        if (skip('*') || skip('?')) {
            repeated = new int[] {0, 1};
        } else if (skip('+')) {
            repeated = new int[] {1, 1};
        } else if (next < regex.length() && regex.charAt(next) == '{') {
            repeated = counted();
        }
        if (repeated != null) {
            skip('?');
        }
        return repeated;
    }

    private int[] counted() {
        var counted = java.util.regex.Pattern.compile("\\{(\\d{1,4})(,(\\d{0,4}))?}")
                .matcher(regex)
                .region(next, regex.length());
        if (!counted.lookingAt()) {
            return null;
        }
        next = counted.end();
        int least = Integer.parseInt(counted.group(1));
        String most = counted.group(3);
        return new int[] {least, most == null || most.isEmpty() ? least : Integer.parseInt(most)};
    }

    private boolean skip(char wanted) {
        boolean found = next < regex.length() && regex.charAt(next) == wanted;
        next += found ? 1 : 0;
        return found;
    }
}
