package io.tapewire.load;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How many viewers have come, and how many have everything. The viewers' thread counts, another one waits. */
final class Attendance {
    private final CountDownLatch greeted;
    private final CountDownLatch complete;
    private volatile long lastMicros;
    private volatile Exception failure;

    Attendance(int viewers) {
        this.greeted = new CountDownLatch(viewers);
        this.complete = new CountDownLatch(viewers);
    }

    void greet() {
        greeted.countDown();
    }

    void complete(long micros) {
        lastMicros = micros;
        complete.countDown();
    }

    void fail(Exception cause) {
        if (failure == null) {
            failure = cause;
        }
    }

    /** Waits until each has been greeted. */
    void awaitGreeting(Duration patience) {
        if (!await(greeted, patience)) {
            throw new AssertionError(greeted.getCount() + " viewers were not greeted", failure);
        }
    }

    /** Waits until each has all its lines, or for so long; their faults say which. */
    void awaitLines(Duration patience) {
        if (!await(complete, patience) && failure != null) {
            throw new AssertionError(complete.getCount() + " viewers did not get all lines", failure);
        }
    }

    /** When the last of all lines was read. */
    long lastMicros() {
        return lastMicros;
    }

    private static boolean await(CountDownLatch latch, Duration patience) {
        try {
            return latch.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
