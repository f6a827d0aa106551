package io.tapewire.terminal;

import java.util.StringJoiner;

/** The modes that change what a viewer shows, and the cursor's style. */
final class Modes {
    /** DECSCUSR 0, the default cursor. */
    private static final int FRESH_CURSOR = 0;

    private static final int MOST_CURSOR_STYLE = 6;

    boolean insert;
    boolean origin;
    boolean noWraparound;
    boolean reverseWraparound;
    boolean synchronizedOutput;
    boolean cursorHidden;
    boolean cursorBlinking;
    /** null: the viewer's default. */
    Boolean newline;

    /** The odd one of the two DECSCUSR numbers of the shape. */
    private int cursorShape = FRESH_CURSOR;

    /** null: the viewer's default. */
    private Boolean cursorStyleBlinking;

    /** Does what both resets have in common. xterm.js does not reset the other modes. */
    void reset() {
        insert = false;
        origin = false;
        noWraparound = false;
        reverseWraparound = false;
        synchronizedOutput = false;
        cursorShape = FRESH_CURSOR;
        cursorStyleBlinking = null;
    }

    /** DECSCUSR. A number beyond the known ones changes only the blinking. */
    void cursorStyle(int style) {
        if (style == 0) {
            cursorShape = FRESH_CURSOR;
            cursorStyleBlinking = null;
            return;
        }
        if (style <= MOST_CURSOR_STYLE) {
            cursorShape = (style - 1) | 1;
        }
        cursorStyleBlinking = style % 2 == 1;
    }

    boolean isFresh() {
        boolean allOff = !insert && !origin && !noWraparound && !reverseWraparound && !synchronizedOutput;
        boolean cursorFresh = !cursorHidden && !cursorBlinking && cursorShape == FRESH_CURSOR;
        return allOff && cursorFresh && newline == null && cursorStyleBlinking == null;
    }

    /** Writes text that sets these modes in a fresh terminal, except origin mode. */
    void write(StringBuilder text) {
        StringJoiner set = new StringJoiner(";");
        StringJoiner reset = new StringJoiner(";");
        add(set, cursorBlinking, "12");
        add(set, reverseWraparound, "45");
        add(set, synchronizedOutput, "2026");
        add(reset, noWraparound, "7");
        add(reset, cursorHidden, "25");
        append(text, "?", set, 'h');
        append(text, "?", reset, 'l');
        StringJoiner setAnsi = new StringJoiner(";");
        StringJoiner resetAnsi = new StringJoiner(";");
        add(setAnsi, insert, "4");
        if (newline != null) {
            add(newline ? setAnsi : resetAnsi, true, "20");
        }
        append(text, "", setAnsi, 'h');
        append(text, "", resetAnsi, 'l');
        if (cursorStyleBlinking != null) {
            int steady = cursorStyleBlinking ? 0 : 1;
            int shape = cursorShape == FRESH_CURSOR ? MOST_CURSOR_STYLE + 1 : cursorShape;
            text.append("\u001b[").append(shape + steady).append(" q");
        }
    }

    private static void add(StringJoiner modes, boolean needed, String mode) {
        if (needed) {
            modes.add(mode);
        }
    }

    private static void append(StringBuilder text, String prefix, StringJoiner modes, char last) {
        if (modes.length() > 0) {
            text.append("\u001b[").append(prefix).append(modes).append(last);
        }
    }
}
