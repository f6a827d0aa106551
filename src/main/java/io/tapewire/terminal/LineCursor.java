package io.tapewire.terminal;

/** Where the next character is written on a {@link LineScreen}, and how writing and moving change lines. For one thread. */
final class LineCursor {
    /** Moves to the right end here in a terminal of unknown width. Text goes on behind it. */
    private static final int USUAL_COLUMNS = 512;

    private final LineScreen screen;
    private final int mostLineBytes;
    private int row;
    private int column;
    private int columns = USUAL_COLUMNS;
    private boolean insert;
    private boolean newLines = true;
    private boolean origin;
    private int savedRow;
    private int savedColumn;
    private Place place = Place.UNKNOWN;

    LineCursor(LineScreen screen, int mostLineBytes) {
        this.screen = screen;
        this.mostLineBytes = mostLineBytes;
    }

    /** From here on lines begin at this place. */
    void beginAt(Place next) {
        place = next;
    }

    void setInsert(boolean on) {
        insert = on;
    }

    void setNewLines(boolean on) {
        newLines = on;
    }

    void setOrigin(boolean on) {
        origin = on;
        moveTo(0, 0);
    }

    void resetOrigin() {
        origin = false;
    }

    /** @param width columns, or 0 if unknown */
    void resize(int width, int rows) {
        if (rows != screen.rows()) {
            int last = Math.max(screen.lastBegun(), row);
            screen.resize(rows, row);
            row = Math.max(0, row - Math.max(0, last + 1 - rows));
        }
        columns = width == 0 ? USUAL_COLUMNS : width;
    }

    /** Goes on at the bottom of a screen whose lines were not read, within one of them or after them. */
    void joinAtBottom(boolean midLine) {
        row = screen.rows() - 1;
        column = 0;
        if (midLine || row > 0) {
            screen.begun(midLine ? row : row - 1, Place.UNKNOWN);
        }
        save();
    }

    void print(byte[] utf8, int from, int to, boolean ascii) {
        Line line = screen.begun(row, place);
        int next = from;
        while (next < to) {
            int room = mostLineBytes - (column == Line.END ? line.length() : column);
            int end = to;
            if (to - next > room) {
                end = room <= 0 ? next : Utf8.begin(utf8, next, next + room);
            }
            if (insert) {
                insertBlanks(ascii ? end - next : new Cells().put(0, utf8, next, end));
            }
            column = line.put(column, utf8, next, end, ascii);
            next = end;
            if (next < to) {
                screen.settlePiece(row);
                line = screen.at(row);
                column = 0;
            }
        }
    }

    void lineFeed() {
        screen.begun(row, place);
        if (newLines) {
            column = 0;
        }
        down();
    }

    /** IND */
    void down() {
        count();
        if (row == screen.bottom()) {
            screen.begun(row, place);
            screen.scrollUp();
        } else if (row < screen.rows() - 1) {
            row++;
        }
    }

    /** RI */
    void up() {
        if (row == screen.top()) {
            screen.moveDown(row, 1, place);
        } else if (row > 0) {
            row--;
        }
    }

    /** The column is counted when it is needed. It must be when the cursor leaves the line. */
    private int count() {
        if (column == Line.END) {
            column = screen.at(row).columns();
        }
        return column;
    }

    /** Whether a line begins before this record if something is printed now. */
    boolean isToBeginBefore(long record) {
        return place.offset() > 0 && place.offset() < record && !screen.at(row).isBegun();
    }

    int row() {
        return row;
    }

    int column() {
        return count();
    }

    void carriageReturn() {
        column = 0;
    }

    void moveColumns(long by) {
        int from = count();
        int last = by > 0 ? Math.max(columns - 1, from) : from;
        column = (int) Math.max(0, Math.min(from + by, last));
    }

    void moveToColumn(int to) {
        column = Math.min(to, columns - 1);
    }

    void tab(TabStops stops, int times, boolean forward) {
        int from = count();
        if (!forward) {
            column = stops.before(Math.min(from, TabStops.MOST_COLUMNS - 1), times);
            return;
        }
        int to = stops.after(from, times);
        // behind the stops that are tracked, every eighth column is one
        int next = to == Column.UNKNOWN ? (from / 8 + 1) * 8 : to;
        column = Math.min(Math.max(from, Math.min(next, Math.max(columns - 1, from))), mostLineBytes);
    }

    /** CUU and CUD: they stop at a margin if they begin on its inner side. */
    void moveRows(long by) {
        count();
        if (by < 0) {
            row = (int) Math.max(row + by, row >= screen.top() ? screen.top() : 0);
        } else {
            row = (int) Math.min(row + by, row <= screen.bottom() ? screen.bottom() : screen.rows() - 1);
        }
    }

    /** CUP, from 0. In origin mode rows are counted from the top margin. */
    void moveTo(int toRow, int toColumn) {
        moveToRow(toRow);
        moveToColumn(toColumn);
    }

    void moveToRow(int to) {
        count();
        int first = origin ? screen.top() : 0;
        int last = origin ? screen.bottom() : screen.rows() - 1;
        row = (int) Math.min((long) first + to, last);
    }

    void save() {
        savedRow = row;
        savedColumn = count();
    }

    void restore() {
        row = Math.min(savedRow, screen.rows() - 1);
        column = savedColumn;
    }

    void forgetSaved() {
        savedRow = 0;
        savedColumn = 0;
    }

    /** EL and ED, as DEC numbers them: 0 to the right or below, 1 to the left or above, 2 all. */
    void eraseLine(int which) {
        Line line = screen.at(row);
        int at = count();
        switch (which) {
            case 0 -> line.erase(at, Integer.MAX_VALUE);
            case 1 -> line.erase(0, at + 1);
            case 2 -> line.erase(0, Integer.MAX_VALUE);
            default -> {}
        }
    }

    void eraseDisplay(int which) {
        switch (which) {
            case 0 -> {
                eraseLine(0);
                for (int below = column == 0 ? row : row + 1; below < screen.rows(); below++) {
                    screen.at(below).clear();
                }
            }
            case 1 -> {
                eraseLine(1);
                for (int above = 0; above < row; above++) {
                    screen.at(above).erase(0, Integer.MAX_VALUE);
                }
            }
            case 2 -> {
                count();
                screen.settleFirst(screen.rows());
            }
            default -> {}
        }
    }

    void eraseCharacters(int count) {
        int at = count();
        screen.at(row).erase(at, (int) Math.min((long) at + count, Integer.MAX_VALUE));
    }

    /** ICH */
    void insertBlanks(int count) {
        Line line = screen.at(row);
        line.insert(count(), Math.min(count, mostLineBytes));
        line.erase(mostLineBytes, Integer.MAX_VALUE);
    }

    void deleteCharacters(int count) {
        screen.at(row).delete(count(), Math.min(count, mostLineBytes));
    }

    void insertLines(int count) {
        if (isBetweenMargins()) {
            screen.moveDown(row, count, place);
            column = 0;
        }
    }

    void deleteLines(int count) {
        if (isBetweenMargins()) {
            screen.moveUp(row, count);
            column = 0;
        }
    }

    void scrollDown(int count) {
        screen.moveDown(screen.top(), count, place);
    }

    private boolean isBetweenMargins() {
        return row >= screen.top() && row <= screen.bottom();
    }
}
