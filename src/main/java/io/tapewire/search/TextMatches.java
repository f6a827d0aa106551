package io.tapewire.search;

import java.util.function.BooleanSupplier;

/** Finds a text in a line, with or without regard to case. */
final class TextMatches implements Expression.Matches {
    private final String wanted;
    private final boolean caseSensitive;

    TextMatches(String wanted, boolean caseSensitive) {
        this.wanted = caseSensitive ? wanted : Fold.of(wanted);
        this.caseSensitive = caseSensitive;
    }

    @Override
    public Spans in(String text, BooleanSupplier isOver) {
        // folding changes no character's length
        String searched = caseSensitive ? text : Fold.of(text);
        int at = searched.indexOf(wanted);
        if (at < 0) {
            return null;
        }
        Spans spans = new Spans();
        while (at >= 0 && spans.count() < Expression.MOST_SPANS) {
            spans.add(at, at + wanted.length());
            at = searched.indexOf(wanted, at + wanted.length());
        }
        return spans;
    }
}
