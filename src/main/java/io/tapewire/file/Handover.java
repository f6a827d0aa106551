package io.tapewire.file;

import io.tapewire.file.FileRefused.Reason;
import java.util.concurrent.TimeUnit;

/** Who appends to a file on this server: one at a time. Whoever comes stops the one before and waits for its end. Any thread. */
final class Handover {
    /** How long whoever appends may take to end when somebody else begins. */
    static final long MOST_NANOS = TimeUnit.SECONDS.toNanos(10);

    private static final long ASK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Ends whoever appends; {@code null} if nobody does. */
    private Runnable stop;

    private long heardNanos;

    /** @throws FileRefused if the other one does not end */
    synchronized void begin(Runnable stopper) throws InterruptedException {
        await();
        stop = stopper;
        heardNanos = System.nanoTime();
    }

    /**
     * Stops whoever appends, and waits for the end of that.
     *
     * @throws FileRefused if that takes too long
     */
    synchronized void await() throws InterruptedException {
        long until = System.nanoTime() + MOST_NANOS;
        while (stop != null) {
            stop.run();
            long left = until - System.nanoTime();
            if (left <= 0) {
                throw stillBusy();
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, ASK_AGAIN_NANOS));
        }
    }

    static FileRefused stillBusy() {
        return new FileRefused(Reason.BUSY, "another request still appends to this file");
    }

    /** Bytes have come. */
    synchronized void heard() {
        heardNanos = System.nanoTime();
    }

    synchronized void end() {
        stop = null;
        notifyAll();
    }

    synchronized boolean isInUse() {
        return stop != null;
    }

    /** Stops whoever appends if that has brought nothing for so long. */
    synchronized void stopIfSilent(long now, long nanos) {
        if (stop != null && now - heardNanos > nanos) {
            stop.run();
        }
    }
}
