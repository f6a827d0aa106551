package io.tapewire.socket;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** How much may be done per minute. All of it at once, and then again as it fills up. One thread at a time. */
final class Budget {
    private final long perMinute;
    private final LongSupplier nanoTime;
    private double left;
    private long filledNanos;

    Budget(long perMinute, LongSupplier nanoTime) {
        this.perMinute = perMinute;
        this.nanoTime = nanoTime;
        this.left = perMinute;
        this.filledNanos = nanoTime.getAsLong();
    }

    /** Returns false if nothing is left. */
    boolean take() {
        long now = nanoTime.getAsLong();
        left = Math.min(
                (double) perMinute, left + (double) (now - filledNanos) * perMinute / TimeUnit.MINUTES.toNanos(1));
        filledNanos = now;
        if (left < 1) {
            return false;
        }
        left--;
        return true;
    }
}
