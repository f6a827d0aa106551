package io.tapewire.search;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.tapewire.terminal.Line;
import java.util.List;
import java.util.function.BooleanSupplier;

/** What lines are looked for. Immutable; any thread. */
public final class Expression {
    /** The longest text or regular expression, in characters. */
    public static final int MOST_CHARACTERS = 1000;

    /** Spans beyond these are not told. It also bounds the time that one line can take. */
    static final int MOST_SPANS = 100;

    /** Further ones would hardly exclude a line that these do not. */
    private static final int MOST_FILTERS = 4;

    /** Whether there is a match, and where. */
    interface Matches {
        /** The spans in a line's text, or {@code null} if it does not match. */
        Spans in(String text, BooleanSupplier isOver);
    }

    private final List<Filter> filters;
    private final Matches matches;

    private Expression(List<Filter> filters, Matches matches) {
        this.filters = filters;
        this.matches = matches;
    }

    /** Lines that contain this text. */
    public static Expression text(String text, boolean caseSensitive) {
        return new Expression(List.of(Filter.of(List.of(text), caseSensitive)), new TextMatches(text, caseSensitive));
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
            // the switch for ignoring case is ours
            throw new BadExpression(wrong.getMessage().replace("`(?i)", "`"));
        }
        if (pattern.programSize() > RegexOutline.MOST_INSTRUCTIONS) {
            throw new BadExpression(RegexOutline.tooLarge(regex).getMessage());
        }
        boolean exact = caseSensitive && !outline.mayIgnoreCase();
        List<Filter> filters = outline.literals().stream()
                .limit(MOST_FILTERS)
                .map(texts -> Filter.of(texts, exact))
                .toList();
        return new Expression(filters, (text, isOver) -> RegexMatches.in(pattern, text, isOver));
    }

    /** The lines that this one does not match. They have no spans. */
    public Expression inverted() {
        return new Expression(List.of(), (text, isOver) -> matches.in(text, isOver) == null ? new Spans() : null);
    }

    /** Whether the line has to be looked at. Tells by its bytes that most lines cannot match. */
    boolean mayMatch(Line line) {
        for (Filter filter : filters) {
            if (!filter.mayMatch(line.utf8(), line.length(), line.isAscii())) {
                return false;
            }
        }
        return true;
    }

    /**
     * The spans in a line, or {@code null} if it does not match.
     *
     * @param isOver whether it is too late to look for further spans
     */
    Spans in(String text, BooleanSupplier isOver) {
        return matches.in(text, isOver);
    }
}
