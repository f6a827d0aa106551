package io.tapewire.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.protocol.JsonText;
import io.tapewire.protocol.RecordEncoder;
import io.tapewire.protocol.RecordType;
import io.tapewire.terminal.Sequences;
import io.tapewire.terminal.Terminal;
import java.util.Arrays;

/**
 * A part of the log that fits one frame: records of one type that may be merged, or a single record that may not.
 *
 * <p>Its payload is stored as it goes over the wire. The last record may be open: it still grows and no reader sees
 * it. A closed segment is a ready frame, and all viewers at this position share it. Records of output end between
 * escape sequences,
 * and the segment knows the terminal's state at its beginning. Guarded by its log.
 */
final class Segment {
    /** Bytes of memory for a segment, without its payload: objects, map entry, array headers. */
    private static final int OVERHEAD = 320;
    /** Bytes of memory for a record, without its payload: its end and its time. */
    private static final int PER_RECORD = 2 * Integer.BYTES;

    final RecordType type;
    /** Position of the first record. */
    final long first;
    /** Bytes of the log before this segment. */
    final long begin;
    /** Record times are stored as int differences from this time, so all of them must be within some weeks. */
    final long bornMillis;
    /** The terminal's state and the position within the line, before its first record. */
    final Beginning beginning;

    private final RecordEncoder encoder;
    private final int capacity;
    private byte[] payload;
    private int base;
    private int written;
    private int[] ends = new int[4];
    private int[] ages = new int[4];
    private int count;
    private Frame whole;

    Segment(
            RecordType type,
            long first,
            long begin,
            Beginning beginning,
            RecordEncoder encoder,
            int capacity,
            long nowMillis) {
        this.type = type;
        this.first = first;
        this.begin = begin;
        this.beginning = beginning;
        this.encoder = encoder;
        this.capacity = capacity;
        this.bornMillis = nowMillis;
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
        int bound = Math.min(capacity, sealedBytes() + recordBytes);
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
        int room = count == 0 ? needed : capacity;
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

    boolean isOpen() {
        return written > sealedBytes();
    }

    int openBytes() {
        return written - sealedBytes();
    }

    /** Whether one more character of any kind fits. */
    boolean hasRoom() {
        return whole == null && type.isOutput() && written + JsonText.LONGEST <= capacity;
    }

    /** Completes the open record. */
    void seal(long nowMillis) {
        if (count == ends.length) {
            ends = Arrays.copyOf(ends, count * 2);
            ages = Arrays.copyOf(ages, count * 2);
        }
        ends[count] = written;
        ages[count] = (int) (nowMillis - bornMillis);
        count++;
    }

    /** Closes the segment. It must have no open record, and takes no further one. */
    void close() {
        byte[] json = encoder.encode(type, first, last(), timeOf(count), payload, 0, written);
        whole = Frame.records(json, first, last(), type.isOutput() ? written : 0, begin + written);
        base = json.length - RecordEncoder.tailBytes(type) - written;
        payload = json;
        ends = Arrays.copyOf(ends, count);
        ages = Arrays.copyOf(ages, count);
    }

    boolean isClosed() {
        return whole != null;
    }

    /** The frame with all of its records, or {@code null} while it is not closed. */
    Frame whole() {
        return whole;
    }

    /**
     * Builds the frame that begins with record {@code from} and has at most {@code limit} bytes, but at least one
     * record.
     */
    Frame cut(long from, int limit) {
        int before = (int) (from - first);
        int start = endOf(before);
        int records = Arrays.binarySearch(ends, before, count, start + limit);
        records = Math.max(before + 1, records >= 0 ? records + 1 : -records - 1);
        int end = endOf(records);
        long last = first + records - 1;
        byte[] json = encoder.encode(type, from, last, timeOf(records), payload, base + start, base + end);
        return Frame.records(json, from, last, type.isOutput() ? end - start : 0, begin + end);
    }

    long last() {
        return first + count - 1;
    }

    int records() {
        return count;
    }

    /** Bytes of the log up to and including the last sealed record of this segment. */
    long end() {
        return begin + sealedBytes();
    }

    long updatedMillis() {
        return count == 0 ? bornMillis : timeOf(count);
    }

    /** The sealed output as it was published. */
    byte[] text() {
        return textUpTo(count);
    }

    private byte[] textUpTo(int records) {
        return JsonText.unescape(payload, base, base + endOf(records));
    }

    /**
     * The terminal's state after a record of this segment, or before its first one.
     *
     * @param offset from {@code first - 1} to {@code last()}
     */
    String stateAfter(long offset) {
        int records = (int) (offset - first + 1);
        if (records == 0 || !type.isOutput()) {
            return beginning.state();
        }
        Terminal terminal = new Terminal();
        byte[] before = beginning.state().getBytes(UTF_8);
        terminal.read(before, 0, before.length);
        byte[] text = textUpTo(records);
        terminal.read(text, 0, text.length);
        return terminal.restoring();
    }

    int footprint() {
        return OVERHEAD
                + payload.length
                + PER_RECORD * ends.length
                + beginning.state().length();
    }

    private int sealedBytes() {
        return endOf(count);
    }

    private int endOf(int records) {
        return records == 0 ? 0 : ends[records - 1];
    }

    private long timeOf(int records) {
        return bornMillis + ages[records - 1];
    }
}
