package io.tapewire.log;

import io.tapewire.terminal.Terminal;

/** What all output of a log so far leaves: the state of a terminal, and whether a line is unfinished. Guarded by its log. */
final class StreamState {
    private final Terminal terminal = new Terminal();
    private boolean midLine;
    private boolean changed;
    private Beginning snapshot = Beginning.FRESH;

    void read(byte[] utf8, int from, int to) {
        if (from < to) {
            terminal.read(utf8, from, to);
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
