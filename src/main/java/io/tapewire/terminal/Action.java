package io.tapewire.terminal;

/**
 * What the VT500 parser does between one state and the next.
 *
 * <p>The diagram's actions HOOK, PUT and UNHOOK are missing: no device control string changes a viewer's state.
 */
final class Action {
    static final int IGNORE = 0;
    static final int PRINT = 1;
    static final int EXECUTE = 2;
    static final int CLEAR = 3;
    static final int COLLECT = 4;
    static final int PARAM = 5;
    static final int ESC_DISPATCH = 6;
    static final int CSI_DISPATCH = 7;
    static final int OSC_START = 8;
    static final int OSC_PUT = 9;
    static final int OSC_END = 10;

    private Action() {}
}
