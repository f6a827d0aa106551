package io.tapewire.access;

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
}
