package io.tapewire.soak;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What a channel's printer has printed, and how its requests ended: what viewers can be expected to have seen. Any thread. */
final class Script {
    /** By number of the request: how many lines were in it, if it ended as it should. */
    private final Map<Integer, Integer> whole = new ConcurrentHashMap<>();

    /** By number of the request: where the first viewer to see the next one saw it end, if it broke off. */
    private final Map<Integer, Integer> broken = new ConcurrentHashMap<>();

    private volatile Line lastPrompt;
    private volatile boolean deleted;
    private volatile boolean closed;

    /** A line is about to be printed. */
    void prints(Line line) {
        if (line.isPrompt()) {
            lastPrompt = line;
        }
    }

    /** The server has taken all of a request. */
    void ended(int run, int lines) {
        whole.put(run, lines);
    }

    /** What the server has taken of a request is not known. */
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

    /** Whether a request may have ended with this line, 0 for none: all who watch must see the same. */
    boolean mayEndWith(int run, int number) {
        Integer lines = whole.get(run);
        if (lines != null) {
            return lines == number;
        }
        Integer seen = broken.computeIfPresent(run, (any, first) -> first < 0 ? number : first);
        return seen != null && seen == number;
    }

    /** The channel is about to be deleted: its log will begin anew, anywhere in a line. */
    void isToBeDeleted() {
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
