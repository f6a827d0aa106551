package io.tapewire.redis;

import io.tapewire.event.StoreUnavailable;

/**
 * A work that many ask for and that is done once for all who have asked before it begins. So each of them knows that it was
 * done later than they asked, and it is never done twice at a time. Any thread.
 */
final class Rounds {
    private final Runnable work;
    private long begun;
    private long done;
    private boolean busy;

    Rounds(Runnable work) {
        this.work = work;
    }

    /** Returns when the work has begun after this call and is done. If it fails for this thread, it throws. */
    void run() {
        long mine = begin();
        if (mine == 0) {
            return;
        }
        boolean succeeded = false;
        try {
            work.run();
            succeeded = true;
        } finally {
            end(mine, succeeded);
        }
    }

    /** Returns 0 if others have done it. */
    private synchronized long begin() {
        long wanted = begun + 1;
        while (busy && done < wanted) {
            try {
                wait();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new StoreUnavailable();
            }
        }
        if (done >= wanted) {
            return 0;
        }
        busy = true;
        begun++;
        return begun;
    }

    private synchronized void end(long round, boolean succeeded) {
        busy = false;
        if (succeeded) {
            done = round;
        }
        notifyAll();
    }
}
