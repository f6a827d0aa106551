package io.tapewire.terminal;

/** The control sequences, which begin with CSI. */
final class ControlSequences {
    private final TerminalState state;
    private final Column column;
    private final Sgr sgr = new Sgr();
    private final ModeSwitches switches;

    ControlSequences(TerminalState state, Column column) {
        this.state = state;
        this.column = column;
        switches = new ModeSwitches(state, column);
    }

    void dispatch(int collected, Parameters parameters, int last) {
        switch (collected) {
            case 0 -> plain(parameters, last);
            case '?' -> switches.dispatchPrivate(parameters, last);
            case '!' -> {
                if (last == 'p') {
                    state.softReset();
                }
            }
            case ' ' -> {
                if (last == 'q') {
                    state.modes().cursorStyle(parameters.get(0));
                }
            }
            case '"' -> {
                if (last == 'q') {
                    protect(parameters.get(0));
                }
            }
            default -> {}
        }
    }

    private void plain(Parameters parameters, int last) {
        switch (last) {
            case 'm' -> sgr.apply(parameters, state.rendition());
            case 'h', 'l' -> switches.dispatchAnsi(parameters, last);
            case 'r' -> setMargins(parameters);
            case 's' -> state.saveCursor();
            case 'u' -> restoreCursor();
            case 'g' -> clearTabStops(parameters.get(0));
            default -> move(parameters, last);
        }
    }

    private void move(Parameters parameters, int last) {
        int count = parameters.atLeastOne(0);
        switch (last) {
            case 'C', 'a' -> column.move(count);
            case 'D' -> column.move(-count);
            case 'E', 'F' -> column.set(0);
            case 'G', '`' -> column.set(count - 1);
            case 'H', 'f' -> column.set(parameters.atLeastOne(1) - 1);
            case 'I' -> column.tabForward(state.active().tabStops(), count);
            case 'Z' -> column.tabBackward(state.active().tabStops(), count);
            // these insert or delete lines, and return only between the margins
            case 'L', 'M' -> column.perhapsFirst();
            // this one repeats a character, however wide
            case 'b' -> column.forget();
            default -> {}
        }
    }

    private void setMargins(Parameters parameters) {
        int bottom = parameters.count() > 1 ? parameters.get(1) : Margins.LAST_ROW;
        if (state.active().margins().set(parameters.atLeastOne(0), bottom)) {
            column.set(0);
        }
    }

    private void clearTabStops(int which) {
        TabStops stops = state.active().tabStops();
        if (which == 0) {
            stops.put(column.get(), false);
        } else if (which == 3) {
            stops.clear();
        }
    }

    /** DECSCA */
    private void protect(int which) {
        if (which <= 2) {
            state.rendition().attributes().set(Attributes.PROTECTED, which == 1);
        }
    }

    void restoreCursor() {
        state.restoreCursor();
        column.forget();
    }

    void backspace() {
        if (column.get() == 0 && state.modes().reverseWraparound) {
            column.forget();
        } else {
            column.move(-1);
        }
    }

    void lineFeed() {
        Boolean newline = state.modes().newline;
        if (newline == null) {
            column.perhapsFirst();
        } else if (newline) {
            column.set(0);
        }
    }
}
