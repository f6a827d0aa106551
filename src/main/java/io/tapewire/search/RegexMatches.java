package io.tapewire.search;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.util.function.BooleanSupplier;

/** Finds a regular expression in a line. A match of nothing makes the line a hit, but is no span. */
final class RegexMatches {
    private RegexMatches() {}

    static Spans in(Pattern pattern, String text, BooleanSupplier isOver) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            return null;
        }
        Spans spans = new Spans();
        do {
            if (matcher.end() > matcher.start()) {
                spans.add(matcher.start(), matcher.end());
            }
            // each attempt may read to the end of the line, so their number is bounded, and there may be no time for
            // the next
        } while (spans.count() < Expression.MOST_SPANS
                && matcher.end() > matcher.start()
                && !isOver.getAsBoolean()
                && matcher.find());
        return spans;
    }
}
