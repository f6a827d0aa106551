package io.tapewire.access;

import java.time.Instant;

/**
 * A token or a person whose permission has been taken back.
 *
 * @param since when
 * @param until when this ends, or {@code null} for never
 */
public record Revocation(Revoked revoked, Instant since, Instant until) {
    boolean hasEnded(Instant now) {
        return until != null && !now.isBefore(until);
    }
}
