package io.tapewire.channel;

import io.tapewire.fault.FaultLog;
import io.tapewire.log.Log;
import io.tapewire.log.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The subscribers of one channel that one sender serves, who are served together: at once after quiet, paced while output
 * flows, so that they stand at the same place and share frames.
 *
 * <p>Any thread may say {@link #grown}; the rest is the sender's.
 */
final class Audience implements Runnable {
    private static final FaultLog FAULTS = FaultLog.of(Audience.class);

    /** After a fault of the whole audience's. */
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Channel channel;
    private final Sender sender;
    private final long holdBytes;
    private final List<Cursor> cursors = new ArrayList<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private final AtomicLong taken = new AtomicLong();
    private volatile long nextNanos;
    private volatile int size;
    private volatile long slowest = Long.MAX_VALUE;

    Audience(Channel channel, Sender sender, long holdBytes) {
        this.channel = channel;
        this.sender = sender;
        this.holdBytes = holdBytes;
        this.nextNanos = sender.nanos();
    }

    /** Something was appended, or somebody wants to know how far the subscribers are. */
    void grown() {
        if (size > 0 && !due.get() && due.compareAndSet(false, true)) {
            askFor(() -> sender.submit(this));
        }
    }

    @Override
    public void run() {
        try {
            if (waitNanos(sender.nanos()) > 0) {
                sender.submitAt(nextNanos, this);
            } else {
                serve();
            }
        } catch (Throwable fault) {
            FAULTS.report("The viewers of a channel were not served, which is tried again", fault);
            due.set(true);
            askFor(() -> sender.submitAt(sender.nanos() + RETRY_NANOS, this));
        }
    }

    /** Asks for a turn that is due; if that fails, the next one to ask does not rely on it. */
    private void askFor(Runnable submission) {
        if (!FAULTS.attempt("A turn could not be asked for", submission)) {
            due.set(false);
        }
    }

    private void serve() {
        // before the log is read: what is appended from here on comes back
        due.set(false);
        long began = sender.nanos();
        // known already while this turn goes on: who prints now reads on for the next one
        nextNanos = sender.pace().next(began, began);
        Log log = channel.log();
        long last = log.seal();
        Span retained = log.span();
        long held = Long.MAX_VALUE;
        // by index and from the end: a subscriber whose connection breaks leaves the list meanwhile
        for (int i = cursors.size() - 1; i >= 0; i--) {
            Cursor cursor = cursors.get(i);
            Subscriber subscriber = cursor.subscriber();
            if (subscriber.hasLeft()) {
                // a fault has kept it from being dropped
                remove(cursor);
                continue;
            }
            try {
                cursor.aimAt(last);
                held = Math.min(held, cursor.heldAt(retained, holdBytes));
                subscriber.serve(cursor);
            } catch (Throwable fault) {
                subscriber.fail(fault);
            }
        }
        slowest = held;
        nextNanos = sender.pace().next(began, sender.nanos());
    }

    void add(Cursor cursor) {
        cursors.add(cursor);
        // a producer waits for it from now on, not from its first turn on
        slowest = Math.min(slowest, cursor.heldAt(channel.log().span(), holdBytes));
        size = cursors.size();
    }

    void remove(Cursor cursor) {
        cursors.remove(cursor);
        size = cursors.size();
        if (size == 0) {
            slowest = Long.MAX_VALUE;
        }
    }

    /** How long until they may be sent flowing output again, in nanoseconds; 0 for now. Any thread. */
    long waitNanos(long now) {
        return Math.max(0, nextNanos - now);
    }

    /** One of them is sent so many bytes of output. */
    void took(int bytes) {
        // one thread writes: nothing to contend for
        taken.lazySet(taken.getPlain() + bytes);
    }

    /** Bytes of output that were sent, all subscribers together. Any thread. */
    long taken() {
        return taken.get();
    }

    int size() {
        return size;
    }

    /** The byte of the log up to which all have got it, of those that a producer waits for. */
    long slowest() {
        return slowest;
    }

    Channel channel() {
        return channel;
    }
}
