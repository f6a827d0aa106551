package io.tapewire.mask;

import java.util.Collection;

/** The groups of three bytes in the beginnings of patterns, as a set that may contain some more. Immutable. */
final class Grams {
    static final int LENGTH = 3;

    /** The longest beginning: longer ones have more grams and would find more of them in ordinary text. */
    private static final int MOST_BEGIN = 8;

    private static final int BITS_EACH = 16;
    private static final int LEAST_BITS = 10;
    private static final int MOST_BITS = 18;

    private final long[] bits;
    private final int shift;
    private final int begin;

    Grams(Collection<byte[]> patterns) {
        this.begin = patterns.stream().mapToInt(each -> each.length).reduce(MOST_BEGIN, Math::min);
        long wanted = (long) patterns.size() * (begin - LENGTH + 1) * BITS_EACH;
        int log = Math.min(MOST_BITS, Math.max(LEAST_BITS, Long.SIZE - Long.numberOfLeadingZeros(wanted)));
        this.bits = new long[1 << (log - 6)];
        this.shift = Integer.SIZE - log;
        for (byte[] pattern : patterns) {
            for (int at = 0; at + LENGTH <= begin; at++) {
                int hash = hash(pattern, at);
                bits[hash >>> 6] |= 1L << hash;
            }
        }
    }

    /** How many bytes of each pattern count. */
    int begin() {
        return begin;
    }

    /** Whether the group at this place is in the set. */
    boolean has(byte[] bytes, int at) {
        int hash = hash(bytes, at);
        return (bits[hash >>> 6] & (1L << hash)) != 0;
    }

    private int hash(byte[] bytes, int at) {
        int gram = (bytes[at] & 0xff) << 16 | (bytes[at + 1] & 0xff) << 8 | (bytes[at + 2] & 0xff);
        // the golden ratio spreads neighbouring numbers over the whole range
        return (gram * 0x9e3779b1) >>> shift;
    }
}
