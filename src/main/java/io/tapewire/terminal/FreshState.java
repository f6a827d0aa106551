package io.tapewire.terminal;

/**
 * The text that puts a used terminal back into a fresh one's state and leaves what is on the screen.
 *
 * <p>A hard reset (RIS) would clear the screen. A soft reset (DECSTR) alone would leave the alternate screen, tab stops,
 * mouse modes and colours of the palette.
 */
public final class FreshState {
    private static final int TAB_COLUMNS = 8;
    /** CAN ends an unfinished sequence. On the normal screen, saving and leaving the alternate one moves nothing. */
    private static final String BEFORE = "\u0018\u001b[!p\u001b7\u001b[?1049l\u001b[!p";

    private static final String AFTER =
            "\u001b[!p\u001b[?1000;1006;12l\u001b]104\u0007\u001b]110\u0007\u001b]111\u0007\u001b]112\u0007";

    private FreshState() {}

    /** The sequences for a terminal of this width, in columns. The cursor stays in its line. */
    public static String sequences(int columns) {
        StringBuilder text = new StringBuilder(BEFORE).append("\u001b7\u001b[3g");
        for (int column = TAB_COLUMNS + 1; column <= columns; column += TAB_COLUMNS) {
            text.append("\u001b[").append(column).append("G\u001bH");
        }
        return text.append("\u001b8").append(AFTER).toString();
    }
}
