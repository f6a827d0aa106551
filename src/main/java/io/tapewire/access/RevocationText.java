package io.tapewire.access;

import java.time.Instant;
import java.util.Locale;

/** Revocations as texts, for other servers: the name is {@code jti VALUE} or {@code sub VALUE}, the text since when and until when. */
final class RevocationText {
    private static final String NEVER = "never";

    private RevocationText() {}

    static String nameOf(Revoked revoked) {
        return revoked.toString();
    }

    static String of(Revocation revocation) {
        return revocation.since() + " " + (revocation.until() == null ? NEVER : revocation.until());
    }

    /** @throws IllegalArgumentException if these are no such texts */
    static Revocation read(String name, String text) {
        String[] kindAndValue = name.split(" ", 2);
        String[] sinceAndUntil = text.split(" ", 2);
        if (kindAndValue.length < 2 || sinceAndUntil.length < 2) {
            throw new IllegalArgumentException("\"" + name + "\" is no revocation");
        }
        Revoked.Kind kind = Revoked.Kind.valueOf(kindAndValue[0].toUpperCase(Locale.ROOT));
        Instant until = sinceAndUntil[1].equals(NEVER) ? null : Instant.parse(sinceAndUntil[1]);
        return new Revocation(new Revoked(kind, kindAndValue[1]), Instant.parse(sinceAndUntil[0]), until);
    }
}
