package io.tapewire.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;

/** Reads characters from well-formed UTF-8. */
final class Utf8 {
    private static final int DELETE = 0x7f;
    private static final byte[] REPLACEMENT = "\ufffd".getBytes(UTF_8);

    private Utf8() {}

    /** The number of bytes of the character that begins with this byte. */
    static int bytes(byte first) {
        if (first >= 0) {
            return 1;
        }
        return (first & 0xe0) == 0xc0 ? 2 : (first & 0xf0) == 0xe0 ? 3 : 4;
    }

    static int codePoint(byte[] utf8, int at) {
        int first = utf8[at];
        return switch (bytes(utf8[at])) {
            case 1 -> first;
            case 2 -> (first & 0x1f) << 6 | rest(utf8, at + 1);
            case 3 -> (first & 0x0f) << 12 | rest(utf8, at + 1) << 6 | rest(utf8, at + 2);
            default -> (first & 0x07) << 18 | rest(utf8, at + 1) << 12 | rest(utf8, at + 2) << 6 | rest(utf8, at + 3);
        };
    }

    private static int rest(byte[] utf8, int at) {
        return utf8[at] & 0x3f;
    }

    /** Returns the greatest index up to {@code at} at which a character begins. */
    static int begin(byte[] utf8, int from, int at) {
        int begin = at;
        while (begin > from && (utf8[begin] & 0xc0) == 0x80) {
            begin--;
        }
        return begin;
    }

    /**
     * Returns text as viewers show it: without DEL, and with U+FFFD for each of U+0080 to U+009F. Returns {@code null} if that is the
     * same text.
     */
    static byte[] shown(byte[] utf8, int from, int to) {
        int first = from;
        while (first < to && !isHidden(utf8, first, to)) {
            first++;
        }
        if (first == to) {
            return null;
        }
        byte[] shown = new byte[(to - from) * 2];
        int written = 0;
        for (int i = from; i < to; i++) {
            if (!isHidden(utf8, i, to)) {
                shown[written++] = utf8[i];
            } else if (utf8[i] != DELETE) {
                System.arraycopy(REPLACEMENT, 0, shown, written, REPLACEMENT.length);
                written += REPLACEMENT.length;
                i++;
            }
        }
        return Arrays.copyOf(shown, written);
    }

    private static boolean isHidden(byte[] utf8, int at, int to) {
        return utf8[at] == DELETE || (utf8[at] == (byte) 0xc2 && at + 1 < to && (utf8[at + 1] & 0xe0) == 0x80);
    }
}
