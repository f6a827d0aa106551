package io.tapewire.terminal;

import java.util.BitSet;
import java.util.List;

/**
 * The tab stops of a screen whose width is unknown, columns counted from 0.
 *
 * <p>A fresh terminal has one in every eighth column. The first column and the last one stop the cursor in any case.
 */
final class TabStops {
    /** Stops further to the right are not known of. */
    static final int MOST_COLUMNS = 512;

    private static final int DISTANCE = 8;

    private boolean cleared;
    /** The columns that are otherwise than in a terminal that is fresh, or has no stops if they were cleared. */
    private final BitSet changed = new BitSet(0);

    void set(TabStops other) {
        cleared = other.cleared;
        changed.clear();
        changed.or(other.changed);
    }

    void reset() {
        cleared = false;
        changed.clear();
    }

    /** Sets or clears the stop in a column, if it is known which column that is. */
    void put(int column, boolean stop) {
        if (column > 0 && column < MOST_COLUMNS && has(column) != stop) {
            changed.flip(column);
        }
    }

    void clear() {
        cleared = true;
        changed.clear();
    }

    private boolean has(int column) {
        return changed.get(column) != (!cleared && column % DISTANCE == 0);
    }

    /** The next stop to the right, or unknown. */
    int after(int column) {
        for (int next = column + 1; next < MOST_COLUMNS; next++) {
            if (has(next)) {
                return next;
            }
        }
        return Column.UNKNOWN;
    }

    /** The next stop to the left, or the first column. */
    int before(int column) {
        int previous = column - 1;
        while (previous > 0 && !has(previous)) {
            previous--;
        }
        return Math.max(previous, 0);
    }

    boolean isFresh() {
        return !cleared && changed.isEmpty();
    }

    /** Writes what brings a fresh terminal here, and the cursor to another column. */
    void write(StringBuilder text) {
        text.append(cleared ? "\u001b[3g" : "");
        changed.stream()
                .forEach(column -> text.append("\u001b[")
                        .append(column + 1)
                        .append('G')
                        .append(has(column) ? "\u001bH" : "\u001b[g"));
    }

    List<Object> facts() {
        return List.of(cleared, changed.clone());
    }
}
