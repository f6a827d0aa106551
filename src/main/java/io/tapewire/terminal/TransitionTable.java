package io.tapewire.terminal;

import static io.tapewire.terminal.Action.CLEAR;
import static io.tapewire.terminal.Action.COLLECT;
import static io.tapewire.terminal.Action.CSI_DISPATCH;
import static io.tapewire.terminal.Action.ESC_DISPATCH;
import static io.tapewire.terminal.Action.EXECUTE;
import static io.tapewire.terminal.Action.IGNORE;
import static io.tapewire.terminal.Action.OSC_END;
import static io.tapewire.terminal.Action.OSC_PUT;
import static io.tapewire.terminal.Action.OSC_START;
import static io.tapewire.terminal.Action.PARAM;
import static io.tapewire.terminal.Action.PRINT;
import static io.tapewire.terminal.State.CSI_ENTRY;
import static io.tapewire.terminal.State.CSI_IGNORE;
import static io.tapewire.terminal.State.CSI_INTERMEDIATE;
import static io.tapewire.terminal.State.CSI_PARAM;
import static io.tapewire.terminal.State.DCS_ENTRY;
import static io.tapewire.terminal.State.DCS_IGNORE;
import static io.tapewire.terminal.State.DCS_INTERMEDIATE;
import static io.tapewire.terminal.State.DCS_PARAM;
import static io.tapewire.terminal.State.DCS_PASSTHROUGH;
import static io.tapewire.terminal.State.ESCAPE;
import static io.tapewire.terminal.State.ESCAPE_INTERMEDIATE;
import static io.tapewire.terminal.State.GROUND;
import static io.tapewire.terminal.State.OSC_STRING;
import static io.tapewire.terminal.State.SOS_PM_APC_STRING;

/**
 * The VT500 parser's table: what each byte does in each state.
 *
 * <p>It follows the diagram of vt100.net, or xterm.js where the two differ. Bytes from 0x80 on belong to UTF-8 characters and are
 * never control characters. They are shown in {@code GROUND}. In OSC and DCS strings and in ignored sequences they belong to these.
 * They cancel every other sequence. So does every byte that is not mentioned for a state.
 */
final class TransitionTable {
    private static final int STATES = 14;
    private static final int BYTES = 256;
    private static final int ACTION_SHIFT = 4;
    private static final int NEXT_STATE = 0x0f;

    private static final byte[] TRANSITIONS = new byte[STATES * BYTES];

    static {
        for (int state = 0; state < STATES; state++) {
            on(state, 0x00, 0xff, IGNORE, GROUND);
            on(state, 0x18, EXECUTE, GROUND);
            on(state, 0x1a, EXECUTE, GROUND);
            on(state, 0x1b, CLEAR, ESCAPE);
        }
        controls(GROUND, EXECUTE);
        on(GROUND, 0x20, 0xff, PRINT, GROUND);
        escape();
        controlSequence();
        deviceControlString();
        on(OSC_STRING, 0x18, OSC_END, GROUND);
        on(OSC_STRING, 0x1a, OSC_END, GROUND);
        on(OSC_STRING, 0x1b, OSC_END, ESCAPE);
        controls(OSC_STRING, IGNORE);
        on(OSC_STRING, 0x07, OSC_END, GROUND);
        on(OSC_STRING, 0x20, 0xff, OSC_PUT, OSC_STRING);
        controls(SOS_PM_APC_STRING, IGNORE);
        on(SOS_PM_APC_STRING, 0x20, 0x7f, IGNORE, SOS_PM_APC_STRING);
    }

    private TransitionTable() {}

    /** What the byte does in the state: an action and the next state. The two methods below take them apart. */
    static int transition(int state, byte read) {
        return TRANSITIONS[(state << 8) | (read & 0xff)];
    }

    static int action(int transition) {
        return (transition >> ACTION_SHIFT) & 0x0f;
    }

    static int nextState(int transition) {
        return transition & NEXT_STATE;
    }

    private static void escape() {
        controls(ESCAPE, EXECUTE);
        on(ESCAPE, 0x20, 0x2f, COLLECT, ESCAPE_INTERMEDIATE);
        on(ESCAPE, 0x30, 0x7e, ESC_DISPATCH, GROUND);
        on(ESCAPE, 'P', IGNORE, DCS_ENTRY);
        on(ESCAPE, '[', IGNORE, CSI_ENTRY);
        on(ESCAPE, ']', OSC_START, OSC_STRING);
        on(ESCAPE, 'X', IGNORE, SOS_PM_APC_STRING);
        on(ESCAPE, '^', IGNORE, SOS_PM_APC_STRING);
        on(ESCAPE, '_', IGNORE, SOS_PM_APC_STRING);
        on(ESCAPE, 0x7f, IGNORE, ESCAPE);
        controls(ESCAPE_INTERMEDIATE, EXECUTE);
        on(ESCAPE_INTERMEDIATE, 0x20, 0x2f, COLLECT, ESCAPE_INTERMEDIATE);
        on(ESCAPE_INTERMEDIATE, 0x30, 0x7e, ESC_DISPATCH, GROUND);
        on(ESCAPE_INTERMEDIATE, 0x7f, IGNORE, ESCAPE_INTERMEDIATE);
    }

    private static void controlSequence() {
        for (int state : new int[] {CSI_ENTRY, CSI_PARAM, CSI_INTERMEDIATE}) {
            controls(state, EXECUTE);
            on(state, 0x20, 0x2f, COLLECT, CSI_INTERMEDIATE);
            on(state, 0x30, 0x3b, PARAM, CSI_PARAM);
            on(state, 0x3c, 0x3f, IGNORE, CSI_IGNORE);
            on(state, 0x40, 0x7e, CSI_DISPATCH, GROUND);
            on(state, 0x7f, IGNORE, state);
        }
        on(CSI_ENTRY, 0x3c, 0x3f, COLLECT, CSI_PARAM);
        on(CSI_INTERMEDIATE, 0x30, 0x3f, IGNORE, CSI_IGNORE);
        controls(CSI_IGNORE, EXECUTE);
        on(CSI_IGNORE, 0x20, 0xff, IGNORE, CSI_IGNORE);
        on(CSI_IGNORE, 0x40, 0x7e, IGNORE, GROUND);
    }

    private static void deviceControlString() {
        for (int state : new int[] {DCS_ENTRY, DCS_PARAM, DCS_INTERMEDIATE}) {
            controls(state, IGNORE);
            on(state, 0x20, 0x2f, IGNORE, DCS_INTERMEDIATE);
            on(state, 0x30, 0x3b, IGNORE, DCS_PARAM);
            on(state, 0x3c, 0x3f, IGNORE, DCS_IGNORE);
            on(state, 0x40, 0x7e, IGNORE, DCS_PASSTHROUGH);
            on(state, 0x7f, IGNORE, state);
        }
        on(DCS_ENTRY, 0x3c, 0x3f, IGNORE, DCS_PARAM);
        on(DCS_INTERMEDIATE, 0x30, 0x3f, IGNORE, DCS_IGNORE);
        for (int state : new int[] {DCS_IGNORE, DCS_PASSTHROUGH}) {
            controls(state, IGNORE);
            on(state, 0x20, 0xff, IGNORE, state);
        }
    }

    /** The control characters that neither cancel nor begin a sequence leave the state as it is. */
    private static void controls(int state, int action) {
        on(state, 0x00, 0x17, action, state);
        on(state, 0x19, action, state);
        on(state, 0x1c, 0x1f, action, state);
    }

    private static void on(int state, int read, int action, int next) {
        on(state, read, read, action, next);
    }

    private static void on(int state, int first, int last, int action, int next) {
        for (int read = first; read <= last; read++) {
            TRANSITIONS[(state << 8) | read] = (byte) ((action << ACTION_SHIFT) | next);
        }
    }
}
