package io.tapewire.terminal;

/** The states of the VT500 parser, as in the state diagram of vt100.net. */
final class State {
    static final int GROUND = 0;
    static final int ESCAPE = 1;
    static final int ESCAPE_INTERMEDIATE = 2;
    static final int CSI_ENTRY = 3;
    static final int CSI_PARAM = 4;
    static final int CSI_INTERMEDIATE = 5;
    static final int CSI_IGNORE = 6;
    static final int SOS_PM_APC_STRING = 7;
    static final int OSC_STRING = 8;
    static final int DCS_ENTRY = 9;
    static final int DCS_PARAM = 10;
    static final int DCS_INTERMEDIATE = 11;
    static final int DCS_IGNORE = 12;
    static final int DCS_PASSTHROUGH = 13;

    private State() {}
}
