package io.tapewire.channel;

import io.tapewire.event.StoreUnavailable;
import io.tapewire.fault.FaultLog;
import io.tapewire.log.Log;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The subscribers of one channel on one sender. They are served together, at once after quiet and at a pace while
 * output flows, so that they are at the same position and share frames.
 *
 * <p>Any thread may call {@link #grown}; only the sender calls the rest, unless a method says otherwise.
 */
final class Audience implements Runnable {
    private static final FaultLog FAULTS = FaultLog.of(Audience.class);

    /** The wait before the next try after a fault that affects the whole audience. */
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Channel channel;
    private final Sender sender;
    private final long holdBytes;
    private final Audience next;
    private final List<Cursor> cursors = new ArrayList<>();
    private final AtomicBoolean due = new AtomicBoolean();
    private final AtomicLong taken = new AtomicLong();
    private volatile long nextNanos;
    /** Whether another thread stores what they wait for; the turn goes on when that is done. */
    private boolean storing;

    private volatile int size;
    private final AtomicInteger named = new AtomicInteger();
    private volatile long slowest = Long.MAX_VALUE;

    /**
     * @param holdBytes a producer this far ahead of a viewer is slowed
     * @param next an audience of the channel on another sender, or {@code null}
     */
    Audience(Channel channel, Sender sender, long holdBytes, Audience next) {
        this.channel = channel;
        this.sender = sender;
        this.holdBytes = holdBytes;
        this.next = next;
        this.nextNanos = sender.nanos();
    }

    /** To be called when something was appended, or to update how far the subscribers are. */
    void grown() {
        if (size > 0 && !due.get() && due.compareAndSet(false, true)) {
            askFor(() -> sender.submit(this));
        }
    }

    @Override
    public void run() {
        if (storing) {
            // the turn that goes on sees that another one is due
            return;
        }
        try {
            if (waitNanos(sender.nanos()) > 0) {
                sender.submitAt(nextNanos, this);
            } else {
                serve();
            }
        } catch (Throwable fault) {
            tryAgain(fault);
        }
    }

    private void tryAgain(Throwable fault) {
        // that a shared store does not answer is logged where it is found out
        if (!(fault instanceof StoreUnavailable)) {
            FAULTS.report("Cannot serve the viewers of a channel, trying again", fault);
        }
        due.set(true);
        askFor(() -> sender.submitAt(sender.nanos() + RETRY_NANOS, this));
    }

    /** Asks for a turn. If that fails, the next caller asks again. */
    private void askFor(Runnable submission) {
        if (!FAULTS.attempt("Cannot ask for a turn", submission)) {
            due.set(false);
        }
    }

    private void serve() {
        // cleared before the log is read, so output appended after this point asks for another turn
        due.set(false);
        long began = sender.nanos();
        // set before the turn ends: producers use it to time their next read
        nextNanos = sender.pace().next(began, began);
        channel.log().seal();
        if (channel.awaitsSharedStore()) {
            storing = true;
            sender.aside(() -> channel.flushFor(this), failure -> goOn(began, failure));
        } else {
            channel.flushFor(this);
            deliver(began);
        }
    }

    /** It is stored, unless that has failed. */
    private void goOn(long began, Throwable failure) {
        storing = false;
        if (failure != null) {
            tryAgain(failure);
            return;
        }
        deliver(began);
        if (due.get()) {
            run();
        }
    }

    private void deliver(long began) {
        Log log = channel.log();
        long last = log.seal();
        long forgotten = log.bytesOnlyStored();
        long end = log.span().end();
        long held = Long.MAX_VALUE;
        // by index and from the end, because a subscriber whose connection breaks leaves the list during the loop
        for (int i = cursors.size() - 1; i >= 0; i--) {
            Cursor cursor = cursors.get(i);
            Subscriber subscriber = cursor.subscriber();
            if (subscriber.hasLeft()) {
                // it was not removed because of a fault
                remove(cursor);
                continue;
            }
            try {
                cursor.aimAt(last);
                held = Math.min(held, cursor.heldAt(forgotten, end, holdBytes));
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
        // producers wait for it from now on, even before its first turn
        Log log = channel.log();
        slowest = Math.min(
                slowest, cursor.heldAt(log.bytesOnlyStored(), log.span().end(), holdBytes));
        size = cursors.size();
        if (cursor.pattern() == null) {
            named.incrementAndGet();
        }
    }

    void remove(Cursor cursor) {
        if (cursors.remove(cursor) && cursor.pattern() == null) {
            named.decrementAndGet();
        }
        size = cursors.size();
        if (size == 0) {
            slowest = Long.MAX_VALUE;
        }
    }

    /** The channel is forgotten: nobody has named it, and those that follow it by a pattern are told. Any thread. */
    void dismiss() {
        if (size > 0) {
            sender.submit(() ->
                    List.copyOf(cursors).forEach(cursor -> cursor.subscriber().forget(cursor)));
        }
    }

    /** How many of them have named the channel, instead of following it by a pattern. Any thread. */
    int named() {
        return named.get();
    }

    /** How long until flowing output may be sent to them again, in nanoseconds; 0 for now. Any thread. */
    long waitNanos(long now) {
        return Math.max(0, nextNanos - now);
    }

    /** Adds to the bytes of output that were sent. */
    void took(int bytes) {
        // only one thread writes, so no atomic addition is needed
        taken.lazySet(taken.getPlain() + bytes);
    }

    /** Bytes of output that were sent to all subscribers together. Any thread. */
    long taken() {
        return taken.get();
    }

    int size() {
        return size;
    }

    /** The byte of the log that all subscribers that a producer waits for have reached. */
    long slowest() {
        return slowest;
    }

    /** An audience of the channel on another sender, or {@code null}. */
    Audience next() {
        return next;
    }

    Channel channel() {
        return channel;
    }

    Sender sender() {
        return sender;
    }
}
