package io.tapewire.log;

import io.tapewire.fault.FaultLog;
import io.tapewire.terminal.Terminal;

/** What all output of a log so far leaves: the state of a terminal, and whether a line is unfinished. Guarded by its log. */
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
                // the output is in the log already: its producer must not be told that it is not
                FAULTS.report("The terminal's state is not known, it counts as fresh", fault);
                terminal.reset();
            }
            midLine = utf8[to - 1] != '\n';
            changed = true;
        }
    }

    boolean isFresh() {
        return terminal.isFresh();
    }

    void reset() {
        terminal.reset();
        changed = true;
    }

    /** The state as the beginning of what comes next. */
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
