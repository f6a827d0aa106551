package io.tapewire.terminal;

/** What the control functions do to a terminal's state, and where they move the cursor in its line. */
final class ControlFunctions implements Parser.Functions {
    private static final int SHIFT_OUT = 0x0e;
    private static final int SHIFT_IN = 0x0f;

    private final TerminalState state;
    private final Column column;
    private final ControlSequences sequences;

    /** Whether there was a function that may have changed the state. */
    private boolean changed;

    ControlFunctions(TerminalState state, Column column) {
        this.state = state;
        this.column = column;
        sequences = new ControlSequences(state, column);
    }

    /** Returns whether the state may have changed since the last call. */
    boolean takeChanged() {
        boolean taken = changed;
        changed = false;
        return taken;
    }

    @Override
    public void print(byte[] utf8, int from, int to, boolean ascii) {
        if (ascii) {
            column.move(to - from);
        } else {
            column.forget();
        }
    }

    @Override
    public void execute(int control) {
        switch (control) {
            case '\b' -> sequences.backspace();
            case '\t' -> column.tabForward(state.active().tabStops(), 1);
            // vertical tabulation and form feed are line feeds
            case '\n', 0x0b, '\f' -> sequences.lineFeed();
            case '\r' -> column.set(0);
            case SHIFT_OUT -> shift(1);
            case SHIFT_IN -> shift(0);
            default -> {}
        }
    }

    private void shift(int level) {
        changed = true;
        state.charsets().shift(level);
    }

    @Override
    public void escDispatch(int intermediates, int last) {
        changed = true;
        Charsets charsets = state.charsets();
        switch (intermediates) {
            case 0 -> escape(last);
            case '(' -> charsets.designate(0, last);
            case ')', '-' -> charsets.designate(1, last);
            case '*', '.' -> charsets.designate(2, last);
            case '+' -> charsets.designate(3, last);
            case '%' -> {
                if (last == '@' || last == 'G') {
                    charsets.shift(0);
                    charsets.designate(0, Charsets.ASCII);
                }
            }
            case '#' -> {
                if (last == '8') {
                    column.set(0);
                }
            }
            default -> {}
        }
    }

    private void escape(int last) {
        switch (last) {
            case '7' -> state.saveCursor();
            case '8' -> sequences.restoreCursor();
            case 'E' -> column.set(0);
            case 'H' -> state.active().tabStops().put(column.get(), true);
            case 'c' -> {
                state.hardReset();
                column.set(0);
            }
            case 'n', '}' -> state.charsets().shift(2);
            case 'o', '|' -> state.charsets().shift(3);
            case '~' -> state.charsets().shift(1);
            default -> {}
        }
    }

    @Override
    public void csiDispatch(int collected, Parameters parameters, int last) {
        changed = true;
        sequences.dispatch(collected, parameters, last);
    }

    @Override
    public void oscDispatch(int command, String payload) {
        changed = true;
        Commands.apply(command, payload, state);
    }

    @Override
    public void oscOverlong(int command) {
        if (command == Commands.HYPERLINK) {
            // the text that follows must not have the link before
            changed = true;
            state.rendition().link(null);
        }
    }
}
