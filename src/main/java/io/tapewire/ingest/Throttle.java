package io.tapewire.ingest;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Says when a producer's next bytes should be read: at once after quiet, gathered for a moment while they flow, later when
 * they would run away from viewers that keep reading, yet never slower than the floor. One producer's, one thread at a time.
 */
final class Throttle {
    /** How soon a producer that is held looks again. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** So much waiting at most counts for later reads: timers are late, but a producer's silence is no credit. */
    private static final long CREDIT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** For so many calls no further wait is tried when one was in vain. */
    private static final int FUTILE_CALLS = 1_000;

    private final long pauseNanos;
    private final long holdBytes;
    private final double floorBytesPerNano;
    private final LongSupplier lagBytes;
    private long readNanos = Long.MIN_VALUE / 2; // long ago
    private double owedNanos;
    private boolean gathering;
    private int pieces;
    private int futile;
    private long unchecked;
    private long heldNanos = Long.MIN_VALUE;

    /** @param lagBytes how far the slowest viewer is behind that should be waited for */
    Throttle(Limits limits, LongSupplier lagBytes) {
        this.pauseNanos = limits.nanos(Limit.INGEST_PAUSE_MS);
        this.holdBytes = limits.of(Limit.INGEST_HOLD_BYTES);
        this.floorBytesPerNano = limits.of(Limit.INGEST_FLOOR_BYTES_PER_S) / 1e9;
        this.lagBytes = lagBytes;
    }

    /** Notes that so many bytes were read. */
    void read(int bytes, long now) {
        readNanos = now;
        pieces++;
        unchecked += bytes;
        owedNanos = bytes / floorBytesPerNano;
    }

    /**
     * How long to let more come together before what has come is read, in nanoseconds; 0 for not at all.
     *
     * <p>A wait that brought a single piece was in vain, and so the next ones would be: on Payara each chunk of a request comes
     * by a call of its own, however many are there, and waiting for each would take longer than the producer.
     */
    long gatherNanos(long now) {
        if (gathering && pieces == 1) {
            futile = FUTILE_CALLS;
        }
        gathering = false;
        if (futile > 0) {
            futile--;
            return 0;
        }
        boolean flowing = now - readNanos < 2 * pauseNanos;
        long wait = flowing ? Math.max(0, readNanos + pauseNanos - now) : 0;
        gathering = wait > 0;
        pieces = 0;
        return wait;
    }

    /** How long to wait for viewers before the next read, in nanoseconds; 0 for not at all. */
    long holdNanos(long now) {
        if (unchecked * 8 <= holdBytes && heldNanos == Long.MIN_VALUE) {
            // asking costs a look at every viewer: once in a while will do
            return 0;
        }
        unchecked = 0;
        if (lagBytes.getAsLong() > holdBytes) {
            return held(now);
        }
        heldNanos = Long.MIN_VALUE;
        return 0;
    }

    private long held(long now) {
        if (heldNanos == Long.MIN_VALUE) {
            heldNanos = now;
        }
        if (now - heldNanos >= owedNanos) {
            // the floor: what was read last has been paid for by waiting, and what was waited too long is for the next
            heldNanos = Math.max(heldNanos + (long) owedNanos, now - CREDIT_NANOS);
            owedNanos = 0;
            return 0;
        }
        return LOOK_NANOS;
    }
}
