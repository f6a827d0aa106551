package io.tapewire.terminal;

/**
 * What output does to lines. Programs that use the alternate screen leave no lines there: what they print on it is only looked at for
 * its end.
 */
final class LineFunctions implements Parser.Functions {
    private static final int SHIFT_OUT = 0x0e;
    private static final int SHIFT_IN = 0x0f;

    private final LineScreen screen;
    private final LineCursor cursor;
    private final Charsets charsets = new Charsets();
    private final LineSequences sequences;
    private final Runnable lineFed;
    private boolean alternate;

    /** @param lineFed is told of each LF, after it was carried out */
    LineFunctions(LineScreen screen, LineCursor cursor, Runnable lineFed) {
        this.lineFed = lineFed;
        this.screen = screen;
        this.cursor = cursor;
        sequences = new LineSequences(screen, cursor, this);
    }

    void setAlternate(boolean on) {
        alternate = on;
    }

    /** The bytes that were read last are not there any more. */
    void forgetBytes() {
        sequences.keepLastCharacter();
    }

    /** Brings everything but the contents into a fresh terminal's state. */
    void reset() {
        if (alternate) {
            alternate = false;
            cursor.restore();
        }
        sequences.softReset();
        sequences.resetTabStops();
    }

    void resetCharsets() {
        charsets.reset();
    }

    @Override
    public void print(byte[] utf8, int from, int to, boolean ascii) {
        if (alternate) {
            return;
        }
        if (charsets.inUse() == LineDrawing.CHARSET) {
            printAll(LineDrawing.draw(utf8, from, to), false);
        } else if (ascii) {
            cursor.print(utf8, from, to, true);
            sequences.printed(utf8, to);
        } else {
            byte[] shown = Utf8.shown(utf8, from, to);
            if (shown == null) {
                cursor.print(utf8, from, to, false);
                sequences.printed(utf8, to);
            } else {
                printAll(shown, false);
            }
        }
    }

    private void printAll(byte[] utf8, boolean ascii) {
        if (utf8.length > 0) {
            cursor.print(utf8, 0, utf8.length, ascii);
            sequences.printed(utf8, utf8.length);
        }
    }

    @Override
    public void execute(int control) {
        switch (control) {
            case SHIFT_OUT -> charsets.shift(1);
            case SHIFT_IN -> charsets.shift(0);
            default -> {
                if (!alternate) {
                    sequences.control(control);
                }
                if (control == '\n') {
                    lineFed.run();
                }
            }
        }
    }

    @Override
    public void escDispatch(int intermediates, int last) {
        switch (intermediates) {
            case 0 -> escape(last);
            case '(' -> charsets.designate(0, last);
            case ')', '-' -> charsets.designate(1, last);
            case '*', '.' -> charsets.designate(2, last);
            case '+' -> charsets.designate(3, last);
            default -> {}
        }
    }

    private void escape(int last) {
        switch (last) {
            case 'n', '}' -> charsets.shift(2);
            case 'o', '|' -> charsets.shift(3);
            case '~' -> charsets.shift(1);
            case 'c' -> hardReset();
            default -> {
                if (!alternate) {
                    sequences.escape(last);
                }
            }
        }
    }

    /** RIS. The lines stay as they are: who looks for something has printed it, whatever was cleared later. */
    private void hardReset() {
        alternate = false;
        charsets.reset();
        sequences.softReset();
        cursor.eraseDisplay(2);
        cursor.moveTo(0, 0);
        sequences.resetTabStops();
        screen.resetMargins();
    }

    @Override
    public void csiDispatch(int collected, Parameters parameters, int last) {
        if (collected == '?' && (last == 'h' || last == 'l')) {
            sequences.switchPrivate(parameters, last == 'h');
        } else if (!alternate) {
            sequences.dispatch(collected, parameters, last);
        }
    }

    @Override
    public void oscDispatch(int command, String payload) {
        // colours and links are no text
    }

    @Override
    public void oscOverlong(int command) {
        // neither is what is too long
    }
}
