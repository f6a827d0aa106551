package io.tapewire.search;

import com.google.re2j.PatternSyntaxException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What can be told of a regular expression before it is compiled: texts that every match contains, and how large its program will be.
 * Reads the syntax of RE2. What it does not know in detail it takes for something that may match anything.
 */
final class RegexOutline {
    /** RE2's own bound. */
    private static final int MOST_REPETITIONS = 1000;
    /** The matcher may visit all instructions at each character. With so many, a line of 64 KiB takes up to 0.7 s (measured). */
    static final int MOST_INSTRUCTIONS = 1_200;

    private static final int MOST_TEXTS = 8;

    private final String regex;
    private int next;
    private boolean mayIgnoreCase;
    private List<List<String>> literals = List.of();

    private RegexOutline(String regex) {
        this.regex = regex;
    }

    /** @throws PatternSyntaxException if its program would be too large: the compiler writes out all repetitions */
    static RegexOutline of(String regex) {
        RegexOutline outline = new RegexOutline(regex);
        Part whole = outline.alternatives();
        boolean read = outline.next == regex.length();
        outline.literals = read ? whole.required : List.of();
        return outline;
    }

    /** Every match contains one text of each list. Empty: nothing is known. */
    List<List<String>> literals() {
        return literals;
    }

    /** Whether the expression itself switches to ignoring case. */
    boolean mayIgnoreCase() {
        return mayIgnoreCase;
    }

    /**
     * What is known of a part.
     *
     * @param required lists of texts; its matches contain one text of each list
     * @param repetitions the greatest product of repetitions in it
     * @param instructions about how many instructions its program has
     * @param zeroWidth whether it matches places, not characters
     */
    private record Part(List<List<String>> required, int repetitions, int instructions, boolean zeroWidth) {
        static final Part ANY = new Part(List.of(), 1, 1, false);
        static final Part ZERO_WIDTH = new Part(List.of(), 1, 1, true);

        /** The list whose texts are the longest, or an empty one. */
        List<String> best() {
            return required.stream()
                    .max(Comparator.comparingInt(texts ->
                            texts.stream().mapToInt(String::length).min().orElse(0)))
                    .orElse(List.of());
        }
    }

    private Part alternatives() {
        Part first = sequence();
        if (next == regex.length() || regex.charAt(next) != '|') {
            return first;
        }
        List<String> texts = new ArrayList<>(first.best());
        boolean known = !texts.isEmpty();
        int repetitions = first.repetitions;
        int instructions = first.instructions;
        while (skip('|')) {
            Part branch = sequence();
            known &= !branch.required.isEmpty();
            texts.addAll(branch.best());
            repetitions = Math.max(repetitions, branch.repetitions);
            instructions = sum(instructions, 1 + branch.instructions);
        }
        List<List<String>> required = known && texts.size() <= MOST_TEXTS ? List.of(texts) : List.of();
        return new Part(required, repetitions, instructions, false);
    }

    private Part sequence() {
        List<List<String>> required = new ArrayList<>();
        int repetitions = 1;
        int instructions = 0;
        StringBuilder run = new StringBuilder();
        while (next < regex.length() && regex.charAt(next) != '|' && regex.charAt(next) != ')') {
            int before = run.length();
            Part atom = atom(run);
            boolean literal = run.length() > before;
            int[] repeated = repetition();
            int times = atom.repetitions * (repeated == null ? 1 : Math.max(1, repeated[1]));
            if (times > MOST_REPETITIONS) {
                throw new PatternSyntaxException("invalid repeat count", regex);
            }
            repetitions = Math.max(repetitions, times);
            instructions = sum(instructions, instructions(atom, repeated));
            boolean optional = repeated != null && repeated[0] == 0;
            if (literal && optional) {
                run.setLength(before);
            }
            if (repeated != null || (!literal && !atom.zeroWidth)) {
                end(run, required);
            }
            if (!optional) {
                required.addAll(atom.required);
            }
        }
        end(run, required);
        return new Part(required, repetitions, instructions, false);
    }

    /** An atom is written out as often as it may be repeated, each time with a branch where it may be left out. */
    private static int instructions(Part atom, int[] repeated) {
        if (repeated == null) {
            return atom.instructions;
        }
        int most = Math.max(1, repeated[1]);
        return most * atom.instructions + Math.max(1, most - repeated[0]);
    }

    private int sum(int instructions, int more) {
        if (instructions + more > MOST_INSTRUCTIONS) {
            throw tooLarge(regex);
        }
        return instructions + more;
    }

    static PatternSyntaxException tooLarge(String regex) {
        return new PatternSyntaxException("expression too large", regex);
    }

    private static void end(StringBuilder run, List<List<String>> required) {
        if (run.length() > 0) {
            required.add(List.of(run.toString()));
            run.setLength(0);
        }
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
        // two more that note where a group matches
        int instructions = sum(inside.instructions, 2);
        return new Part(inside.required, inside.repetitions, instructions, inside.zeroWidth);
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
