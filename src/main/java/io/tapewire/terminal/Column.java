package io.tapewire.terminal;

/**
 * The cursor's column from 0, as far as it follows from the output alone, whatever the terminal's width. It is needed because tab
 * stops are set at the cursor. It assumes that the terminal is wide enough.
 */
final class Column {
    static final int UNKNOWN = -1;

    private int column;

    int get() {
        return column;
    }

    void set(int position) {
        column = position < TabStops.MOST_COLUMNS ? position : UNKNOWN;
    }

    void forget() {
        column = UNKNOWN;
    }

    void move(int columns) {
        if (column != UNKNOWN) {
            set((int) Math.max((long) column + columns, 0));
        }
    }

    /** The cursor moves either to the first column or not at all. */
    void perhapsFirst() {
        if (column != 0) {
            forget();
        }
    }

    void tabForward(TabStops stops, int times) {
        if (column != UNKNOWN) {
            column = stops.after(column, times);
        }
    }

    void tabBackward(TabStops stops, int times) {
        if (column != UNKNOWN) {
            column = stops.before(column, times);
        }
    }
}
