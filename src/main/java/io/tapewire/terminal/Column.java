package io.tapewire.terminal;

/**
 * The cursor's column, counted from 0, where it follows from the output whatever the terminal's width: tab stops are set where the
 * cursor is. A terminal that is too narrow for the column is not thought of.
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

    /** For what brings the cursor either to the first column or nowhere. */
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
