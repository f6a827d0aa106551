package io.tapewire.security;

import java.util.function.LongSupplier;

/** A token bucket: so many units in a period, at first all at once, and then as it fills up again. Any thread. */
public final class Budget {
    private final long most;
    private final long periodNanos;
    private final LongSupplier nanoTime;
    private double left;
    private long filledNanos;

    public Budget(long most, long periodNanos, LongSupplier nanoTime) {
        this.most = most;
        this.periodNanos = periodNanos;
        this.nanoTime = nanoTime;
        this.left = (double) most;
        this.filledNanos = nanoTime.getAsLong();
    }

    /** Uses one unit. Returns false if nothing is left. */
    public synchronized boolean take() {
        if (isSpent()) {
            return false;
        }
        left--;
        return true;
    }

    /** Whether nothing is left now. */
    public synchronized boolean isSpent() {
        fill();
        return left < 1;
    }

    /** Whether something of it was used that is not there again. */
    public synchronized boolean isUsed() {
        fill();
        return left < most;
    }

    private void fill() {
        long now = nanoTime.getAsLong();
        left = Math.min((double) most, left + (double) (now - filledNanos) * most / periodNanos);
        filledNanos = now;
    }
}
