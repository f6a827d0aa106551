package io.tapewire.channel;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.log.TimeSource;
import io.tapewire.protocol.CloseCode;
import java.time.Instant;
import java.util.Optional;

/**
 * How long a connection goes on: until its token ends, and as long as its client is heard and takes what it gets.
 *
 * <p>Any thread may say that the client was {@link #heard}; the connection's sender alone does the rest.
 */
final class Lifetime {
    private final Sender sender;
    private final Outbox outbox;
    private final Limits limits;
    private final TimeSource clock;
    private long expiresMillis = Long.MAX_VALUE;
    private volatile long heardNanos;
    private long askedNanos;

    /** How a connection ends. */
    record End(CloseCode code, String reason) {
        static final End EXPIRED = new End(CloseCode.UNAUTHORIZED, "the token has ended");
        static final End SILENT =
                new End(CloseCode.UNRESPONSIVE, "the client neither received nor sent anything for too long");
    }

    Lifetime(Sender sender, Outbox outbox, Limits limits, TimeSource clock) {
        this.sender = sender;
        this.outbox = outbox;
        this.limits = limits;
        this.clock = clock;
        this.heardNanos = sender.nanos();
        this.askedNanos = heardNanos;
    }

    /** The client has sent anything. */
    void heard() {
        heardNanos = sender.nanos();
    }

    /** @param expires when the token ends, or {@code null} for never */
    void limitTo(Instant expires) {
        expiresMillis = expires == null ? Long.MAX_VALUE : expires.toEpochMilli();
    }

    /** Whether the connection has to end now. If not, sends a ping to a client that has been silent. */
    Optional<End> check(long now) {
        long interval = limits.nanos(Limit.PING_INTERVAL_MS);
        long timeout = limits.nanos(Limit.PING_TIMEOUT_MS);
        long silence = now - heardNanos;
        if (expiresMillis <= clock.millis()) {
            return Optional.of(End.EXPIRED);
        }
        if (outbox.isStuck(timeout, now) || silence > interval + timeout) {
            return Optional.of(End.SILENT);
        }
        if (silence > interval && now - askedNanos > interval) {
            askedNanos = now;
            outbox.ping();
        }
        return Optional.empty();
    }
}
