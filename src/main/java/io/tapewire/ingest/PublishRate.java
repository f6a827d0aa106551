package io.tapewire.ingest;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.security.Budget;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How much one caller may publish: so many bytes and so many requests in a second, at first a second's worth at once. Too
 * many bytes are read later, because refusing them would lose output. Too many requests are refused. Any thread.
 */
final class PublishRate {
    private static final long PERIOD_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Limits limits;
    private final LongSupplier nanoTime;
    private final Budget requests;
    private final double bytesPerNano;
    private double usedBytes;
    private long settledNanos;
    private boolean slowed;

    PublishRate(Limits limits, LongSupplier nanoTime) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.requests = new Budget(limits.of(Limit.PUBLISH_REQUESTS_PER_S), PERIOD_NANOS, nanoTime);
        this.bytesPerNano = (double) limits.of(Limit.PUBLISH_BYTES_PER_S) / PERIOD_NANOS;
        this.settledNanos = nanoTime.getAsLong();
    }

    /** A request begins. Returns false if it is one too many. */
    boolean request() {
        if (requests.take()) {
            return true;
        }
        limits.refused(Limit.PUBLISH_REQUESTS_PER_S);
        return false;
    }

    /** Counts bytes that were read. */
    synchronized void read(int bytes) {
        settle();
        usedBytes += bytes;
    }

    /** How long to wait before more is read, in nanoseconds; 0 to read now. */
    synchronized long waitNanos() {
        settle();
        double excess = usedBytes - limits.of(Limit.PUBLISH_BYTES_PER_S);
        if (excess > 0 && !slowed) {
            limits.refused(Limit.PUBLISH_BYTES_PER_S);
        }
        slowed = excess > 0;
        return slowed ? (long) Math.ceil(excess / bytesPerNano) : 0;
    }

    /** Whether nothing of it is in use, so that it can be forgotten. */
    synchronized boolean isUnused() {
        settle();
        return usedBytes == 0 && !requests.isUsed();
    }

    private void settle() {
        long now = nanoTime.getAsLong();
        usedBytes = Math.max(0, usedBytes - (now - settledNanos) * bytesPerNano);
        settledNanos = now;
    }
}
