package io.tapewire.broadcast;

import java.util.concurrent.TimeUnit;

/** Finds out, once, that a timer rings much later than it was asked to. One thread at a time. */
final class Punctuality {
    private static final int PATIENCE = 5;

    private final long toleratedNanos;
    private long lastNanos;
    private int late;

    Punctuality(long intervalMillis) {
        this.toleratedNanos = TimeUnit.MILLISECONDS.toNanos(2 * intervalMillis);
    }

    /** Notes a ring. Returns true at the one that makes it a habit to be late. */
    boolean isLateFor(long nowNanos) {
        boolean isLate = lastNanos != 0 && nowNanos - lastNanos > toleratedNanos;
        lastNanos = nowNanos;
        if (late < PATIENCE) {
            late = isLate ? late + 1 : 0;
            return late == PATIENCE;
        }
        return false;
    }
}
