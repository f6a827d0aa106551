package io.tapewire.channel;

import io.tapewire.log.Frame;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A frame that a connection has under way: containers queue without bound what they are given, so the next one waits until
 * this one has landed.
 *
 * <p>{@link #completed} and {@link #settle} may be called by any thread, and again; the rest is the sender's.
 */
final class Flight implements Outlet.Completion {
    /** A frame that takes longer is no reason for others to wait for room. */
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
     * Takes room for a frame.
     *
     * @param turn is left for the sender when the frame has landed and that was waited for
     * @param onGone is left for the sender when the frame is lost, and so the connection
     */
    Flight(Sender sender, Frame frame, Runnable turn, Runnable onGone) {
        this.sender = sender;
        this.turn = turn;
        this.onGone = onGone;
        this.bytes = frame.size();
        this.launchedNanos = sender.nanos();
        sender.flights().launched(bytes);
    }

    /** Perhaps under the container's locks: notes the result and wakes the sender, no more. */
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

    /** Whether the next frame may be sent. If not, the landing leaves a turn. */
    boolean hasLanded() {
        // says that a turn is wanted, or finds that the frame has landed meanwhile
        return (mark(WANTED) & (LANDED | LOST)) == LANDED;
    }

    /** It takes no room any more, because it has landed or is not waited for. */
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

    /** Whether it is under way for longer than that. */
    boolean isLongerThan(long nanos, long now) {
        return (marks.get() & LANDED) == 0 && now - launchedNanos > nanos;
    }

    /** Sets a mark. Returns those that were set before. */
    private int mark(int mark) {
        return marks.getAndUpdate(before -> before | mark);
    }
}
