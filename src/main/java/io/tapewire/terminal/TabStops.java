package io.tapewire.terminal;

import java.util.Arrays;

/**
 * The tab stops of a screen whose width is unknown. Columns are counted from 0.
 *
 * <p>A fresh terminal has one in every eighth column. The first column and the last one stop the cursor in any case.
 */
final class TabStops {
    /** Stops further to the right are not tracked. */
    static final int MOST_COLUMNS = 512;

    /** Columns that are multiples of 8. */
    private static final long EVERY_EIGHTH = 0x0101_0101_0101_0101L;

    private static final int WORDS = MOST_COLUMNS / Long.SIZE;
    private static final long[] FRESH = new long[WORDS];
    private static final long[] NONE = new long[WORDS];

    static {
        Arrays.fill(FRESH, EVERY_EIGHTH);
    }

    private boolean cleared;
    /** A bit for each column. FRESH and NONE are shared, so they are copied before the first change. */
    private long[] stops = FRESH;

    void reset() {
        cleared = false;
        stops = FRESH;
    }

    /** Sets or clears the stop in a column. Does nothing if the column is unknown. */
    void put(int column, boolean stop) {
        if (column > 0 && column < MOST_COLUMNS && has(column, stops) != stop) {
            if (stops == FRESH || stops == NONE) {
                stops = stops.clone();
            }
            stops[column / Long.SIZE] ^= 1L << column;
        }
    }

    void clear() {
        cleared = true;
        stops = NONE;
    }

    private static boolean has(int column, long[] stops) {
        return (stops[column / Long.SIZE] >>> column & 1) != 0;
    }

    /** Returns the column of the stop that many stops to the right, or {@link Column#UNKNOWN}. */
    int after(int column, int times) {
        if (column + 1 >= MOST_COLUMNS) {
            return Column.UNKNOWN;
        }
        int word = (column + 1) / Long.SIZE;
        long further = stops[word] & -1L << (column + 1);
        int left = times;
        while (left > Long.bitCount(further)) {
            left -= Long.bitCount(further);
            word++;
            if (word == WORDS) {
                return Column.UNKNOWN;
            }
            further = stops[word];
        }
        for (; left > 1; left--) {
            further &= further - 1;
        }
        return word * Long.SIZE + Long.numberOfTrailingZeros(further);
    }

    /** Returns the column of the stop that many stops to the left, or the first column. */
    int before(int column, int times) {
        if (column == 0) {
            return 0;
        }
        int word = (column - 1) / Long.SIZE;
        long further = stops[word] & -1L >>> -column;
        int left = times;
        while (left > Long.bitCount(further)) {
            left -= Long.bitCount(further);
            word--;
            if (word < 0) {
                return 0;
            }
            further = stops[word];
        }
        for (; left > 1; left--) {
            further ^= Long.highestOneBit(further);
        }
        return word * Long.SIZE + Long.SIZE - 1 - Long.numberOfLeadingZeros(further);
    }

    boolean isFresh() {
        return !cleared && Arrays.equals(stops, FRESH);
    }

    /** Writes text that sets these stops in a fresh terminal. It moves the cursor to another column. */
    void write(StringBuilder text) {
        text.append(cleared ? "\u001b[3g" : "");
        long[] before = cleared ? NONE : FRESH;
        for (int column = 0; column < MOST_COLUMNS; column++) {
            boolean stop = has(column, stops);
            if (stop != has(column, before)) {
                text.append("\u001b[").append(column + 1).append('G').append(stop ? "\u001bH" : "\u001b[g");
            }
        }
    }
}
