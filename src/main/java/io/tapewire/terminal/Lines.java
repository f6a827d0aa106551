package io.tapewire.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.function.Consumer;

/**
 * Turns output into lines as a person reads them: without escape sequences, and what was overwritten as it stood last.
 *
 * <p>It behaves as a terminal without a right edge. A line can be changed as long as it is on the terminal's screen. When it has been
 * scrolled off, it is settled. Clearing the whole screen settles its lines, too, and does not erase them. The alternate screen has no lines.
 *
 * <p>A line is named by the place at which it begins: the record, and how many lines begin in that record before it. A line begins where
 * output begins, and after each LF. For one thread at a time.
 */
public final class Lines {
    private final LineScreen screen;
    private final LineCursor cursor;
    private final Parser parser;
    private final int usualRows;
    private final LineFunctions functions;

    private long offset;
    private long millis;
    private int begun;
    private boolean afterLineFeed = true;

    /**
     * @param rows of a terminal whose size nobody has declared
     * @param mostLineBytes the longest line; a longer one is settled in pieces
     * @param settled gets each line when nothing can change it any more; it must not keep the line
     */
    public Lines(int rows, int mostLineBytes, Consumer<Line> settled) {
        usualRows = rows;
        screen = new LineScreen(rows, settled);
        cursor = new LineCursor(screen, mostLineBytes);
        functions = new LineFunctions(screen, cursor, this::beginLine);
        parser = new Parser(functions, true);
    }

    /**
     * Goes on after output that was not read. What comes up to the next line feed belongs to a line of unknown place, if it began there.
     *
     * @param state as {@link Terminal#restoring()} tells it
     * @param midLine whether that output ends within a line
     */
    public void join(String state, boolean midLine) {
        byte[] utf8 = state.getBytes(UTF_8);
        parser.read(utf8, 0, utf8.length);
        cursor.joinAtBottom(midLine);
        afterLineFeed = !midLine;
    }

    /** Between two lines: forgets those that have begun, as if their output had not been read. The terminal's state stays. */
    public void forget() {
        screen.clear();
        cursor.joinAtBottom(false);
    }

    /** A program begins that has a terminal of its own. */
    public void resize(int columns, int rows) {
        cursor.resize(columns, rows);
        cursor.setNewLines(false);
    }

    /** A program begins that has no terminal of its own. */
    public void resizeAsUsual() {
        cursor.resize(0, usualRows);
        cursor.setNewLines(true);
    }

    /** Brings the terminal's state, but not its contents, back to a fresh one's. */
    public void reset() {
        functions.reset();
    }

    /** The next record of output begins. */
    public void begin(long recordOffset, long recordMillis) {
        offset = recordOffset;
        millis = recordMillis;
        begun = 0;
        if (afterLineFeed) {
            beginLine();
        }
    }

    private void beginLine() {
        cursor.beginAt(new Place(offset, begun, millis));
        begun++;
    }

    /** Reads bytes of the record, which may be cut anywhere. */
    public void read(byte[] utf8, int from, int to) {
        if (from < to) {
            parser.read(utf8, from, to);
            functions.forgetBytes();
            afterLineFeed = utf8[to - 1] == '\n';
        }
    }

    /** Whether a line that begins before this record can still change. */
    public boolean hasOpenBefore(long record) {
        return screen.hasBegunBefore(record) || (!afterLineFeed && cursor.isToBeginBefore(record));
    }

    /**
     * Settles all lines.
     *
     * @return whether the last one was ended by a line feed
     */
    public boolean finish() {
        boolean ended = screen.lastBegun() < cursor.row();
        screen.settleFirst(screen.rows());
        return ended;
    }
}
