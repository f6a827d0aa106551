package io.tapewire.soak;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a channel's producer has published, and how its requests ended: what viewers can be expected to see. Any thread. */
final class Published {
    /** By number of the request: how many lines a complete request had. */
    private final Map<Integer, Integer> whole = new ConcurrentHashMap<>();

    /** By number of the request: where a request that was cut off ended, as seen by the first viewer that saw the next request. */
    private final Map<Integer, Integer> broken = new ConcurrentHashMap<>();

    private volatile Line lastPrompt;
    private volatile boolean deleted;
    private volatile boolean closed;

    /** A line is about to be sent. */
    void willSend(Line line) {
        if (line.isPrompt()) {
            lastPrompt = line;
        }
    }

    /** The server has accepted a whole request. */
    void ended(int run, int lines) {
        whole.put(run, lines);
    }

    /** It is not known how much of this request the server has accepted. */
    void brokeOff(int run) {
        lastPrompt = null;
        broken.put(run, -1);
    }

    boolean isBroken(int run) {
        return broken.containsKey(run);
    }

    /** Nothing will follow the last whole request. */
    void close() {
        closed = true;
    }

    /** Whether this is the last line of all. */
    boolean isLast(Line line) {
        return closed
                && !whole.containsKey(line.run() + 1)
                && !broken.containsKey(line.run() + 1)
                && Integer.valueOf(line.number()).equals(whole.get(line.run()));
    }

    /** Whether a request can have ended with this line, 0 for none. All viewers must see the same end. */
    boolean mayEndWith(int run, int number) {
        Integer lines = whole.get(run);
        if (lines != null) {
            return lines == number;
        }
        Integer seen = broken.computeIfPresent(run, (any, first) -> first < 0 ? number : first);
        return seen != null && seen == number;
    }

    /** The channel is about to be deleted: its new log can begin in the middle of a line. */
    void willDelete() {
        deleted = true;
    }

    boolean isDeleted() {
        return deleted;
    }

    /** The latest line that must be there within a second, or {@code null} if there is none. */
    Line lastPrompt() {
        return lastPrompt;
    }
}
