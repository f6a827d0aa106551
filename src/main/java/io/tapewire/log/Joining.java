package io.tapewire.log;

import java.util.List;

/** Joins excerpts that follow one another. */
final class Joining {
    private final byte[] payload;
    private final int[] ends;
    private final int[] ages;
    private final long bornMillis;
    private int bytes;
    private int records;

    private Joining(long bornMillis, int bytes, int records) {
        this.bornMillis = bornMillis;
        this.payload = new byte[bytes];
        this.ends = new int[records];
        this.ages = new int[records];
    }

    static Excerpt join(Excerpt first, List<Excerpt> more) {
        long bytes = first.end() - first.begin();
        int records = first.marks().count();
        for (Excerpt each : more) {
            bytes += each.end() - each.begin();
            records += each.marks().count();
        }
        Joining joined = new Joining(first.marks().bornMillis(), Math.toIntExact(bytes), records);
        joined.add(first);
        more.forEach(joined::add);
        Marks marks = Marks.of(joined.bornMillis, joined.ends, joined.ages);
        return new Excerpt(first.start(), first.encoder(), joined.payload, 0, marks);
    }

    private void add(Excerpt part) {
        Marks marks = part.marks();
        int length = marks.endOf(marks.count());
        System.arraycopy(part.payload(), part.from(part.first()), payload, bytes, length);
        for (int i = 1; i <= marks.count(); i++) {
            ends[records] = bytes + marks.endOf(i);
            // a clock that is set back, or records that are weeks apart: the time within the joined records is bounded
            ages[records] =
                    (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, marks.timeOf(i) - bornMillis));
            records++;
        }
        bytes += length;
    }
}
