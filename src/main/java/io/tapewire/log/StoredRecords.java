package io.tapewire.log;

import java.util.Arrays;

/**
 * The records that a log has in its store, with the frames that were made of them lately, for readers that take the same
 * ones at about the same time. Any thread. Waits for the disk.
 */
final class StoredRecords {
    private static final int FRAMES = 16;

    private final Store store;
    private final int mostBytes;
    private final Frame[] frames = new Frame[FRAMES];
    private int next;
    private boolean wanted;

    /** @param mostBytes payload that is read at a time */
    StoredRecords(Store store, int mostBytes) {
        this.store = store;
        this.mostBytes = mostBytes;
    }

    /** The records from this offset on; those from a later one if it is missing; {@code null} if there are none. */
    Excerpt from(long offset) {
        return store.read(offset, mostBytes);
    }

    /** A frame that begins with this record and has at most this many bytes of output; {@code null} if it is missing. */
    Frame frame(long first, int limit) {
        Frame known = find(first, limit);
        if (known != null) {
            return known;
        }
        Excerpt excerpt = store.read(first, Math.min(limit, mostBytes));
        if (excerpt == null || excerpt.first() > first) {
            return null;
        }
        Frame frame = excerpt.cut(first, limit);
        add(frame);
        return frame;
    }

    /** The same if it has been made lately; {@code null} if not. Does not wait. */
    synchronized Frame find(long first, int limit) {
        wanted = true;
        for (Frame frame : frames) {
            if (frame != null && frame.first() == first && frame.weight() <= limit) {
                return frame;
            }
        }
        return null;
    }

    private synchronized void add(Frame frame) {
        frames[next] = frame;
        next = (next + 1) % FRAMES;
    }

    /** Discards all frames if nobody has asked for one since the last call. */
    synchronized void forgetUnwanted() {
        if (!wanted) {
            Arrays.fill(frames, null);
            store.forgetRead();
        }
        wanted = false;
    }

    /** Escape sequences for the state after this record, if the next one is stored; otherwise empty. */
    String stateAfter(long offset) {
        Excerpt following = from(offset + 1);
        return following != null && following.first() <= offset + 1 ? following.stateAfter(offset) : "";
    }
}
