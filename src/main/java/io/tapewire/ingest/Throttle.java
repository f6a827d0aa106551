package io.tapewire.ingest;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Says when a producer's next bytes should be read. After quiet they are read at once. While they flow they are
 * gathered for a moment. If they get too far ahead of viewers that keep reading, they are read later, but never more
 * slowly than the floor, unless the caller publishes more than it may. For one producer; one thread at a time.
 */
final class Throttle {
    /** How long a held producer waits before it checks again. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

    /**
     * At most this much waiting counts for later reads. Timers are late, so some must count, but a producer's silence
     * must not.
     */
    private static final long CREDIT_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /**
     * While viewers are sent as much as the server can send, this share of the time does not count towards the floor.
     * It is not the whole time: otherwise viewers that read the same records again and again could stop a producer.
     */
    private static final double EXCUSED = 15 / 16.0;

    /** A shorter wait is not worth a timer. */
    private static final long LEAST_NANOS = 100_000;

    /** A producer that sends this much at a time is read without gathering. */
    private static final int PLENTY_BYTES = 16 << 10;

    /** A producer is read this long before the viewers' turn. Output that misses the turn waits for the next one. */
    private static final long LEAD_NANOS = 300_000;

    /**
     * After this many waits in a row that brought only one piece each, the next {@link #FUTILE_CALLS} calls do not
     * wait.
     */
    private static final int FUTILE_WAITS = 8;

    private static final int FUTILE_CALLS = 1_000;

    /** The longest wait for a caller's rate before it is looked at again, so that an upload that is ended ends soon. */
    private static final long RATE_LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final long pauseNanos;
    private final long holdBytes;
    private final double floorBytesPerNano;
    private final double servedBytesPerNano;
    private final Viewers viewers;
    private final Optional<PublishRate> rate;
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

    /** @param rate how much the producer's caller may publish, with all its producers */
    Throttle(Limits limits, Viewers viewers, Optional<PublishRate> rate) {
        this.pauseNanos = limits.nanos(Limit.INGEST_PAUSE_MS);
        this.holdBytes = limits.of(Limit.INGEST_HOLD_BYTES);
        this.floorBytesPerNano = limits.of(Limit.INGEST_FLOOR_BYTES_PER_S) / 1e9;
        this.servedBytesPerNano = limits.of(Limit.INGEST_SERVED_BYTES_PER_S) / 1e9;
        this.viewers = viewers;
        this.rate = rate;
    }

    /** Counts bytes that were read. */
    void read(int bytes, long now) {
        readNanos = now;
        pieces++;
        gathered += bytes;
        unchecked += bytes;
        owedNanos += bytes / floorBytesPerNano;
        rate.ifPresent(of -> of.read(bytes));
    }

    /**
     * How long to gather bytes before the next read, in nanoseconds; 0 to read now. The wait lasts until output may
     * be sent to the viewers again, because what is read earlier only waits in the log.
     *
     * <p>If long waits bring only one piece each, gathering is suspended for some calls. Some containers hand on each
     * chunk of a request in a separate call, even if many chunks have arrived. With a wait before each call, they
     * would never catch up.
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

    /** How long to wait for viewers or for the caller's rate before the next read, in nanoseconds; 0 to read now. */
    long holdNanos(long now) {
        long late = rate.map(PublishRate::waitNanos).orElse(0L);
        return late > 0 ? Math.min(late, RATE_LOOK_NANOS) : viewersNanos(now);
    }

    private long viewersNanos(long now) {
        if (unchecked * 8 <= holdBytes && heldNanos == Long.MIN_VALUE) {
            // the check looks at every viewer, so it is done only now and then
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
            // the viewers are sent as much as the server can send, so most of this time does not count as waiting for
            // a slow viewer
            heldNanos += (long) ((now - lookedNanos) * EXCUSED);
        }
        lookedNanos = now;
        lookedTaken = taken;
        if (now - heldNanos >= owedNanos) {
            // the floor is reached: the wait was long enough for the bytes read last, and any excess counts for the
            // next read
            heldNanos = Math.max(heldNanos + (long) owedNanos, now - CREDIT_NANOS);
            owedNanos = 0;
            return 0;
        }
        return LOOK_NANOS;
    }
}
