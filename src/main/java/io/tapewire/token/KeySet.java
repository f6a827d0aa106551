package io.tapewire.token;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.jwk.source.URLBasedJWKSetSource;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import io.tapewire.config.JwtSettings;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.security.Key;
import java.text.ParseException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * A key set in a file or at an address. It is kept for a while, and read again early if a token names a key that is not
 * in it, which may be a new one. While it cannot be read, the last one counts. Any thread.
 */
final class KeySet implements JWSKeySelector<SecurityContext> {
    private static final int CONNECT_MS = 2_000;
    private static final int READ_MS = 5_000;
    private static final int MOST_BYTES = 1 << 20;
    /** Tokens that name unknown keys must not make us ask for the set all the time. */
    private static final long LEAST_INTERVAL_MS = 30_000;

    private final Set<JWSAlgorithm> algorithms;
    private final KeySetReads reads;
    private final JWSKeySelector<SecurityContext> keys;

    /** @throws IllegalArgumentException if the address or the file is not allowed */
    KeySet(Set<JWSAlgorithm> algorithms, JwtSettings settings, Limits limits) {
        this(algorithms, address(settings), settings.source().key(), limits);
    }

    /** @param configurationKey what the set comes from, for the log */
    KeySet(Set<JWSAlgorithm> algorithms, URL address, String configurationKey, Limits limits) {
        this.algorithms = Set.copyOf(algorithms);
        this.reads = new KeySetReads(
                new URLBasedJWKSetSource<>(address, new DefaultResourceRetriever(CONNECT_MS, READ_MS, MOST_BYTES)),
                configurationKey);
        long age = TimeUnit.SECONDS.toMillis(limits.of(Limit.JWKS_S));
        long outage = TimeUnit.SECONDS.toMillis(limits.of(Limit.JWKS_OUTAGE_S));
        JWKSourceBuilder<SecurityContext> source = JWKSourceBuilder.<SecurityContext>create(reads)
                // nothing is read ahead, because the library would start threads of its own for that, which nobody ends
                // when the application is undeployed
                .cache(age, CONNECT_MS + READ_MS)
                .rateLimited(Math.min(LEAST_INTERVAL_MS, age / 2));
        this.keys = new JWSVerificationKeySelector<>(
                algorithms, (outage == 0 ? source.outageTolerant(false) : source.outageTolerant(outage)).build());
    }

    /** @throws KeySourceException if the set cannot be read now, so that it cannot be told whether it has the key */
    @Override
    public List<Key> selectJWSKeys(JWSHeader header, SecurityContext context) throws KeySourceException {
        List<Key> found = found(header, context);
        if (found.isEmpty() && algorithms.contains(header.getAlgorithm()) && reads.areFailing()) {
            throw new KeySourceException("the key set cannot be read");
        }
        return found;
    }

    private List<Key> found(JWSHeader header, SecurityContext context) throws KeySourceException {
        try {
            return keys.selectJWSKeys(header, context).stream()
                    .map(Key.class::cast)
                    .filter(VerificationKeys::isStrong)
                    .toList();
        } catch (RateLimitReachedException often) {
            // the token names an unknown key, and the set was asked for only moments ago
            return List.of();
        }
    }

    private static URL address(JwtSettings settings) {
        String value = settings.key();
        try {
            if (value.startsWith("http:") || value.startsWith("https:")) {
                return URI.create(value).toURL();
            }
            Path file = PemFile.fileOf(value);
            // a file that is missing now is a mistake; an address may have an outage
            JWKSet.load(file.toFile());
            return file.toUri().toURL();
        } catch (IOException | ParseException | IllegalArgumentException bad) {
            throw new IllegalArgumentException(
                    settings.source().key()
                            + " is not allowed: it takes the path of a file with a JWK set, or its address",
                    bad);
        }
    }
}
