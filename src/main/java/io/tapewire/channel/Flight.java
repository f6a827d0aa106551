package io.tapewire.channel;

import io.tapewire.log.Frame;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The one frame that a connection has under way: containers queue without bound what they are given, so the next one waits
 * until it has landed.
 *
 * <p>{@link #land} and {@link #settle} may be called by any thread; the rest is the sender's.
 */
final class Flight {
    /** A frame that takes longer is no reason for others to wait for room. */
    private static final long PATIENCE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final int IDLE = 0;
    private static final int UNDER_WAY = 1;
    private static final int UNDER_WAY_AND_WANTED = 2;

    private final Sender sender;
    private final AtomicInteger state = new AtomicInteger(IDLE);
    private final AtomicInteger bytes = new AtomicInteger();
    private long launchedNanos;

    Flight(Sender sender) {
        this.sender = sender;
    }

    private boolean isIdle() {
        return state.get() == IDLE;
    }

    /** Whether a frame may be launched now. If not, its landing will say that a turn is wanted. */
    boolean isFree() {
        // says that a turn is wanted, or finds that the frame has landed meanwhile
        return isIdle() || (!state.compareAndSet(UNDER_WAY, UNDER_WAY_AND_WANTED) && isIdle());
    }

    void launch(Frame frame) {
        sender.flights().launched(frame.size());
        bytes.set(frame.size());
        launchedNanos = sender.nanos();
        state.set(UNDER_WAY);
    }

    /** The frame has arrived. Returns whether a turn is wanted. */
    boolean land() {
        boolean wanted = !state.compareAndSet(UNDER_WAY, IDLE);
        if (wanted) {
            state.set(IDLE);
        }
        return wanted;
    }

    /** What is under way takes no room any more, because it has arrived or is not waited for. */
    void settle() {
        int size = bytes.getAndSet(0);
        if (size > 0) {
            sender.landed(size);
        }
    }

    void settleIfLate(long now) {
        if (isLongerThan(PATIENCE_NANOS, now)) {
            settle();
        }
    }

    boolean isLongerThan(long nanos, long now) {
        return !isIdle() && now - launchedNanos > nanos;
    }
}
