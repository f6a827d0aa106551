package io.tapewire.search;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Turns at reading. Searches take them a block at a time, so that together they never keep all processors from those who deliver live. Who
 * has waited longest comes next. Any thread.
 */
final class Turns {
    private final Semaphore free;

    /** @param most how many searches read at the same time */
    Turns(int most) {
        free = new Semaphore(most, true);
    }

    /** Waits for a turn. Returns whether it has come. */
    boolean await(long mostNanos) throws InterruptedException {
        return free.tryAcquire(mostNanos, TimeUnit.NANOSECONDS);
    }

    void giveBack() {
        free.release();
    }

    int free() {
        return free.availablePermits();
    }
}
