package io.tapewire.terminal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Searches bytes, eight at a time. */
final class Scan {
    static final byte ESCAPE = 0x1b;
    static final int NONE = -1;

    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = EACH << 7;
    private static final long SPACES = ' ' * EACH;
    private static final long ESCAPES = ESCAPE * EACH;

    private Scan() {}

    /**
     * Returns the index of the first control character (0x00 to 0x1f), or {@code to}: complemented ({@code ~index}) if not
     * every byte before it takes exactly one column, that is, if there is DEL or a character other than ASCII.
     */
    static int textEnd(byte[] utf8, int from, int to) {
        long others = 0;
        int index = from;
        while (index <= to - Long.BYTES) {
            long word = (long) WORDS.get(utf8, index);
            // the lowest flag in a word is always right, because borrows and carries go upwards
            long controls = (word - SPACES) & ~word & HIGH_BITS;
            if (controls != 0) {
                int bits = Long.numberOfTrailingZeros(controls) & ~7;
                others |= others(word) & ((1L << bits) - 1);
                return mark(index + (bits >> 3), others);
            }
            others |= others(word);
            index += Long.BYTES;
        }
        while (index < to && (utf8[index] < 0 || utf8[index] >= ' ')) {
            others |= others(utf8[index] & 0xff);
            index++;
        }
        return mark(index, others);
    }

    /** Flags bytes of 0x7f and more. 0xff, which valid UTF-8 never has, may also flag its neighbour. */
    private static long others(long word) {
        return (word | (word + EACH)) & HIGH_BITS;
    }

    private static int mark(int index, long others) {
        return others == 0 ? index : ~index;
    }

    /** Returns the index of the last ESC, or {@link #NONE}. */
    static int lastEscape(byte[] bytes, int from, int to) {
        int end = to;
        while (end - from >= Long.BYTES && !hasEscape((long) WORDS.get(bytes, end - Long.BYTES))) {
            end -= Long.BYTES;
        }
        int index = end - 1;
        while (index >= from && bytes[index] != ESCAPE) {
            index--;
        }
        return index >= from ? index : NONE;
    }

    /** Returns the index of the first ESC, or {@code to}. */
    static int firstEscape(byte[] bytes, int from, int to) {
        int index = from;
        while (index <= to - Long.BYTES && !hasEscape((long) WORDS.get(bytes, index))) {
            index += Long.BYTES;
        }
        while (index < to && bytes[index] != ESCAPE) {
            index++;
        }
        return index;
    }

    private static boolean hasEscape(long word) {
        long zeros = word ^ ESCAPES;
        return ((zeros - EACH) & ~zeros & HIGH_BITS) != 0;
    }
}
