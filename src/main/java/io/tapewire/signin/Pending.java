package io.tapewire.signin;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tapewire.protocol.Providers;
import io.tapewire.security.ReturnAddress;
import io.tapewire.security.Secrets;
import io.tapewire.shared.Codec;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.StringReader;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
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
 * @param begun when
 */
record Pending(String browserHash, String nonce, String verifier, String redirectUri, ReturnAddress to, Instant begun) {
    static final Codec<Pending> CODEC = new Codec<>() {
        @Override
        public String write(Pending signIn) {
            return signIn.json().toString();
        }

        @Override
        public Pending read(String text) {
            return of(text);
        }
    };

    static Pending by(String browser, String redirectUri, ReturnAddress to, Instant now) {
        return new Pending(
                Secrets.hash(browser), Secrets.next(), Secrets.next() + Secrets.next(), redirectUri, to, now);
    }

    private JsonObject json() {
        return Providers.JSON
                .createObjectBuilder()
                .add("browser", browserHash)
                .add("nonce", nonce)
                .add("verifier", verifier)
                .add("redirectUri", redirectUri)
                .add("to", to.text())
                .add("begun", begun.toString())
                .build();
    }

    private static Pending of(String text) {
        try (JsonReader reader = Providers.JSON.createReader(new StringReader(text))) {
            JsonObject json = reader.readObject();
            return new Pending(
                    json.getString("browser"),
                    json.getString("nonce"),
                    json.getString("verifier"),
                    json.getString("redirectUri"),
                    ReturnAddress.parse(json.getString("to")),
                    Instant.parse(json.getString("begun")));
        } catch (JsonException | ClassCastException | NullPointerException | DateTimeException otherVersion) {
            throw new IllegalArgumentException(otherVersion);
        }
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
