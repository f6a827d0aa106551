package io.tapewire.log;

import io.tapewire.protocol.JsonText;
import io.tapewire.protocol.RecordEncoder;
import io.tapewire.protocol.RecordType;
import io.tapewire.terminal.Sequences;
import java.util.Arrays;

/**
 * A part of the log that fits one frame: records of one type that may be merged, or a single record that may not.
 *
 * <p>Its payload is stored as it goes over the wire. The last record may be open: it still grows and no reader sees
 * it. A closed segment is a ready frame, and all viewers at this position share it. Records of output end between
 * escape sequences, and the segment knows the terminal's state at its beginning.
 *
 * <p>Guarded by its log. But bytes of complete records are never changed: an {@link Excerpt} refers to them without
 * the lock.
 */
final class Segment {
    /** Bytes of memory for a segment, without its payload: objects, map entry, array headers. */
    private static final int OVERHEAD = 360;

    private final SegmentStart start;
    private final RecordEncoder encoder;
    private final int capacity;
    private byte[] payload;
    private int base;
    private int written;
    private Marks marks;
    private Frame whole;

    Segment(SegmentStart start, RecordEncoder encoder, int capacity, long nowMillis) {
        this.start = start;
        this.encoder = encoder;
        this.capacity = capacity;
        this.marks = Marks.startingAt(nowMillis);
        this.payload = new byte[Math.min(256, capacity)];
    }

    /**
     * Writes as much output as fits into the open record and stops between two escape sequences. Writes nothing if
     * the next sequence does not fit: complete the open record first, or the segment if no record is open.
     *
     * @param utf8 output up to {@code end}
     * @param progress where to begin, which must be between two sequences; on return, how far it came
     */
    void write(byte[] utf8, int end, int recordBytes, JsonText.Progress progress) {
        int from = progress.read;
        int before = written;
        fill(utf8, end, recordBytes, progress);
        if (progress.read == end) {
            return;
        }
        int whole = Sequences.wholeEnd(utf8, from, progress.read);
        if (whole == progress.read) {
            return;
        }
        progress.read = from;
        written = before;
        if (whole > from) {
            fill(utf8, whole, recordBytes, progress);
        } else if (!isOpen()) {
            writeLongSequence(utf8, Sequences.endOfNext(utf8, from, end), progress);
        }
    }

    private void fill(byte[] utf8, int end, int recordBytes, JsonText.Progress progress) {
        int bound = Math.min(capacity, completeBytes() + recordBytes);
        int wanted = Math.min(bound, written + (end - progress.read) * JsonText.LONGEST);
        if (wanted > payload.length) {
            // output rarely needs escaping, so grow for the bytes themselves, not for the worst case
            int modest = Math.max(written + (end - progress.read) + JsonText.LONGEST, payload.length * 2);
            payload = Arrays.copyOf(payload, Math.min(modest, capacity));
        }
        progress.written = written;
        JsonText.escape(utf8, end, payload, Math.min(bound, payload.length), progress);
        written = progress.written;
    }

    /**
     * Writes a sequence that is longer than a record as its own record, and makes room for it if the segment is
     * empty.
     */
    private void writeLongSequence(byte[] utf8, int end, JsonText.Progress progress) {
        int from = progress.read;
        int before = written;
        int needed = written + (end - from) * JsonText.LONGEST;
        int room = records() == 0 ? needed : capacity;
        if (needed > payload.length) {
            payload = Arrays.copyOf(payload, Math.max(payload.length, Math.min(needed, room)));
        }
        progress.written = written;
        JsonText.escape(utf8, end, payload, Math.min(payload.length, room), progress);
        written = progress.written;
        if (progress.read < end) {
            progress.read = from;
            written = before;
        }
    }

    /** Writes one whole payload that must not be merged with others. */
    void write(byte[] json) {
        payload = json;
        written = json.length;
    }

    /** Whether a complete record of this many bytes fits behind the others. */
    boolean fits(int bytes) {
        return whole == null && type().isOutput() && written + bytes <= capacity;
    }

    /** Writes one complete record of output that was made elsewhere. */
    void write(byte[] escaped, int from, int to, long millis) {
        int end = written + to - from;
        if (end > payload.length) {
            payload = Arrays.copyOf(payload, Math.max(end, Math.min(payload.length * 2, capacity)));
        }
        System.arraycopy(escaped, from, payload, written, to - from);
        written = end;
        seal(millis);
    }

    /** The records up to this one as a segment that is closed; there must be one. */
    Segment closedAfter(long last) {
        Marks kept = marks.upTo((int) (last - first() + 1)).trimmed();
        Segment closed = new Segment(start, encoder, capacity, marks.bornMillis());
        closed.payload = Arrays.copyOfRange(payload, base, base + kept.endOf(kept.count()));
        closed.written = closed.payload.length;
        closed.marks = kept;
        closed.close();
        return closed;
    }

    boolean isOpen() {
        return written > completeBytes();
    }

    int openBytes() {
        return written - completeBytes();
    }

    /** Whether one more character of any kind fits. */
    boolean hasRoom() {
        return whole == null && type().isOutput() && written + JsonText.LONGEST <= capacity;
    }

    /** Completes the open record. */
    void seal(long nowMillis) {
        marks = marks.plus(written, nowMillis);
    }

    /** Closes the segment. It must have no open record, and takes no further one. */
    void close() {
        byte[] json = encoder.encode(type(), first(), last(), updatedMillis(), payload, 0, written);
        whole = Frame.records(json, first(), last(), type().isOutput() ? written : 0, end());
        base = json.length - RecordEncoder.tailBytes(type()) - written;
        payload = json;
        marks = marks.trimmed();
    }

    boolean isClosed() {
        return whole != null;
    }

    /** The frame with all of its records, or {@code null} while it is not closed. */
    Frame whole() {
        return whole;
    }

    /** Its complete records; there must be one. */
    Excerpt excerpt() {
        return new Excerpt(start, encoder, payload, base, marks);
    }

    /** Its complete records up to this offset; there must be one. */
    Excerpt excerpt(long last) {
        return last >= last()
                ? excerpt()
                : new Excerpt(start, encoder, payload, base, marks.upTo((int) (last - first() + 1)));
    }

    RecordType type() {
        return start.type();
    }

    /** Position of the first record. */
    long first() {
        return start.first();
    }

    long last() {
        return first() + records() - 1;
    }

    int records() {
        return marks.count();
    }

    /** Bytes of the log before this segment. */
    long begin() {
        return start.begin();
    }

    /** Bytes of the log up to and including the last complete record of this segment. */
    long end() {
        return begin() + completeBytes();
    }

    long bornMillis() {
        return marks.bornMillis();
    }

    long updatedMillis() {
        return marks.timeOf(records());
    }

    int footprint() {
        return OVERHEAD
                + payload.length
                + marks.footprint()
                + start.beginning().state().length();
    }

    private int completeBytes() {
        return marks.endOf(records());
    }
}
