package io.tapewire.terminal;

import java.util.function.Consumer;

/**
 * The lines of a screen, from the top, and its margins. Lines have no right edge. A line that leaves the screen at its top is settled:
 * nothing can change it any more. For one thread.
 */
final class LineScreen {
    private final Consumer<Line> settled;
    private Line[] ring;
    private int head;
    private int top;
    private int bottom;

    /** @param settled gets each line when nothing can change it any more; it must not keep it */
    LineScreen(int rows, Consumer<Line> settled) {
        this.settled = settled;
        ring = fresh(rows);
        resetMargins();
    }

    private static Line[] fresh(int rows) {
        Line[] lines = new Line[rows];
        for (int row = 0; row < rows; row++) {
            lines[row] = new Line();
        }
        return lines;
    }

    int rows() {
        return ring.length;
    }

    int top() {
        return top;
    }

    int bottom() {
        return bottom;
    }

    /** DECSTBM, rows from 0. Does nothing if the top is not above the bottom. */
    boolean setMargins(int newTop, int newBottom) {
        int last = Math.min(newBottom, rows() - 1);
        if (newTop >= last) {
            return false;
        }
        top = newTop;
        bottom = last;
        return true;
    }

    void resetMargins() {
        top = 0;
        bottom = rows() - 1;
    }

    Line at(int row) {
        int index = head + row;
        return ring[index < ring.length ? index : index - ring.length];
    }

    private void set(int row, Line line) {
        ring[(head + row) % ring.length] = line;
    }

    /** The line of a row. If it has not begun, it begins here, and so do those above it that have not. */
    Line begun(int row, Place place) {
        Line line = at(row);
        if (!line.isBegun()) {
            for (int above = row; above >= 0 && !at(above).isBegun(); above--) {
                at(above).begin(place);
            }
        }
        return line;
    }

    /** Moves the lines between the margins up by one. The first of them is settled. */
    void scrollUp() {
        settle(at(top), false);
        if (top == 0 && bottom == rows() - 1) {
            head = head + 1 == ring.length ? 0 : head + 1;
        } else {
            moveUp(top, 1);
        }
    }

    /** Moves the lines from a row on, down to the bottom margin, up over as many. Does nothing to the lines that get lost. */
    void moveUp(int row, int count) {
        for (int i = 0; i < Math.min(count, bottom + 1 - row); i++) {
            Line removed = at(row);
            for (int to = row; to < bottom; to++) {
                set(to, at(to + 1));
            }
            removed.clear();
            set(bottom, removed);
        }
    }

    /** Moves the lines from a row on, down to the bottom margin, down by as many rows. Blank lines begin in their places. */
    void moveDown(int row, int count, Place place) {
        for (int i = 0; i < Math.min(count, bottom + 1 - row); i++) {
            Line removed = at(bottom);
            for (int to = bottom; to > row; to--) {
                set(to, at(to - 1));
            }
            removed.clear();
            removed.begin(place);
            set(row, removed);
        }
    }

    /** Settles the lines of the first rows, and moves the others up to the screen's top. */
    void settleFirst(int rows) {
        for (int row = 0; row < rows; row++) {
            settle(at(0), false);
            head = (head + 1) % ring.length;
        }
    }

    /** Settles a line that is too long. What follows is the next piece of the same line. */
    void settlePiece(int row) {
        settleFirst(row);
        Line line = at(0);
        Place place = line.place();
        settle(line, true);
        line.begin(place);
        for (int i = 0; i < row; i++) {
            // the settled rows went below the others: back above them
            head = (head + ring.length - 1) % ring.length;
        }
    }

    /** Forgets all lines. */
    void clear() {
        for (Line line : ring) {
            line.clear();
        }
    }

    private void settle(Line line, boolean piece) {
        if (line.isBegun()) {
            line.settle(piece);
            settled.accept(line);
        }
        line.clear();
    }

    void resize(int rows, int cursor) {
        int keep = Math.min(rows, rows());
        int first = Math.max(0, Math.max(lastBegun(), cursor) + 1 - keep);
        settleFirst(first);
        Line[] lines = fresh(rows);
        for (int row = 0; row < keep; row++) {
            lines[row] = at(row);
        }
        ring = lines;
        head = 0;
        resetMargins();
    }

    /** The last row whose line has begun, or -1. */
    int lastBegun() {
        int row = rows() - 1;
        while (row >= 0 && !at(row).isBegun()) {
            row--;
        }
        return row;
    }

    /** Whether there is a line that begins before this record and was read from its beginning. */
    boolean hasBegunBefore(long record) {
        for (Line line : ring) {
            if (line.isBegun() && line.place().offset() > 0 && line.place().offset() < record) {
                return true;
            }
        }
        return false;
    }
}
