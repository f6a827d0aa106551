package io.tapewire.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * Encodes text as UTF-8, with U+FFFD for each unpaired surrogate. Used for all text that comes from others.
 *
 * <p>{@link String#getBytes(java.nio.charset.Charset)} would write a question mark instead, and for text that is not
 * ASCII it takes three times the memory and time.
 */
public final class Utf8Encoder {
    private Utf8Encoder() {}

    public static byte[] encode(String text) {
        if (isAscii(text)) {
            return text.getBytes(UTF_8);
        }
        byte[] utf8 = new byte[lengthOf(text)];
        int written = 0;
        for (int i = 0; i < text.length(); i++) {
            int c = text.charAt(i);
            if (c < 0x80) {
                utf8[written++] = (byte) c;
            } else if (c < 0x800) {
                utf8[written++] = (byte) (0xc0 | (c >> 6));
                utf8[written++] = continuation(c);
            } else if (isPair(text, i)) {
                int code = text.codePointAt(i++);
                utf8[written++] = (byte) (0xf0 | (code >> 18));
                utf8[written++] = continuation(code >> 12);
                utf8[written++] = continuation(code >> 6);
                utf8[written++] = continuation(code);
            } else {
                int code = Character.isSurrogate((char) c) ? 0xfffd : c;
                utf8[written++] = (byte) (0xe0 | (code >> 12));
                utf8[written++] = continuation(code >> 6);
                utf8[written++] = continuation(code);
            }
        }
        return utf8;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static int lengthOf(String text) {
        int length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            length += c < 0x80 ? 1 : c < 0x800 ? 2 : 3;
            if (c >= 0x800 && isPair(text, i)) {
                // four bytes for both
                length++;
                i++;
            }
        }
        return length;
    }

    private static boolean isPair(String text, int at) {
        return Character.isHighSurrogate(text.charAt(at))
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1));
    }

    private static byte continuation(int bits) {
        return (byte) (0x80 | (bits & 0x3f));
    }
}
