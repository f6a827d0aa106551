package io.tapewire.token;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes JWTs, good and forged ones, with the JDK alone, so that no library keeps a test from a forgery. */
public record Jwt(String header, String claims) {
    public static final String SECRET = "a secret of the tests that is long enough";

    /** Claims that are good for a minute from this time on. */
    public static String claims(Instant now, String more) {
        return "{\"exp\":" + (now.getEpochSecond() + 60) + (more.isEmpty() ? "" : ",") + more + "}";
    }

    /** A good token for a person, with this JSON as what it grants. */
    public static String of(String subject, String grants) {
        return hs256("\"sub\":\"" + subject + "\",\"tapewire\":" + grants);
    }

    /** A good token with these claims besides its end. */
    public static String hs256(String claims) {
        return new Jwt("{\"alg\":\"HS256\"}", claims(Instant.now(), claims)).hmac("HmacSHA256", SECRET);
    }

    public String hmac(String algorithm, String secret) {
        return hmac(algorithm, secret.getBytes(UTF_8));
    }

    public String hmac(String algorithm, byte[] secret) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret, algorithm));
            return with(mac.doFinal(signed().getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * Signs it with a private key.
     *
     * @param algorithm for instance {@code SHA256withRSA} or {@code SHA256withECDSAinP1363Format}
     */
    public String sign(String algorithm, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(signed().getBytes(UTF_8));
            return with(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** With any bytes as its signature. */
    public String with(byte[] signature) {
        return signed() + "." + encode(signature);
    }

    private String signed() {
        return encode(header.getBytes(UTF_8)) + "." + encode(claims.getBytes(UTF_8));
    }

    public static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
