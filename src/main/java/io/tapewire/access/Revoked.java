package io.tapewire.access;

import java.util.Locale;

/**
 * What is revoked.
 *
 * @param value the token's {@code jti}, or the person's {@code sub}
 */
public record Revoked(Kind kind, String value) {
    /** One token, or everything of a person. */
    public enum Kind {
        JTI,
        SUB
    }

    /** For people to read: the claim and its value. */
    @Override
    public String toString() {
        return kind.name().toLowerCase(Locale.ROOT) + " " + value;
    }
}
