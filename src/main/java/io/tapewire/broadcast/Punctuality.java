package io.tapewire.broadcast;

import java.util.concurrent.TimeUnit;

/** Detects, once, that a timer is repeatedly much later than requested. One thread at a time. */
final class Punctuality {
    private static final int PATIENCE = 5;

    private final long toleratedNanos;
    private long lastNanos;
    private int late;

    Punctuality(long intervalMillis) {
        this.toleratedNanos = TimeUnit.MILLISECONDS.toNanos(2 * intervalMillis);
    }

    /** Notes that the timer has fired. Returns true once: when it has been late several times in a row. */
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
