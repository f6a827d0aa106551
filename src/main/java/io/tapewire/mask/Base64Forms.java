package io.tapewire.mask;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * A secret as a part of a longer text in base64. Each character stands for six bits, so it looks different after 0, 1 and 2
 * bytes (modulo 3). Characters that also depend on the bytes before or after it are left out.
 */
final class Base64Forms {
    private static final int BITS = 6;

    private Base64Forms() {}

    static List<String> of(byte[] secret) {
        List<String> forms = new ArrayList<>();
        for (Base64.Encoder encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            for (int before = 0; before < 3; before++) {
                forms.add(within(secret, before, encoder));
                forms.add(atTheEnd(secret, before, encoder));
                forms.add(atTheEnd(secret, before, encoder.withoutPadding()));
            }
        }
        return forms;
    }

    /** The characters that depend on nothing else. */
    private static String within(byte[] secret, int before, Base64.Encoder encoder) {
        String all = encode(secret, before, encoder);
        return all.substring(firstOwn(before), (before + secret.length) * Byte.SIZE / BITS);
    }

    /** The same where the encoded text ends with the secret, so that its last bits are known. */
    private static String atTheEnd(byte[] secret, int before, Base64.Encoder encoder) {
        return encode(secret, before, encoder).substring(firstOwn(before));
    }

    private static String encode(byte[] secret, int before, Base64.Encoder encoder) {
        byte[] shifted = new byte[before + secret.length];
        System.arraycopy(secret, 0, shifted, before, secret.length);
        return new String(encoder.encode(shifted), ISO_8859_1);
    }

    private static int firstOwn(int before) {
        return (before * Byte.SIZE + BITS - 1) / BITS;
    }
}
