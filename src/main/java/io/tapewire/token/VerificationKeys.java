package io.tapewire.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSAlgorithm.Family;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jose.crypto.impl.ECDSA;
import com.nimbusds.jose.proc.JWSKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import io.tapewire.config.JwtSettings;
import io.tapewire.config.Limits;
import java.security.Key;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.crypto.spec.SecretKeySpec;

/**
 * Which key checks a token. It comes from the configuration alone, and its algorithms are fixed: a token chooses at
 * most among the keys of a configured set.
 */
final class VerificationKeys {
    private static final int LEAST_RSA_BITS = 2048;

    private VerificationKeys() {}

    /** @throws IllegalArgumentException if the configured key cannot be used; the message shows no secret */
    static JWSKeySelector<SecurityContext> of(JwtSettings settings, Limits limits) {
        return switch (settings.source()) {
            case SECRET -> secret(settings.key().getBytes(UTF_8));
            case PUBLIC_KEY -> publicKey(PemFile.read(settings));
            case JWKS -> new KeySet(asymmetric(), settings, limits);
        };
    }

    private static JWSKeySelector<SecurityContext> secret(byte[] secret) {
        try {
            // longer hashes only with a secret that is as long
            Set<JWSAlgorithm> algorithms = new MACVerifier(secret).supportedJWSAlgorithms();
            return only(algorithmsFor(secret.length, algorithms), new SecretKeySpec(secret, "HMAC"));
        } catch (JOSEException tooShort) {
            throw new IllegalArgumentException(JwtSettings.Source.SECRET.key() + " is too short", tooShort);
        }
    }

    private static Set<JWSAlgorithm> algorithmsFor(int bytes, Set<JWSAlgorithm> supported) {
        Set<JWSAlgorithm> algorithms = new HashSet<>(supported);
        if (bytes < 64) {
            algorithms.remove(JWSAlgorithm.HS512);
        }
        if (bytes < 48) {
            algorithms.remove(JWSAlgorithm.HS384);
        }
        return algorithms;
    }

    private static JWSKeySelector<SecurityContext> publicKey(PublicKey key) {
        if (key instanceof RSAPublicKey && isStrong(key)) {
            return only(Family.RSA, key);
        }
        if (key instanceof ECPublicKey ec) {
            try {
                return only(Set.of(ECDSA.resolveAlgorithm(ec)), key);
            } catch (JOSEException otherCurve) {
                throw notUsable(otherCurve);
            }
        }
        throw notUsable(null);
    }

    /** Short RSA keys can be broken. */
    static boolean isStrong(Key key) {
        return !(key instanceof RSAPublicKey rsa) || rsa.getModulus().bitLength() >= LEAST_RSA_BITS;
    }

    private static IllegalArgumentException notUsable(Exception cause) {
        return new IllegalArgumentException(
                JwtSettings.Source.PUBLIC_KEY.key() + " is not allowed: it takes an RSA key of at least "
                        + LEAST_RSA_BITS + " bits or an EC key on P-256, P-384 or P-521",
                cause);
    }

    /** Whatever key a token names, there is only this one. */
    private static JWSKeySelector<SecurityContext> only(Set<JWSAlgorithm> algorithms, Key key) {
        Set<JWSAlgorithm> fixed = Set.copyOf(algorithms);
        return (header, context) -> fixed.contains(header.getAlgorithm()) ? List.of(key) : List.of();
    }

    /** Without those of shared secrets: a public key must never be taken for one. */
    static Set<JWSAlgorithm> asymmetric() {
        Set<JWSAlgorithm> algorithms = new HashSet<>(Family.RSA);
        algorithms.addAll(Set.of(JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512));
        return Set.copyOf(algorithms);
    }
}
