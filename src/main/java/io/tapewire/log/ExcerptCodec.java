package io.tapewire.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.protocol.RecordEncoder;
import io.tapewire.protocol.RecordType;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * Excerpts in bytes, big-endian: the type (1 byte), whether they begin within a line (1), the first offset (8), the
 * number of records (4), the bytes of the log before them (8), a time in milliseconds of the epoch (8), the length of
 * the state before them (4) and that state, for each record where it ends in the payload (4) and its milliseconds after
 * that time (4), the payload.
 */
public final class ExcerptCodec {
    private static final int FIXED = 34;
    private static final int PER_RECORD = 8;

    private ExcerptCodec() {}

    /** How many bytes {@link #write} writes. */
    public static int lengthOf(Excerpt excerpt) {
        return FIXED
                + stateOf(excerpt).length
                + PER_RECORD * excerpt.marks().count()
                + Math.toIntExact(excerpt.end() - excerpt.begin());
    }

    private static byte[] stateOf(Excerpt excerpt) {
        return excerpt.start().beginning().state().getBytes(UTF_8);
    }

    public static void write(Excerpt excerpt, ByteBuffer to) {
        Marks marks = excerpt.marks();
        byte[] state = stateOf(excerpt);
        to.put(excerpt.type().code())
                .put((byte) (excerpt.beginsMidLine() ? 1 : 0))
                .putLong(excerpt.first())
                .putInt(marks.count())
                .putLong(excerpt.begin())
                .putLong(marks.bornMillis())
                .putInt(state.length)
                .put(state);
        for (int i = 1; i <= marks.count(); i++) {
            to.putInt(marks.endOf(i)).putInt(marks.ageOf(i));
        }
        to.put(excerpt.payload(), excerpt.from(excerpt.first()), marks.endOf(marks.count()));
    }

    /**
     * Reads an excerpt, up to the end of the bytes.
     *
     * @param encoder of the log
     * @throws IllegalArgumentException if this is no excerpt
     */
    public static Excerpt read(ByteBuffer from, RecordEncoder encoder) {
        try {
            RecordType type = RecordType.of(from.get());
            boolean midLine = from.get() != 0;
            long first = from.getLong();
            int records = from.getInt();
            long begin = from.getLong();
            long bornMillis = from.getLong();
            byte[] state = bytes(from, from.getInt());
            if (records < 1 || records > from.remaining() / PER_RECORD) {
                throw new IllegalArgumentException("no excerpt has " + records + " records");
            }
            int[] ends = new int[records];
            int[] ages = new int[records];
            for (int i = 0; i < records; i++) {
                ends[i] = from.getInt();
                ages[i] = from.getInt();
            }
            byte[] payload = bytes(from, from.remaining());
            requireOrder(ends, payload.length);
            Beginning beginning = new Beginning(new String(state, UTF_8), midLine);
            return new Excerpt(
                    new SegmentStart(type, first, begin, beginning),
                    encoder,
                    payload,
                    0,
                    Marks.of(bornMillis, ends, ages));
        } catch (BufferUnderflowException | IndexOutOfBoundsException cut) {
            throw new IllegalArgumentException("the excerpt is cut off", cut);
        }
    }

    private static byte[] bytes(ByteBuffer from, int length) {
        if (length < 0 || length > from.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] bytes = new byte[length];
        from.get(bytes);
        return bytes;
    }

    private static void requireOrder(int[] ends, int length) {
        int before = 0;
        for (int end : ends) {
            if (end < before) {
                throw new IllegalArgumentException("the records are out of order");
            }
            before = end;
        }
        if (before != length) {
            throw new IllegalArgumentException("the records end at " + before + " of " + length + " bytes");
        }
    }

    /** Where the first offset stands in the bytes, for readers that look for a record. */
    public static long firstOf(ByteBuffer from) {
        return from.getLong(from.position() + 2);
    }

    /** How many records these bytes have. */
    public static int countOf(ByteBuffer from) {
        return from.getInt(from.position() + 10);
    }

    /** The bytes of the log before these records. */
    public static long beginOf(ByteBuffer from) {
        return from.getLong(from.position() + 14);
    }
}
