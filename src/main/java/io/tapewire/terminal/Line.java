package io.tapewire.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/**
 * A line as it stands: its text, and where it begins. Most lines are appended to only, so they are kept as bytes. A line with
 * characters other than ASCII becomes {@link Cells} as soon as something is written elsewhere than at its end.
 *
 * <p>Lines are used again: whoever gets one copies what must last. For one thread.
 */
public final class Line {
    /** The column after the text, of a line whose columns have not been counted. */
    static final int END = -1;

    private static final byte BLANK = 0;

    private byte[] utf8 = new byte[128];
    private int length;
    /** Each byte is one column. */
    private boolean ascii = true;
    /** Bytes may be blank: in columns that nobody has written. */
    private boolean hasBlanks;

    private Cells cells;
    private boolean inCells;

    private boolean begun;
    private boolean goesOn;
    private Place place = Place.UNKNOWN;

    /** The bytes of the text begin at 0 and are valid UTF-8 without control characters. There are {@link #length()} of them. */
    public byte[] utf8() {
        return utf8;
    }

    /** Bytes of the text. */
    public int length() {
        return length;
    }

    /** Whether each byte is a character. It may be false although each is. */
    public boolean isAscii() {
        return ascii;
    }

    public String text() {
        return new String(utf8, 0, length, UTF_8);
    }

    /** Where it begins, {@link Place#UNKNOWN} if that was not read. */
    public Place place() {
        return place;
    }

    /** Whether the line was too long, so that this is a piece of it and the next line is the next piece. */
    public boolean goesOn() {
        return goesOn;
    }

    boolean isBegun() {
        return begun;
    }

    void begin(Place where) {
        begun = true;
        place = where;
    }

    /** Makes this a line that has not begun. */
    void clear() {
        begun = false;
        goesOn = false;
        place = Place.UNKNOWN;
        erase(0, Integer.MAX_VALUE);
        ascii = true;
        inCells = false;
    }

    /** Columns up to the last one that was written. */
    int columns() {
        if (inCells) {
            return cells.length();
        }
        if (ascii) {
            return length;
        }
        return toCells().length();
    }

    private Cells toCells() {
        if (!inCells) {
            if (cells == null) {
                cells = new Cells();
            }
            cells.clear();
            cells.put(0, utf8, 0, length);
            hasBlanks = false;
            inCells = true;
        }
        return cells;
    }

    /**
     * Writes text from a column on.
     *
     * @param allAscii whether each byte is one column
     * @return the column after it
     */
    int put(int column, byte[] text, int from, int to, boolean allAscii) {
        if (!inCells) {
            if (column == END || (ascii && column == length)) {
                return append(text, from, to, allAscii);
            }
            if (ascii && allAscii) {
                return overwrite(column, text, from, to);
            }
        }
        return toCells().put(column, text, from, to);
    }

    private int append(byte[] text, int from, int to, boolean allAscii) {
        room(length + to - from);
        System.arraycopy(text, from, utf8, length, to - from);
        length += to - from;
        ascii &= allAscii;
        return ascii ? length : END;
    }

    private int overwrite(int column, byte[] text, int from, int to) {
        int end = column + to - from;
        room(end);
        if (column > length) {
            Arrays.fill(utf8, length, column, BLANK);
            hasBlanks = true;
        }
        System.arraycopy(text, from, utf8, column, to - from);
        length = Math.max(length, end);
        return end;
    }

    private void room(int bytes) {
        if (bytes > utf8.length) {
            utf8 = Arrays.copyOf(utf8, Math.max(bytes, 2 * utf8.length));
        }
    }

    void erase(int from, int to) {
        if (from == 0 && to >= (inCells ? cells.length() : length)) {
            length = 0;
            ascii = true;
            hasBlanks = false;
            inCells = false;
        } else if (inCells || !ascii) {
            toCells().erase(from, to);
        } else if (to >= length) {
            length = Math.min(length, from);
        } else {
            Arrays.fill(utf8, from, to, BLANK);
            hasBlanks = true;
        }
    }

    /** Inserts blanks, which move the text behind them to the right. */
    void insert(int column, int count) {
        if (column >= columns()) {
            return;
        }
        if (inCells) {
            cells.insert(column, count);
            return;
        }
        room(length + count);
        System.arraycopy(utf8, column, utf8, column + count, length - column);
        Arrays.fill(utf8, column, column + count, BLANK);
        hasBlanks = true;
        length += count;
    }

    void delete(int column, int count) {
        if (column >= columns()) {
            return;
        }
        if (inCells) {
            cells.delete(column, count);
            return;
        }
        int end = Math.min(column + count, length);
        System.arraycopy(utf8, end, utf8, column, length - end);
        length -= end - column;
    }

    /** Brings the text into its last form. */
    void settle(boolean piece) {
        goesOn = piece;
        if (inCells) {
            utf8 = cells.utf8();
            length = utf8.length;
            inCells = false;
            ascii = false;
        } else if (hasBlanks) {
            while (length > 0 && utf8[length - 1] == BLANK) {
                length--;
            }
            for (int i = 0; i < length; i++) {
                if (utf8[i] == BLANK) {
                    utf8[i] = ' ';
                }
            }
            hasBlanks = false;
        }
    }
}
