package io.tapewire.log;

import io.tapewire.fault.FaultLog;
import io.tapewire.terminal.Terminal;
import java.nio.charset.StandardCharsets;

/**
 * The state after all output of a log so far: the terminal's state, and whether a line is unfinished. Guarded by its
 * log.
 */
final class StreamState {
    private static final FaultLog FAULTS = FaultLog.of(StreamState.class);

    private final Terminal terminal = new Terminal();
    private boolean midLine;
    private boolean changed;
    private Beginning snapshot = Beginning.FRESH;

    void read(byte[] utf8, int from, int to) {
        if (from < to) {
            try {
                terminal.read(utf8, from, to);
            } catch (RuntimeException fault) {
                // the output is already in the log, so the producer must not get an error
                FAULTS.report("Cannot read the terminal's state, using a fresh state instead", fault);
                terminal.reset();
            }
            midLine = utf8[to - 1] != '\n';
            changed = true;
        }
    }

    /** The state that an earlier part of the log has left. */
    void restore(String sequences, boolean withinLine) {
        byte[] utf8 = sequences.getBytes(StandardCharsets.UTF_8);
        read(utf8, 0, utf8.length);
        midLine = withinLine;
        changed = true;
    }

    /** Goes to the state at this place, whatever was read before. */
    void restart(Beginning place) {
        terminal.reset();
        restore(place.state(), place.midLine());
    }

    boolean isFresh() {
        return terminal.isFresh();
    }

    void reset() {
        terminal.reset();
        changed = true;
    }

    /** The state for the beginning of the next segment. */
    Beginning next() {
        if (changed) {
            snapshot = new Beginning(terminal.restoring(), midLine);
            changed = false;
        } else if (snapshot.midLine() != midLine) {
            snapshot = new Beginning(snapshot.state(), midLine);
        }
        return snapshot;
    }
}
