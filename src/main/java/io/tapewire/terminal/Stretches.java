package io.tapewire.terminal;

import static io.tapewire.terminal.State.DCS_IGNORE;
import static io.tapewire.terminal.State.DCS_PASSTHROUGH;
import static io.tapewire.terminal.State.GROUND;
import static io.tapewire.terminal.State.OSC_STRING;
import static io.tapewire.terminal.State.SOS_PM_APC_STRING;

/**
 * Divides output that arrives in pieces into stretches of text and of escape sequences. A piece may end anywhere. One
 * thread at a time.
 */
public final class Stretches {
    private int state;
    private Kind kind = Kind.TEXT;

    /** What a stretch consists of. */
    public enum Kind {
        /** What is shown, and control characters outside of sequences. */
        TEXT,
        /** The contents of a sequence that has a string, for instance a window's title or a link's address. */
        STRING,
        /** All other bytes of sequences. If one of them were replaced, the sequence would mean something else. */
        CONTROL
    }

    public Stretches() {
        this(GROUND);
    }

    private Stretches(int state) {
        this.state = state;
    }

    /** Another one that continues from the same place. */
    public Stretches copy() {
        return new Stretches(state);
    }

    public boolean isBetweenSequences() {
        return state == GROUND;
    }

    /** The kind of the stretch that {@link #next} returned last. */
    public Kind kind() {
        return kind;
    }

    /**
     * Reads on, to the end of a stretch or of the piece.
     *
     * @param from where the last stretch ended, or the beginning of the next piece; less than {@code to}
     * @return where this stretch ends
     */
    public int next(byte[] utf8, int from, int to) {
        if (state == GROUND && utf8[from] != Scan.ESCAPE) {
            kind = Kind.TEXT;
            return Scan.firstEscape(utf8, from, to);
        }
        kind = isInString(utf8[from]) ? Kind.STRING : Kind.CONTROL;
        int end = from;
        while (end < to && isOfThisKind(utf8[end])) {
            state = TransitionTable.nextState(TransitionTable.transition(state, utf8[end]));
            end++;
        }
        return end;
    }

    private boolean isOfThisKind(byte read) {
        if (state == GROUND) {
            return read == Scan.ESCAPE && kind == Kind.CONTROL;
        }
        return isInString(read) == (kind == Kind.STRING);
    }

    /** Whether the string goes on after this byte. */
    private boolean isInString(byte read) {
        boolean string =
                state == OSC_STRING || state == SOS_PM_APC_STRING || state == DCS_PASSTHROUGH || state == DCS_IGNORE;
        return string && TransitionTable.nextState(TransitionTable.transition(state, read)) == state;
    }
}
