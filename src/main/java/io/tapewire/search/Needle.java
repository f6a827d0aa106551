package io.tapewire.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Bytes that are looked for, eight places at a time: a place is worth a closer look if the two bytes of the needle that are the rarest
 * in output are there. Immutable.
 */
final class Needle {
    private static final VarHandle WORDS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long EACH = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = EACH << 7;

    /** What output has most of, the most frequent first. */
    private static final String FREQUENT = " e01tanoirs2ldc.-:u3p45m9867gf/h[]by_wv=";

    private final byte[] bytes;
    /** The bits in which an upper case letter differs from the lower case letter at the same index. */
    private final byte[] ignored;

    private final int anchor;
    private final int second;

    private Needle(byte[] bytes, boolean caseSensitive) {
        this.bytes = bytes;
        ignored = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            ignored[i] = (byte) (!caseSensitive && bytes[i] >= 'a' && bytes[i] <= 'z' ? 0x20 : 0);
        }
        anchor = rarest(-1);
        second = bytes.length == 1 ? anchor : rarest(anchor);
    }

    /** @param text folded, if case does not matter */
    static Needle of(String text, boolean caseSensitive) {
        return new Needle(text.getBytes(UTF_8), caseSensitive);
    }

    /** The needle of the longest part whose bytes are the same in every text that has it in whatever case, or {@code null}. */
    static Needle inAnyText(String text) {
        String folded = Fold.of(text);
        String longest = "";
        int begin = 0;
        for (int end = 0; end <= folded.length(); end++) {
            if (end == folded.length() || folded.charAt(end) >= 0x80 || Fold.hasOthers(folded.charAt(end))) {
                if (end - begin > longest.length()) {
                    longest = folded.substring(begin, end);
                }
                begin = end + 1;
            }
        }
        return longest.isEmpty() ? null : of(longest, false);
    }

    /** Whether text of ASCII alone can contain this. */
    static boolean canBeInAscii(String text, boolean caseSensitive) {
        return (caseSensitive ? text : Fold.of(text)).chars().allMatch(character -> character < 0x80);
    }

    private int rarest(int other) {
        int best = other == 0 ? 1 : 0;
        for (int i = 0; i < bytes.length; i++) {
            if (i != other && frequency(i) < frequency(best)) {
                best = i;
            }
        }
        return best;
    }

    private int frequency(int index) {
        int rank = bytes[index] < 0 ? -1 : FREQUENT.indexOf(bytes[index]);
        return rank < 0 ? 0 : FREQUENT.length() - rank;
    }

    boolean isIn(byte[] text, int length) {
        int last = length - bytes.length;
        int at = 0;
        long firstIgnored = EACH * ignored[anchor];
        long secondIgnored = EACH * ignored[second];
        long firstWanted = EACH * (bytes[anchor] & 0xff);
        long secondWanted = EACH * (bytes[second] & 0xff);
        int most = Math.min(last, text.length - Long.BYTES - Math.max(anchor, second));
        while (at <= most) {
            long first = ((long) WORDS.get(text, at + anchor) | firstIgnored) ^ firstWanted;
            long next = ((long) WORDS.get(text, at + second) | secondIgnored) ^ secondWanted;
            long both = first | next;
            if (((both - EACH) & ~both & HIGH_BITS) != 0 && isInNext(text, at, Math.min(at + Long.BYTES - 1, last))) {
                return true;
            }
            at += Long.BYTES;
        }
        return at <= last && isInNext(text, at, last);
    }

    private boolean isInNext(byte[] text, int from, int last) {
        for (int at = from; at <= last; at++) {
            if (isAt(text, at)) {
                return true;
            }
        }
        return false;
    }

    private boolean isAt(byte[] text, int at) {
        for (int i = 0; i < bytes.length; i++) {
            if ((text[at + i] | ignored[i]) != bytes[i]) {
                return false;
            }
        }
        return true;
    }
}
