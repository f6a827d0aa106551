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

    /** Those of the first records. */
    Marks upTo(int records) {
        return new Marks(bornMillis, ends, ages, records);
    }

    /** Those of the records after this many, counted from there. */
    Marks after(int records) {
        if (records == 0) {
            return this;
        }
        int[] laterEnds = Arrays.copyOfRange(ends, records, count);
        int before = endOf(records);
        for (int i = 0; i < laterEnds.length; i++) {
            laterEnds[i] -= before;
        }
        return new Marks(bornMillis, laterEnds, Arrays.copyOfRange(ages, records, count), count - records);
    }

    /**
     * As they were stored.
     *
     * @param ends bytes of payload up to and including each record
     * @param ages milliseconds between {@code bornMillis} and the completion of each record
     */
    static Marks of(long bornMillis, int[] ends, int[] ages) {
        return new Marks(bornMillis, ends, ages, ends.length);
    }

    /** Milliseconds between the beginning and the completion of the last of this many records. */
    int ageOf(int records) {
        return ages[records - 1];
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
