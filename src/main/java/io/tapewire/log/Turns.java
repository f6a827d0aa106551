package io.tapewire.log;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Lets one thread at a time do a work that takes all there is to do. Threads that come meanwhile need not wait: the one
 * at work does theirs, too. Any thread.
 */
final class Turns {
    private final ReentrantLock lock = new ReentrantLock();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private final BooleanSupplier work;

    /** @param work returns whether there was something to do */
    Turns(BooleanSupplier work) {
        this.work = work;
    }

    /**
     * Does the work, or leaves it to the thread that is at work.
     *
     * @param waits whether the work must be done when this returns
     * @return whether this thread has found something to do
     */
    boolean run(boolean waits) {
        wanted.set(true);
        if (waits) {
            lock.lock();
        } else if (!lock.tryLock()) {
            return false;
        }
        boolean worked = false;
        do {
            try {
                while (wanted.getAndSet(false)) {
                    worked |= work.getAsBoolean();
                }
            } finally {
                lock.unlock();
            }
            // another thread may have come after the last look and before the lock was free
        } while (wanted.get() && lock.tryLock());
        return worked;
    }

    /** Does something else while nobody does the work. Whoever calls this calls {@link #run} afterwards. */
    void alone(Runnable other) {
        lock.lock();
        try {
            other.run();
        } finally {
            lock.unlock();
        }
    }
}
