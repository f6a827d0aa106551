package io.tapewire.compression;

import java.util.Locale;
import java.util.Optional;

/** A content coding of HTTP that can be undone. */
public enum Encoding {
    GZIP,
    /** In zlib's format, or without it as some clients send it. */
    DEFLATE;

    /** What a client may send, as a header's value. */
    public static final String ACCEPTED = "gzip, deflate";

    /** The coding with this name; nothing if it is not one of these. */
    public static Optional<Encoding> of(String name) {
        return switch (name.strip().toLowerCase(Locale.ROOT)) {
            case "gzip", "x-gzip" -> Optional.of(GZIP);
            case "deflate" -> Optional.of(DEFLATE);
            default -> Optional.empty();
        };
    }

    /** Begins to undo it. */
    public Inflation inflation() {
        return this == GZIP ? new GzipInflation() : new DeflateInflation();
    }
}
