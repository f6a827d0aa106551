package io.tapewire.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** Escapes text for the inside of a JSON string, and back. UTF-8 in, UTF-8 out, in one pass. */
public final class JsonText {
    /** No escaped character takes more bytes than this. */
    public static final int LONGEST = 6;

    private static final int MOST_CONTINUATIONS = 3;
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = EACH << 7;
    private static final long BACKSLASHES = '\\' * EACH;
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
        int read = from;
        int written = 0;
        while (read < to) {
            int plain = escapeIndex(json, read, to, out, written) - read;
            read += plain;
            written += plain;
            if (read < to) {
                byte letter = json[read + 1];
                if (letter == 'u') {
                    // it is a control character: 00 to 1f
                    out[written++] = (byte) ((json[read + 4] - '0') << 4 | digit(json[read + 5]));
                    read += 6;
                } else {
                    out[written++] = plain(letter);
                    read += 2;
                }
            }
        }
        return written;
    }

    /** Copies the bytes before the next backslash, eight at a time. Returns the backslash's index, or {@code to}. */
    private static int escapeIndex(byte[] json, int from, int to, byte[] out, int at) {
        int index = from;
        int written = at;
        while (index <= to - Long.BYTES) {
            long word = (long) WORDS.get(json, index);
            // what is copied from behind the backslash is overwritten by what comes next
            WORDS.set(out, written, word);
            long zeros = word ^ BACKSLASHES;
            long found = (zeros - EACH) & ~zeros & HIGH_BITS;
            if (found != 0) {
                return index + (Long.numberOfTrailingZeros(found) >> 3);
            }
            index += Long.BYTES;
            written += Long.BYTES;
        }
        while (index < to && json[index] != '\\') {
            out[written++] = json[index++];
        }
        return index;
    }

    private static int digit(byte hex) {
        return hex <= '9' ? hex - '0' : hex - 'a' + 10;
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
