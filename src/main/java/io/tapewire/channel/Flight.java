package io.tapewire.channel;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A frame that a connection has in flight. Containers queue frames without a bound, so the next frame waits until
 * this one has been sent ("landed").
 *
 * <p>{@link #completed} and {@link #settle} may be called by any thread, and more than once; only the sender calls
 * the rest.
 */
final class Flight implements Outlet.Completion {
    /** A frame that takes longer no longer counts, so that others do not wait for its room. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final int LANDED = 1;
    private static final int WANTED = 2;
    private static final int LOST = 4;
    private static final int SETTLED = 8;

    private final Sender sender;
    private final Runnable turn;
    private final Runnable onGone;
    private final int bytes;
    private final long launchedNanos;
    private final AtomicInteger marks = new AtomicInteger();

    /**
     * Counts a frame as in flight.
     *
     * @param bytes what the connection has to queue for it
     * @param turn submitted to the sender when the frame has landed, if somebody waits for that
     * @param onGone submitted to the sender when the frame, and so the connection, is lost
     */
    Flight(Sender sender, int bytes, Runnable turn, Runnable onGone) {
        this.sender = sender;
        this.turn = turn;
        this.onGone = onGone;
        this.bytes = bytes;
        this.launchedNanos = sender.nanos();
        sender.flights().launched(bytes);
    }

    /** May be called under the container's locks, so it only notes the result and wakes the sender. */
    @Override
    public void completed(boolean sent) {
        settle();
        if (!sent) {
            mark(LOST);
            sender.submit(onGone);
        } else if ((mark(LANDED) & (LANDED | WANTED)) == WANTED) {
            sender.submit(turn);
        }
    }

    /** Whether the next frame may be sent. If not, the sender gets a turn when this one lands. */
    boolean hasLanded() {
        // asks for a turn, or finds that the frame has landed in the meantime
        return (mark(WANTED) & (LANDED | LOST)) == LANDED;
    }

    /** It no longer counts as in flight, because it has landed or takes too long. */
    void settle() {
        if ((mark(SETTLED) & SETTLED) == 0) {
            sender.landed(bytes);
        }
    }

    void settleIfLate(long now) {
        if (isLongerThan(PATIENCE_NANOS, now)) {
            settle();
        }
    }

    /** Whether it has been in flight for longer than that. */
    boolean isLongerThan(long nanos, long now) {
        return (marks.get() & LANDED) == 0 && now - launchedNanos > nanos;
    }

    /** Sets a mark. Returns the marks that were set before. */
    private int mark(int mark) {
        return marks.getAndUpdate(before -> before | mark);
    }
}
