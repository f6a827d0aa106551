package io.tapewire.search;

import java.util.function.LongSupplier;

/** How long one search goes on. Any thread. */
final class Patience {
    private final LongSupplier nanoTime;
    private final long end;
    private volatile boolean replaced;

    /**
     * @param nanoTime the clock
     * @param mostNanos how long the search may take
     */
    Patience(LongSupplier nanoTime, long mostNanos) {
        this.nanoTime = nanoTime;
        end = nanoTime.getAsLong() + mostNanos;
    }

    /** Ends the search soon, because the same reader has begun another one. */
    void replace() {
        replaced = true;
    }

    /** Why the search has to end now, or {@code null} if it may go on. */
    Result.Reason end() {
        if (replaced) {
            return Result.Reason.REPLACED;
        }
        return nanosLeft() <= 0 ? Result.Reason.TIME : null;
    }

    long nanosLeft() {
        return end - nanoTime.getAsLong();
    }
}
