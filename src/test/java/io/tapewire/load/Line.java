package io.tapewire.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;

/**
 * What the harness prints: a mark, when it was written, its number in its channel, filler up to its length, a line feed.
 *
 * <p>Digits are hexadecimal and go on after 9 as ASCII does ({@code :;<=>?}), so reading one is a subtraction. Nothing but the
 * line feed needs escaping in JSON, and the mark stands nowhere else. No state.
 */
final class Line {
    static final byte MARK = '@';
    static final byte ZERO = '0';
    static final byte FILLER = 'x';

    static final int STAMP_AT = 1;
    static final int NUMBER_AT = STAMP_AT + 8;
    static final int FILLER_AT = NUMBER_AT + 6;
    /** A line without filler. */
    static final int SHORTEST = FILLER_AT + 1;

    private static final byte[] FILLING = "x".repeat(1 << 16).getBytes(US_ASCII);
    private static final long ORIGIN = System.nanoTime();

    private Line() {}

    /** The stamps' clock: microseconds since the harness began; they last for an hour. */
    static long micros() {
        return (System.nanoTime() - ORIGIN) / 1000;
    }

    static void write(ByteBuffer out, long micros, int number, int length) {
        out.put(MARK);
        digits(out, micros, NUMBER_AT - STAMP_AT);
        digits(out, number, FILLER_AT - NUMBER_AT);
        out.put(FILLING, 0, length - SHORTEST).put((byte) '\n');
    }

    /** The number that digits stand for. */
    static int number(String digits) {
        return digits.chars().reduce(0, (before, digit) -> before * 16 + digit - ZERO);
    }

    private static void digits(ByteBuffer out, long value, int count) {
        for (int shift = (count - 1) * 4; shift >= 0; shift -= 4) {
            out.put((byte) (ZERO + ((value >> shift) & 15)));
        }
    }
}
