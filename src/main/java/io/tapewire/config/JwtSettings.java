package io.tapewire.config;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * How JWTs are checked: where the keys come from, and what a token must say.
 *
 * @param source which of the three kinds of keys is set
 * @param key the secret itself, or a PEM text or its file, or the file or address of a key set
 * @param issuer what {@code iss} must be, or {@code null} if it is not checked
 * @param audience what {@code aud} must contain, or {@code null} if it is not checked
 */
public record JwtSettings(Source source, String key, String issuer, String audience) {
    private static final String ISSUER = "tapewire.jwt.issuer";
    private static final String AUDIENCE = "tapewire.jwt.audience";
    private static final int LEAST_SECRET_BYTES = 32;

    /** Where the keys come from. */
    public enum Source {
        SECRET("tapewire.jwt.secret"),
        PUBLIC_KEY("tapewire.jwt.public-key"),
        JWKS("tapewire.jwt.jwks");

        private final String key;

        Source(String key) {
            this.key = key;
        }

        public String key() {
            return key;
        }
    }

    /**
     * Reads them, or nothing if no JWT is to be accepted.
     *
     * @param values gives the text of a key, or empty
     * @throws IllegalArgumentException if they are not allowed; the message never shows a secret
     */
    static Optional<JwtSettings> read(Function<String, Optional<String>> values) {
        Function<String, Optional<String>> trimmed =
                key -> values.apply(key).map(String::strip).filter(text -> !text.isBlank());
        List<Source> set = new ArrayList<>();
        for (Source source : Source.values()) {
            if (trimmed.apply(source.key()).isPresent()) {
                set.add(source);
            }
        }
        Optional<String> issuer = trimmed.apply(ISSUER);
        Optional<String> audience = trimmed.apply(AUDIENCE);
        if (set.isEmpty()) {
            if (issuer.isPresent() || audience.isPresent()) {
                throw new IllegalArgumentException(
                        ISSUER + " and " + AUDIENCE + " have no meaning without a key: set one of " + allSources());
            }
            return Optional.empty();
        }
        if (set.size() > 1) {
            throw new IllegalArgumentException("only one of " + allSources() + " can be set");
        }
        Source source = set.get(0);
        // blanks may be a part of a secret
        String key =
                (source == Source.SECRET ? values : trimmed).apply(source.key()).orElseThrow();
        requireLong(source, key);
        return Optional.of(new JwtSettings(source, key, issuer.orElse(null), audience.orElse(null)));
    }

    static Set<String> keys() {
        return Set.of(Source.SECRET.key, Source.PUBLIC_KEY.key, Source.JWKS.key, ISSUER, AUDIENCE);
    }

    private static void requireLong(Source source, String key) {
        int bytes = key.getBytes(StandardCharsets.UTF_8).length;
        if (source == Source.SECRET && bytes < LEAST_SECRET_BYTES) {
            throw new IllegalArgumentException("%s is not allowed (%d bytes, not shown): it takes at least %d bytes"
                    .formatted(source.key(), bytes, LEAST_SECRET_BYTES));
        }
    }

    private static String allSources() {
        return Source.SECRET.key + ", " + Source.PUBLIC_KEY.key + " and " + Source.JWKS.key;
    }

    /** Without the key, which may be secret. */
    @Override
    public String toString() {
        return source.key;
    }
}
