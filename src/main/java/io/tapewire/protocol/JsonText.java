package io.tapewire.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;

/** Escapes text for the inside of a JSON string, and back. UTF-8 in, UTF-8 out, in one pass. */
public final class JsonText {
    /** No escaped character takes more bytes than this. */
    public static final int LONGEST = 6;

    private static final int MOST_CONTINUATIONS = 3;
    /** Shorter pieces are copied faster byte by byte. Coloured output has many of them. */
    private static final int WORTH_A_CALL = 16;

    private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);
    /** By byte: 1 = unchanged, 2 = backslash and letter, 6 = as a code. */
    private static final byte[] SHAPE = new byte[256];

    private static final byte[] LETTER = new byte[128];

    static {
        for (int b = 0; b < 256; b++) {
            SHAPE[b] = (byte) (b < 0x20 ? LONGEST : 1);
        }
        String plain = "\"\\\b\f\n\r\t";
        String letters = "\"\\bfnrt";
        for (int i = 0; i < plain.length(); i++) {
            SHAPE[plain.charAt(i)] = 2;
            LETTER[plain.charAt(i)] = (byte) letters.charAt(i);
        }
    }

    private JsonText() {}

    /** How far {@link #escape} got: the bytes read and the bytes written. */
    public static final class Progress {
        public int read;
        public int written;
    }

    /**
     * Escapes as many whole characters as fit.
     *
     * @param utf8 well-formed UTF-8 from {@code progress.read} to {@code end}
     * @param out receives the escaped bytes from {@code progress.written} on, and none at or after {@code bound}
     * @param progress where to begin; on return, how far it got
     */
    public static void escape(byte[] utf8, int end, byte[] out, int bound, Progress progress) {
        int read = progress.read;
        int written = progress.written;
        while (read < end && written < bound) {
            int plain = plainEnd(utf8, read, Math.min(end, read + bound - written)) - read;
            plain -= cutOff(utf8, read, read + plain, end);
            System.arraycopy(utf8, read, out, written, plain);
            read += plain;
            written += plain;
            if (read == end) {
                break;
            }
            byte b = utf8[read];
            int shape = SHAPE[b & 0xff];
            if (shape == 1 || written + shape > bound) {
                // there is no room for it
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
        progress.read = read;
        progress.written = written;
    }

    /** The end of the bytes that need no escaping. */
    private static int plainEnd(byte[] utf8, int from, int to) {
        int i = from;
        while (i < to && SHAPE[utf8[i] & 0xff] == 1) {
            i++;
        }
        return i;
    }

    /** The number of bytes before {@code to} that belong to a character that continues after it. */
    private static int cutOff(byte[] utf8, int from, int to, int end) {
        int least = Math.max(from, to - MOST_CONTINUATIONS);
        int i = to;
        while (i < end && i > least && (utf8[i] & 0xc0) == 0x80) {
            i--;
        }
        return to - i;
    }

    /** Undoes {@link #escape}. Supports only the escapes that it writes. */
    public static byte[] unescape(byte[] json, int from, int to) {
        byte[] out = new byte[to - from];
        return Arrays.copyOf(out, unescape(json, from, to, out));
    }

    /**
     * Undoes {@link #escape}, into the beginning of an array that is at least as long as the escaped text.
     *
     * @return how many bytes were written
     */
    public static int unescape(byte[] json, int from, int to, byte[] out) {
        int written = 0;
        int read = from;
        while (read < to) {
            int plain = read;
            while (plain < to && json[plain] != '\\') {
                plain++;
            }
            copy(json, read, out, written, plain - read);
            written += plain - read;
            read = plain;
            if (read == to) {
                break;
            }
            byte letter = json[read + 1];
            if (letter == 'u') {
                out[written++] = (byte) (hex(json[read + 4]) << 4 | hex(json[read + 5]));
                read += LONGEST;
            } else {
                out[written++] = plain(letter);
                read += 2;
            }
        }
        return written;
    }

    private static void copy(byte[] source, int from, byte[] target, int to, int length) {
        if (length >= WORTH_A_CALL) {
            System.arraycopy(source, from, target, to, length);
            return;
        }
        for (int i = 0; i < length; i++) {
            target[to + i] = source[from + i];
        }
    }

    private static int hex(byte digit) {
        return digit <= '9' ? digit - '0' : digit - 'a' + 10;
    }

    /** How many bytes {@link #unescape} returns. */
    public static int unescapedLength(byte[] json, int from, int to) {
        int length = to - from;
        for (int i = from; i < to; i++) {
            if (json[i] == '\\') {
                int escape = json[i + 1] == 'u' ? LONGEST : 2;
                length -= escape - 1;
                i += escape - 1;
            }
        }
        return length;
    }

    private static byte plain(byte letter) {
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
