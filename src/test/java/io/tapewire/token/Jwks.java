package io.tapewire.token;

import java.math.BigInteger;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;

/** Makes key sets. */
public final class Jwks {
    private static final int P256_BYTES = 32;

    private Jwks() {}

    public static String set(String... keys) {
        return "{\"keys\":[" + String.join(",", keys) + "]}";
    }

    /** The public key of a pair on P-256. */
    public static String ec(String kid, KeyPair pair) {
        var point = ((ECPublicKey) pair.getPublic()).getW();
        return "{\"kty\":\"EC\",\"crv\":\"P-256\",\"kid\":\"" + kid + "\",\"x\":\""
                + number(point.getAffineX(), P256_BYTES) + "\",\"y\":\"" + number(point.getAffineY(), P256_BYTES)
                + "\"}";
    }

    public static String rsa(String kid, KeyPair pair) {
        RSAPublicKey key = (RSAPublicKey) pair.getPublic();
        return "{\"kty\":\"RSA\",\"kid\":\"" + kid + "\",\"n\":\""
                + number(key.getModulus(), key.getModulus().bitLength() / 8) + "\",\"e\":\""
                + number(key.getPublicExponent(), 3) + "\"}";
    }

    private static String number(BigInteger value, int bytes) {
        byte[] signed = value.toByteArray();
        byte[] padded = new byte[bytes];
        int length = Math.min(signed.length, bytes);
        System.arraycopy(signed, signed.length - length, padded, bytes - length, length);
        return Jwt.encode(padded);
    }
}
