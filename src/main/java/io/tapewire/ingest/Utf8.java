package io.tapewire.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.log.Decoding;
import java.util.Arrays;
import java.util.List;

/**
 * Decodes bytes that arrive in pieces. A sequence that is cut waits for its rest, and invalid UTF-8 becomes U+FFFD.
 * One thread at a time.
 */
final class Utf8 {
    private static final int LONGEST = 4;
    private static final char REPLACEMENT = '\ufffd';
    private static final byte[] NOTHING = {};

    private final byte[] cut = new byte[LONGEST];
    private int waiting;
    private Decoding decoding = new Decoding(0, List.of());

    Utf8() {
        this(NOTHING);
    }

    /** @param cut what {@link #cut} of the bytes before was */
    Utf8(byte[] cut) {
        waiting = cut.length;
        System.arraycopy(cut, 0, this.cut, 0, waiting);
    }

    /** The beginning of a character that the bytes so far end with; empty if there is none. */
    byte[] cut() {
        return waiting == 0 ? NOTHING : Arrays.copyOf(cut, waiting);
    }

    String decode(byte[] bytes, int length) {
        int whole = length - cutAtEnd(bytes, length);
        String text;
        if (waiting == 0) {
            text = new String(bytes, 0, whole, UTF_8);
        } else {
            byte[] joined = new byte[waiting + length];
            System.arraycopy(cut, 0, joined, 0, waiting);
            System.arraycopy(bytes, 0, joined, waiting, length);
            waiting = 0;
            return decode(joined, joined.length);
        }
        note(text, bytes, whole);
        waiting = length - whole;
        System.arraycopy(bytes, whole, cut, 0, waiting);
        return text;
    }

    /** The text of what is left at the end of input. */
    String end() {
        String rest = new String(cut, 0, waiting, UTF_8);
        note(rest, cut, waiting);
        waiting = 0;
        return rest;
    }

    private void note(String text, byte[] bytes, int length) {
        decoding = text.indexOf(REPLACEMENT) < 0 ? new Decoding(length, List.of()) : Replacements.find(bytes, length);
    }

    /** How the text that was returned last was made. */
    Decoding decoding() {
        return decoding;
    }

    /** The number of bytes at the end that begin an incomplete sequence. */
    private static int cutAtEnd(byte[] bytes, int length) {
        for (int back = 1; back < LONGEST && back <= length; back++) {
            int b = bytes[length - back] & 0xff;
            if (b >= 0xc0) {
                int needed = b >= 0xf0 ? 4 : b >= 0xe0 ? 3 : 2;
                return needed > back ? back : 0;
            }
            if (b < 0x80) {
                return 0;
            }
        }
        return 0;
    }
}
