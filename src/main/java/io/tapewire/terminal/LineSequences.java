package io.tapewire.terminal;

import java.util.Arrays;

/** The control characters and sequences that move the cursor or change lines. */
final class LineSequences {
    /** However often REP wants a character repeated, no more are written. */
    private static final int MOST_REPEATED = 1000;

    private final LineScreen screen;
    private final LineCursor cursor;
    private final LineFunctions functions;
    private final TabStops tabStops = new TabStops();
    /** The character that was printed last, for REP. */
    private byte[] lastText = new byte[0];

    private int lastEnd;

    LineSequences(LineScreen screen, LineCursor cursor, LineFunctions functions) {
        this.screen = screen;
        this.cursor = cursor;
        this.functions = functions;
    }

    /** Notes what was printed. The bytes must stay as they are until the next sequence is dispatched. */
    void printed(byte[] utf8, int end) {
        lastText = utf8;
        lastEnd = end;
    }

    void keepLastCharacter() {
        if (lastEnd > 0) {
            lastText = Arrays.copyOfRange(lastText, Utf8.begin(lastText, 0, lastEnd - 1), lastEnd);
            lastEnd = lastText.length;
        }
    }

    void control(int control) {
        switch (control) {
            case '\b' -> cursor.moveColumns(-1);
            case '\t' -> cursor.tab(tabStops, 1, true);
            case '\n', 0x0b, '\f' -> cursor.lineFeed();
            case '\r' -> cursor.carriageReturn();
            default -> {}
        }
        lastEnd = 0;
    }

    void escape(int last) {
        switch (last) {
            case '7' -> cursor.save();
            case '8' -> cursor.restore();
            case 'D' -> cursor.down();
            case 'E' -> {
                cursor.carriageReturn();
                cursor.down();
            }
            case 'H' -> tabStops.put(cursor.column(), true);
            case 'M' -> cursor.up();
            default -> {}
        }
        lastEnd = 0;
    }

    void dispatch(int collected, Parameters parameters, int last) {
        if (collected == 0 || (collected == '?' && (last == 'J' || last == 'K'))) {
            plain(parameters, last);
        } else if (collected == '!' && last == 'p') {
            softReset();
        }
    }

    private void plain(Parameters parameters, int last) {
        int count = parameters.atLeastOne(0);
        switch (last) {
            case 'm' -> {}
            case 'A' -> cursor.moveRows(-(long) count);
            case 'B', 'e' -> cursor.moveRows(count);
            case 'C', 'a' -> cursor.moveColumns(count);
            case 'D' -> cursor.moveColumns(-(long) count);
            case 'E' -> {
                cursor.moveRows(count);
                cursor.carriageReturn();
            }
            case 'F' -> {
                cursor.moveRows(-(long) count);
                cursor.carriageReturn();
            }
            case 'G', '`' -> cursor.moveToColumn(count - 1);
            case 'H', 'f' -> cursor.moveTo(count - 1, parameters.atLeastOne(1) - 1);
            case 'd' -> cursor.moveToRow(count - 1);
            case 'I' -> cursor.tab(tabStops, count, true);
            case 'Z' -> cursor.tab(tabStops, count, false);
            case 's' -> cursor.save();
            case 'u' -> cursor.restore();
            case 'b' -> repeat(count);
            case 'g' -> clearTabStops(parameters.get(0));
            case 'h', 'l' -> switchModes(parameters, last == 'h');
            case 'r' -> setMargins(parameters);
            default -> change(parameters.get(0), count, last);
        }
        lastEnd = last == 'm' || last == 'b' ? lastEnd : 0;
    }

    private void change(int which, int count, int last) {
        switch (last) {
            case '@' -> cursor.insertBlanks(count);
            case 'P' -> cursor.deleteCharacters(count);
            case 'X' -> cursor.eraseCharacters(count);
            case 'J' -> cursor.eraseDisplay(which);
            case 'K' -> cursor.eraseLine(which);
            case 'L' -> cursor.insertLines(count);
            case 'M' -> cursor.deleteLines(count);
            case 'S' -> {
                for (int i = 0; i < Math.min(count, screen.rows()); i++) {
                    screen.scrollUp();
                }
            }
            case 'T' -> cursor.scrollDown(count);
            default -> {}
        }
    }

    private void repeat(int count) {
        if (lastEnd > 0) {
            keepLastCharacter();
            for (int i = 0; i < Math.min(count, MOST_REPEATED); i++) {
                cursor.print(lastText, 0, lastEnd, lastEnd == 1);
            }
            lastEnd = 0;
        }
    }

    private void clearTabStops(int which) {
        if (which == 0) {
            tabStops.put(cursor.column(), false);
        } else if (which == 3) {
            tabStops.clear();
        }
    }

    void resetTabStops() {
        tabStops.reset();
    }

    private void setMargins(Parameters parameters) {
        int bottom = parameters.count() > 1 && parameters.get(1) > 0 ? parameters.get(1) : screen.rows();
        if (screen.setMargins(parameters.atLeastOne(0) - 1, bottom - 1)) {
            cursor.moveTo(0, 0);
        }
    }

    private void switchModes(Parameters parameters, boolean on) {
        for (int i = 0; i < parameters.count(); i++) {
            switch (parameters.get(i)) {
                case 4 -> cursor.setInsert(on);
                case 20 -> cursor.setNewLines(on);
                default -> {}
            }
        }
    }

    /** DECSET and DECRST */
    void switchPrivate(Parameters parameters, boolean on) {
        for (int i = 0; i < parameters.count(); i++) {
            switch (parameters.get(i)) {
                case 6 -> cursor.setOrigin(on);
                case 47, 1047 -> functions.setAlternate(on);
                case 1048 -> saveOrRestore(on);
                case 1049 -> {
                    if (on) {
                        cursor.save();
                    }
                    functions.setAlternate(on);
                    if (!on) {
                        cursor.restore();
                    }
                }
                default -> {}
            }
        }
    }

    private void saveOrRestore(boolean save) {
        if (save) {
            cursor.save();
        } else {
            cursor.restore();
        }
    }

    /** DECSTR */
    void softReset() {
        functions.resetCharsets();
        cursor.setInsert(false);
        cursor.resetOrigin();
        cursor.forgetSaved();
        screen.resetMargins();
    }
}
