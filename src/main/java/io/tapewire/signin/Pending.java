package io.tapewire.signin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tapewire.security.ReturnAddress;
import io.tapewire.security.Secrets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;

/**
 * A sign-in that has begun. Immutable.
 *
 * @param browserHash of the cookie of the browser that has begun it
 * @param nonce what the ID token must repeat
 * @param verifier the secret of PKCE, with 256 random bits: who intercepts the code lacks it
 * @param redirectUri where the provider sends the browser back to
 * @param to where the browser goes then
 * @param network where it has begun, as in {@link io.tapewire.security.Proxies#networkOf}
 * @param begun when
 */
record Pending(
        String browserHash,
        String nonce,
        String verifier,
        String redirectUri,
        ReturnAddress to,
        String network,
        Instant begun) {
    static Pending by(String browser, String redirectUri, ReturnAddress to, String network, Instant now) {
        return new Pending(
                Secrets.hash(browser), Secrets.next(), Secrets.next() + Secrets.next(), redirectUri, to, network, now);
    }

    /** What the provider learns of the secret when the sign-in begins: the method S256 of RFC 7636. */
    String challenge() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(verifier.getBytes(US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
