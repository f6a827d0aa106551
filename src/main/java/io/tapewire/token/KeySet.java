package io.tapewire.token;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import io.tapewire.config.JwtSettings;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import java.io.IOException;
import java.lang.System.Logger;
import java.net.URI;
import java.net.URL;
import java.nio.file.Path;
import java.text.ParseException;
import java.util.concurrent.TimeUnit;

/**
 * A key set in a file or at an address. It is kept for a while, and read again early if a token names a key that is not
 * in it, which may be a new one. While it cannot be read, the last one counts.
 */
final class KeySet {
    private static final Logger LOG = System.getLogger(KeySet.class.getName());
    private static final int CONNECT_MS = 2_000;
    private static final int READ_MS = 5_000;
    private static final int MOST_BYTES = 1 << 20;
    /** Tokens that name unknown keys must not make us ask for the set all the time. */
    private static final long LEAST_INTERVAL_MS = 30_000;

    private KeySet() {}

    /** @throws IllegalArgumentException if the address or the file is not allowed */
    static JWKSource<SecurityContext> of(JwtSettings settings, Limits limits) {
        long age = TimeUnit.SECONDS.toMillis(limits.of(Limit.JWKS_S));
        long outage = TimeUnit.SECONDS.toMillis(limits.of(Limit.JWKS_OUTAGE_S));
        JWKSourceBuilder<SecurityContext> keys = JWKSourceBuilder.<SecurityContext>create(
                        address(settings), new DefaultResourceRetriever(CONNECT_MS, READ_MS, MOST_BYTES))
                // nothing is read ahead, because the library would start threads of its own for that, which nobody ends
                // when the application is undeployed
                .cache(age, CONNECT_MS + READ_MS)
                .rateLimited(Math.min(LEAST_INTERVAL_MS, age / 2));
        return (outage == 0 ? keys.outageTolerant(false) : keys.outageTolerant(outage)).build();
    }

    private static URL address(JwtSettings settings) {
        String value = settings.key();
        try {
            if (!value.startsWith("http:") && !value.startsWith("https:")) {
                Path file = PemFile.fileOf(value);
                // a file that is missing now is a mistake; an address may have an outage
                JWKSet.load(file.toFile());
                return file.toUri().toURL();
            }
            URL url = URI.create(value).toURL();
            if (!isSafe(url)) {
                LOG.log(
                        Logger.Level.WARNING,
                        "{0} has no TLS: who can change what comes from there can make tokens",
                        settings.source().key());
            }
            return url;
        } catch (IOException | ParseException | IllegalArgumentException bad) {
            throw new IllegalArgumentException(
                    settings.source().key()
                            + " is not allowed: it takes the path of a file with a JWK set, or its address",
                    bad);
        }
    }

    private static boolean isSafe(URL url) {
        return url.getProtocol().equals("https")
                || url.getHost().equals("localhost")
                || url.getHost().equals("127.0.0.1")
                || url.getHost().equals("[::1]");
    }
}
