package io.tapewire.search;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tapewire.terminal.Line;
import java.util.List;

/** What lines are looked for. Immutable; any thread. */
public final class Expression {
    /** The longest text or regular expression, in characters. */
    public static final int MOST_CHARACTERS = 1000;

    /** Spans beyond these are not told. It also bounds the time that one line can take. */
    static final int MOST_SPANS = 100;

    /** Whether there is a match, and where. */
    interface Matches {
        /** The spans in a line's text, or {@code null} if it does not match. */
        Spans in(String text);
    }

    private final Filter filter;
    private final Matches matches;

    private Expression(Filter filter, Matches matches) {
        this.filter = filter;
        this.matches = matches;
    }

    /** Lines that contain this text. */
    public static Expression text(String text, boolean caseSensitive) {
        return new Expression(Filter.of(List.of(text), caseSensitive), new TextMatches(text, caseSensitive));
    }

    /**
     * Lines in which this regular expression matches.
     *
     * @param regex in the syntax of RE2
     * @throws BadExpression if it is not valid, or would take too much memory
     */
    public static Expression regex(String regex, boolean caseSensitive) throws BadExpression {
        RegexOutline outline;
        Pattern pattern;
        try {
            // first, because the compiler writes out all repetitions
            outline = RegexOutline.of(regex);
            pattern = Pattern.compile(regex, caseSensitive ? 0 : Pattern.CASE_INSENSITIVE);
        } catch (PatternSyntaxException wrong) {
            throw new BadExpression(wrong.getMessage());
        }
        boolean exact = caseSensitive && !outline.mayIgnoreCase();
        return new Expression(Filter.of(outline.literals(), exact), text -> RegexMatches.in(pattern, text));
    }

    /** The spans in this line, or {@code null} if it does not match. */
    Spans in(Line line) {
        return filter.mayMatch(line.utf8(), line.length(), line.isAscii()) ? matches.in(line.text()) : null;
    }
}
