package io.tapewire.search;

import com.google.re2j.PatternSyntaxException;
import io.tapewire.search.RegexReader.Repetition;
import java.util.ArrayList;
import java.util.List;

/**
 * What can be told of a regular expression before it is compiled: texts that every match contains, and how large its program will be. What
 * it does not know in detail it takes for something that may match anything.
 */
final class RegexOutline {
    /** RE2's own bound. */
    private static final int MOST_REPETITIONS = 1000;
    /** The matcher may visit all instructions at each character. With so many, a line of 64 KiB takes up to 0.7 s (measured). */
    static final int MOST_INSTRUCTIONS = 1_200;

    private static final int MOST_TEXTS = 8;

    private final String regex;
    private final RegexReader reader;
    private boolean mayIgnoreCase;
    private List<List<String>> literals = List.of();

    private RegexOutline(String regex) {
        this.regex = regex;
        this.reader = new RegexReader(regex);
    }

    /** @throws PatternSyntaxException if its program would be too large: the compiler writes out all repetitions */
    static RegexOutline of(String regex) {
        RegexOutline outline = new RegexOutline(regex);
        RegexPart whole = outline.alternatives();
        outline.literals = outline.reader.isAtEnd() ? whole.required() : List.of();
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

    private RegexPart alternatives() {
        RegexPart first = sequence();
        if (!reader.isAt('|')) {
            return first;
        }
        List<String> texts = new ArrayList<>(first.best());
        boolean known = !texts.isEmpty();
        int repetitions = first.repetitions();
        int instructions = first.instructions();
        while (reader.skip('|')) {
            RegexPart branch = sequence();
            known &= !branch.required().isEmpty();
            texts.addAll(branch.best());
            repetitions = Math.max(repetitions, branch.repetitions());
            instructions = sum(instructions, 1 + branch.instructions());
        }
        List<List<String>> required = known && texts.size() <= MOST_TEXTS ? List.of(texts) : List.of();
        return new RegexPart(required, repetitions, instructions, false);
    }

    private RegexPart sequence() {
        List<List<String>> required = new ArrayList<>();
        int repetitions = 1;
        int instructions = 0;
        StringBuilder run = new StringBuilder();
        while (!reader.isAtEnd() && !reader.isAt('|') && !reader.isAt(')')) {
            int before = run.length();
            RegexPart atom = atom(run);
            boolean literal = run.length() > before;
            Repetition repeated = reader.repetition();
            int times = atom.repetitions() * (repeated == null ? 1 : Math.max(1, repeated.most()));
            if (times > MOST_REPETITIONS) {
                throw new PatternSyntaxException("invalid repeat count", regex);
            }
            repetitions = Math.max(repetitions, times);
            instructions = sum(instructions, instructions(atom, repeated));
            boolean optional = repeated != null && repeated.least() == 0;
            if (literal && optional) {
                run.setLength(before);
            }
            if (repeated != null || (!literal && !atom.zeroWidth())) {
                end(run, required);
            }
            if (!optional) {
                required.addAll(atom.required());
            }
        }
        end(run, required);
        return new RegexPart(required, repetitions, instructions, false);
    }

    /** An atom is written out as often as it may be repeated, each time with a branch where it may be left out. */
    private static int instructions(RegexPart atom, Repetition repeated) {
        if (repeated == null) {
            return atom.instructions();
        }
        int most = Math.max(1, repeated.most());
        return most * atom.instructions() + Math.max(1, most - repeated.least());
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
    private RegexPart atom(StringBuilder run) {
        if (reader.skip('^') || reader.skip('$')) {
            return RegexPart.ZERO_WIDTH;
        }
        if (reader.skip('.')) {
            return RegexPart.ANY;
        }
        if (reader.skip('[')) {
            reader.skipClass();
            return RegexPart.ANY;
        }
        if (reader.skip('(')) {
            return group();
        }
        if (reader.skip('\\')) {
            return escape(run);
        }
        run.append(reader.takeCharacter());
        return RegexPart.ANY;
    }

    private RegexPart group() {
        if (reader.skip('?')) {
            mayIgnoreCase |= reader.takeUpTo("):<").indexOf('i') >= 0;
            if (reader.skip('<')) {
                reader.skipBehind(">");
            } else if (reader.skip(')')) {
                return RegexPart.ZERO_WIDTH;
            } else {
                reader.skip(':');
            }
        }
        RegexPart inside = alternatives();
        reader.skip(')');
        // two more that note where a group matches
        int instructions = sum(inside.instructions(), 2);
        return new RegexPart(inside.required(), inside.repetitions(), instructions, inside.zeroWidth());
    }

    private RegexPart escape(StringBuilder run) {
        if (reader.isAtEnd()) {
            return RegexPart.ANY;
        }
        char letter = reader.take();
        if (letter == 'Q') {
            // a repetition behind it holds for its last character alone, so it is no part of the run
            if (!reader.skipBehind("\\E")) {
                reader.skipToEnd();
            }
            return RegexPart.ANY;
        }
        if ("bBAz".indexOf(letter) >= 0) {
            return RegexPart.ZERO_WIDTH;
        }
        if ("pPx".indexOf(letter) >= 0) {
            reader.skipBracedOr(letter == 'x' ? 2 : 1);
        } else if (letter >= '0' && letter <= '9') {
            reader.skipOctalDigits();
        } else if (letter < 0x80 && !Character.isLetter(letter)) {
            run.append(letter);
        }
        return RegexPart.ANY;
    }
}
