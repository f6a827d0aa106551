package io.tapewire.log;

import java.util.Arrays;

/**
 * Where each record of a segment ends in the segment's payload, and when it was complete.
 *
 * <p>Immutable for its readers. {@link #plus} shares the arrays and writes behind the last record, so only the
 * longest one may be extended, under the log's lock.
 */
final class Marks {
    /** Bytes of memory for a record. */
    private static final int PER_RECORD = 2 * Integer.BYTES;

    private final long bornMillis;
    private final int[] ends;
    /** Milliseconds after the segment's beginning, so a segment must not take records for longer than some weeks. */
    private final int[] ages;

    private final int count;

    private Marks(long bornMillis, int[] ends, int[] ages, int count) {
        this.bornMillis = bornMillis;
        this.ends = ends;
        this.ages = ages;
        this.count = count;
    }

    /** Without a record yet. */
    static Marks startingAt(long nowMillis) {
        return new Marks(nowMillis, new int[4], new int[4], 0);
    }

    /** These, and one record more. */
    Marks plus(int end, long nowMillis) {
        int[] moreEnds = count < ends.length ? ends : Arrays.copyOf(ends, count * 2);
        int[] moreAges = count < ages.length ? ages : Arrays.copyOf(ages, count * 2);
        moreEnds[count] = end;
        moreAges[count] = (int) (nowMillis - bornMillis);
        return new Marks(bornMillis, moreEnds, moreAges, count + 1);
    }

    /** The same without room for more. */
    Marks trimmed() {
        return new Marks(bornMillis, Arrays.copyOf(ends, count), Arrays.copyOf(ages, count), count);
    }

    int count() {
        return count;
    }

    /** Bytes of payload that this many records have together. */
    int endOf(int records) {
        return records == 0 ? 0 : ends[records - 1];
    }

    /** How many records end at or before this byte of the payload, of those after the first {@code before}. */
    int endingBy(int before, int end) {
        int found = Arrays.binarySearch(ends, before, count, end);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** When the last of this many records was complete, or the segment's beginning if there are none. */
    long timeOf(int records) {
        return records == 0 ? bornMillis : bornMillis + ages[records - 1];
    }

    long bornMillis() {
        return bornMillis;
    }

    /** Bytes of memory. */
    int footprint() {
        return PER_RECORD * ends.length;
    }
}
