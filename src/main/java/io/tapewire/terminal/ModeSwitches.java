package io.tapewire.terminal;

/** The sequences that set and reset modes. */
final class ModeSwitches {
    private static final int ALTERNATE_SCREEN_AND_CURSOR = 1049;

    private final TerminalState state;
    private final Column column;

    ModeSwitches(TerminalState state, Column column) {
        this.state = state;
        this.column = column;
    }

    /** SM and RM */
    void dispatchAnsi(Parameters parameters, int last) {
        for (int i = 0; i < parameters.count(); i++) {
            switch (parameters.get(i)) {
                case 4 -> state.modes().insert = last == 'h';
                case 20 -> state.modes().newline = last == 'h';
                default -> {}
            }
        }
    }

    /** DECSET and DECRST */
    void dispatchPrivate(Parameters parameters, int last) {
        if (last != 'h' && last != 'l') {
            return;
        }
        for (int i = 0; i < parameters.count(); i++) {
            switchPrivate(parameters.get(i), last == 'h');
        }
    }

    private void switchPrivate(int mode, boolean set) {
        Modes modes = state.modes();
        switch (mode) {
            case 2 -> {
                if (set) {
                    state.charsets().designateAll();
                }
            }
            case 6 -> {
                modes.origin = set;
                column.set(0);
            }
            case 7 -> modes.noWraparound = !set;
            case 12 -> modes.cursorBlinking = set;
            case 25 -> modes.cursorHidden = !set;
            case 45 -> modes.reverseWraparound = set;
            case 2026 -> modes.synchronizedOutput = set;
            case 47, 1047, ALTERNATE_SCREEN_AND_CURSOR, 1048 -> switchScreen(mode, set);
            default -> {}
        }
    }

    private void switchScreen(int mode, boolean alternate) {
        boolean withCursor = mode == 1048 || mode == ALTERNATE_SCREEN_AND_CURSOR;
        boolean withScreen = mode != 1048;
        if (alternate && withCursor) {
            state.saveCursor();
        }
        if (withScreen && alternate) {
            state.enterAlternate();
        } else if (withScreen) {
            state.leaveAlternate();
        }
        if (!alternate && withCursor) {
            state.restoreCursor();
            column.forget();
        }
    }
}
