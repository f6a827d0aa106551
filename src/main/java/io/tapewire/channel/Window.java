package io.tapewire.channel;

import io.tapewire.log.Frame;
import java.util.Arrays;

/**
 * How much unacknowledged output a subscriber has in flight, for subscribers that named a window.
 *
 * <p>Remembers where each frame ended, and merges the oldest ones when there are many, so its size is fixed. One
 * thread.
 */
final class Window {
    private static final int MARKS = 64;

    private final int bytes;
    private final long[] offsets = new long[MARKS];
    private final int[] weights = new int[MARKS];
    private int marks;
    private long inFlight;

    /** @param bytes of output, as escaped, that may be in flight; a single larger record may be in flight alone */
    Window(int bytes) {
        this.bytes = bytes;
    }

    /** A frame size at which the window is not exhausted while an acknowledgement is in flight. */
    int frameBytes(int most) {
        return Math.max(1, Math.min(most, bytes / 2));
    }

    boolean admits(Frame frame) {
        return inFlight == 0 || frame.weight() == 0 || inFlight + frame.weight() <= bytes;
    }

    void sent(Frame frame) {
        if (frame.weight() == 0) {
            return;
        }
        if (marks == MARKS) {
            mergeOldest();
        }
        offsets[marks] = frame.last();
        weights[marks++] = frame.weight();
        inFlight += frame.weight();
    }

    void acknowledged(long offset) {
        int passed = 0;
        while (passed < marks && offsets[passed] <= offset) {
            inFlight -= weights[passed++];
        }
        drop(passed);
    }

    void clear() {
        marks = 0;
        inFlight = 0;
    }

    long inFlight() {
        return inFlight;
    }

    private void mergeOldest() {
        weights[1] += weights[0];
        drop(1);
    }

    private void drop(int count) {
        System.arraycopy(offsets, count, offsets, 0, marks - count);
        System.arraycopy(weights, count, weights, 0, marks - count);
        marks -= count;
    }

    @Override
    public String toString() {
        return inFlight + " of " + bytes + " bytes up to " + Arrays.toString(Arrays.copyOf(offsets, marks));
    }
}
