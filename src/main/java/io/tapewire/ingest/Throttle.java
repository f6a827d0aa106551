package io.tapewire.ingest;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import java.util.concurrent.TimeUnit;

/**
 * Says when a producer's next bytes should be read: at once after quiet, gathered for a moment while they flow, later when
 * they would run away from viewers that keep reading, yet never slower than the floor. One producer's, one thread at a time.
 */
final class Throttle {
    /** How soon a producer that is held looks again. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /** So much waiting at most counts for later reads: timers are late, but a producer's silence is no credit. */
    private static final long CREDIT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** So much of the time in which viewers are sent all that the server can counts for no floor; not all of it, or
     * viewers that read the same again and again could stop a producer. */
    private static final double EXCUSED = 15 / 16.0;

    /** A wait shorter than this is not worth a timer. */
    private static final long LEAST_NANOS = 100_000;

    /** Who sends so much at a time is read as fast as it goes. */
    private static final int PLENTY_BYTES = 16 << 10;

    /** So long before the viewers' turn it is read, to be there when that comes: what is late for it waits for the next. */
    private static final long LEAD_NANOS = 300_000;

    /** When so many waits in a row brought a single piece, none is tried for so many calls. */
    private static final int FUTILE_WAITS = 8;

    private static final int FUTILE_CALLS = 1_000;

    private final long pauseNanos;
    private final long holdBytes;
    private final double floorBytesPerNano;
    private final double servedBytesPerNano;
    private final Viewers viewers;
    private long readNanos = Long.MIN_VALUE / 2; // long ago
    private double owedNanos;
    private boolean gathering;
    private int pieces;
    private long gathered;
    private int inVain;
    private int futile;
    private long unchecked;
    private long heldNanos = Long.MIN_VALUE;
    private long lookedNanos;
    private long lookedTaken;

    Throttle(Limits limits, Viewers viewers) {
        this.pauseNanos = limits.nanos(Limit.INGEST_PAUSE_MS);
        this.holdBytes = limits.of(Limit.INGEST_HOLD_BYTES);
        this.floorBytesPerNano = limits.of(Limit.INGEST_FLOOR_BYTES_PER_S) / 1e9;
        this.servedBytesPerNano = limits.of(Limit.INGEST_SERVED_BYTES_PER_S) / 1e9;
        this.viewers = viewers;
    }

    /** Notes that so many bytes were read. */
    void read(int bytes, long now) {
        readNanos = now;
        pieces++;
        gathered += bytes;
        unchecked += bytes;
        owedNanos += bytes / floorBytesPerNano;
    }

    /**
     * How long to let more come together before what has come is read, in nanoseconds; 0 for not at all: until the viewers
     * may be sent more, because what is read earlier only waits in the log.
     *
     * <p>When long waits bring a single piece each they are in vain, and so the next ones would be: a container that hands on
     * each chunk of a request by a call of its own, however many are there, would never get to the end of them.
     */
    long gatherNanos(long now) {
        if (gathering) {
            inVain = pieces > 1 ? 0 : inVain + 1;
            if (inVain == FUTILE_WAITS) {
                inVain = 0;
                futile = FUTILE_CALLS;
            }
        }
        boolean plenty = gathered >= PLENTY_BYTES;
        gathering = false;
        pieces = 0;
        gathered = 0;
        if (futile > 0) {
            futile--;
            return 0;
        }
        long sinceRead = now - readNanos;
        if (plenty || sinceRead >= pauseNanos) {
            return 0;
        }
        long wait = Math.min(pauseNanos - sinceRead, viewers.waitNanos(now) - LEAD_NANOS);
        if (wait < LEAST_NANOS) {
            return 0;
        }
        gathering = wait > pauseNanos / 8;
        return wait;
    }

    /** How long to wait for viewers before the next read, in nanoseconds; 0 for not at all. */
    long holdNanos(long now) {
        if (unchecked * 8 <= holdBytes && heldNanos == Long.MIN_VALUE) {
            // asking costs a look at every viewer: once in a while will do
            return 0;
        }
        unchecked = 0;
        if (viewers.lagBytes() > holdBytes) {
            return held(now);
        }
        heldNanos = Long.MIN_VALUE;
        owedNanos = 0;
        return 0;
    }

    private long held(long now) {
        long taken = viewers.takenBytes();
        if (heldNanos == Long.MIN_VALUE) {
            heldNanos = now;
        } else if (taken - lookedTaken >= (now - lookedNanos) * servedBytesPerNano) {
            // all the server can do is done for them: that is hardly time in which a viewer kept the producer waiting
            heldNanos += (long) ((now - lookedNanos) * EXCUSED);
        }
        lookedNanos = now;
        lookedTaken = taken;
        if (now - heldNanos >= owedNanos) {
            // the floor: what was read last has been paid for by waiting, and what was waited too long is for the next
            heldNanos = Math.max(heldNanos + (long) owedNanos, now - CREDIT_NANOS);
            owedNanos = 0;
            return 0;
        }
        return LOOK_NANOS;
    }
}
