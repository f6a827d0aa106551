package io.tapewire.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;

/** Text as the inside of a JSON string, in bytes: UTF-8 in, UTF-8 out, one pass. */
public final class JsonText {
    /** No character takes more bytes than this once escaped. */
    public static final int LONGEST = 6;

    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
    /** By byte: 1 = stands as it is, 2 = backslash and letter, 6 = as a code, -n = begins a sequence of n bytes. */
    private static final byte[] SHAPE = new byte[256];

    private static final byte[] LETTER = new byte[128];

    static {
        for (int b = 0; b < 256; b++) {
            SHAPE[b] = (byte) (b < 0x20 ? LONGEST : b < 0xc0 ? 1 : b < 0xe0 ? -2 : b < 0xf0 ? -3 : -4);
        }
        String plain = "\"\\\b\f\n\r\t";
        String letters = "\"\\bfnrt";
        for (int i = 0; i < plain.length(); i++) {
            SHAPE[plain.charAt(i)] = 2;
            LETTER[plain.charAt(i)] = (byte) letters.charAt(i);
        }
    }

    private JsonText() {}

    /** How far {@link #escape} came: the bytes read and the bytes written. */
    public static final class Progress {
        public int read;
        public int written;
    }

    /**
     * Escapes as many whole characters as fit.
     *
     * @param utf8 well-formed UTF-8 from {@code progress.read} to {@code end}
     * @param out takes the escaped bytes from {@code progress.written} on, and none at or after {@code bound}
     * @param progress where to begin; on return, how far it came
     */
    public static void escape(byte[] utf8, int end, byte[] out, int bound, Progress progress) {
        int read = progress.read;
        int written = progress.written;
        while (read < end && written < bound) {
            byte b = utf8[read];
            int shape = SHAPE[b & 0xff];
            if (shape == 1) {
                out[written++] = b;
                read++;
            } else if (shape < 0) {
                if (written - shape > bound) {
                    break;
                }
                for (int rest = -shape; rest > 0; rest--) {
                    out[written++] = utf8[read++];
                }
            } else {
                if (written + shape > bound) {
                    break;
                }
                out[written++] = '\\';
                if (shape == 2) {
                    out[written++] = LETTER[b];
                } else {
                    out[written++] = 'u';
                    out[written++] = '0';
                    out[written++] = '0';
                    out[written++] = HEX[b >> 4];
                    out[written++] = HEX[b & 15];
                }
                read++;
            }
        }
        progress.read = read;
        progress.written = written;
    }

    /** Undoes {@link #escape} (and knows no other escapes than it writes). */
    public static byte[] unescape(byte[] json, int from, int to) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(to - from);
        for (int i = from; i < to; i++) {
            if (json[i] != '\\') {
                out.write(json[i]);
            } else if (json[++i] == 'u') {
                out.write(Integer.parseInt(new String(json, i + 3, 2, US_ASCII), 16));
                i += 4;
            } else {
                out.write(plain(json[i]));
            }
        }
        return out.toByteArray();
    }

    private static int plain(byte letter) {
        return switch (letter) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> letter;
        };
    }
}
