package io.tapewire.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The characters of a line by columns. A wide one takes two cells. Marks, and other code points that join the character before them,
 * share its cell. For one thread.
 */
final class Cells {
    private static final int BLANK = 0;
    private static final int RIGHT_HALF = -1;
    /** From here on a cell is the index of a text of several code points. */
    private static final int TEXTS = 0x11_0000;
    /** Further ones are not kept: whoever prints thousands of marks on one letter shall not make every copy of it long. */
    private static final int MOST_UNITS = 64;

    private int[] cells = new int[128];
    private int length;
    private final List<String> texts = new ArrayList<>();

    int length() {
        return length;
    }

    void clear() {
        length = 0;
        texts.clear();
    }

    /** Writes text over the cells from a column on, and returns the column after it. */
    int put(int column, byte[] utf8, int from, int to) {
        int at = column;
        int next = from;
        while (next < to) {
            int codePoint = Utf8.codePoint(utf8, next);
            next += Utf8.bytes(utf8[next]);
            at = put(at, codePoint);
        }
        return at;
    }

    private int put(int column, int codePoint) {
        int before = column > 0 && column <= length ? begin(column - 1) : -1;
        if (before >= 0 && cells[before] != BLANK && joins(cells[before], codePoint)) {
            return join(before, column, codePoint);
        }
        int width = Math.max(Widths.of(codePoint), 1);
        room(column + width);
        cut(column);
        cut(column + width);
        cells[column] = codePoint;
        if (width == 2) {
            cells[column + 1] = RIGHT_HALF;
        }
        length = Math.max(length, column + width);
        return column + width;
    }

    private boolean joins(int cell, int codePoint) {
        if (cell < TEXTS) {
            return Widths.join(cell, true, codePoint);
        }
        String text = texts.get(cell - TEXTS);
        return Widths.join(text.codePointBefore(text.length()), false, codePoint);
    }

    private int join(int cell, int column, int codePoint) {
        String before = text(cells[cell]);
        if (before.length() < MOST_UNITS) {
            keep(cell, before + Character.toString(codePoint));
        }
        boolean widens = codePoint == Widths.EMOJI_SELECTOR || Widths.isRegionalIndicator(codePoint);
        if (!widens || column != cell + 1) {
            return column;
        }
        room(column + 1);
        cut(column + 1);
        cells[column] = RIGHT_HALF;
        length = Math.max(length, column + 1);
        return column + 1;
    }

    private void keep(int cell, String text) {
        if (cells[cell] >= TEXTS) {
            texts.set(cells[cell] - TEXTS, text);
            return;
        }
        if (texts.size() > 2 * length) {
            forgetOverwritten();
        }
        texts.add(text);
        cells[cell] = TEXTS + texts.size() - 1;
    }

    private void forgetOverwritten() {
        List<String> kept = new ArrayList<>();
        for (int i = 0; i < length; i++) {
            if (cells[i] >= TEXTS) {
                kept.add(texts.get(cells[i] - TEXTS));
                cells[i] = TEXTS + kept.size() - 1;
            }
        }
        texts.clear();
        texts.addAll(kept);
    }

    private int begin(int column) {
        return cells[column] == RIGHT_HALF ? column - 1 : column;
    }

    /** Makes room up to a column. Cells that nobody has written are blank. */
    private void room(int columns) {
        if (columns > cells.length) {
            cells = Arrays.copyOf(cells, Math.max(columns, 2 * cells.length));
        }
        if (columns > length) {
            Arrays.fill(cells, length, columns, BLANK);
        }
    }

    /** Blanks a wide character that a change in one of its columns destroys: what is left of this column and what is right of it. */
    private void cut(int column) {
        if (column < length && column > 0 && cells[column] == RIGHT_HALF) {
            cells[column - 1] = BLANK;
            cells[column] = BLANK;
        }
    }

    void erase(int from, int to) {
        if (from >= length) {
            return;
        }
        cut(from);
        if (to >= length) {
            length = from;
        } else {
            cut(to);
            Arrays.fill(cells, from, to, BLANK);
        }
    }

    /** Inserts blank cells. */
    void insert(int column, int count) {
        if (column < length) {
            cut(column);
            int before = length;
            room(length + count);
            System.arraycopy(cells, column, cells, column + count, before - column);
            Arrays.fill(cells, column, column + count, BLANK);
            length = before + count;
        }
    }

    void delete(int column, int count) {
        if (column < length) {
            int end = Math.min(column + count, length);
            cut(column);
            cut(end);
            System.arraycopy(cells, end, cells, column, length - end);
            length -= end - column;
        }
    }

    private String text(int cell) {
        return cell < TEXTS ? Character.toString(cell) : texts.get(cell - TEXTS);
    }

    /** The text up to the last cell that is not blank. */
    byte[] utf8() {
        int end = length;
        while (end > 0 && cells[end - 1] == BLANK) {
            end--;
        }
        StringBuilder text = new StringBuilder(end);
        for (int i = 0; i < end; i++) {
            int cell = cells[i];
            if (cell == BLANK) {
                text.append(' ');
            } else if (cell >= TEXTS) {
                text.append(texts.get(cell - TEXTS));
            } else if (cell != RIGHT_HALF) {
                text.appendCodePoint(cell);
            }
        }
        return text.toString().getBytes(UTF_8);
    }
}
