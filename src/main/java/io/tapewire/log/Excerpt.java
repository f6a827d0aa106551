package io.tapewire.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.protocol.JsonText;
import io.tapewire.protocol.Providers;
import io.tapewire.protocol.RecordEncoder;
import io.tapewire.protocol.RecordType;
import io.tapewire.terminal.Terminal;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.util.List;

/**
 * Consecutive records of one type: those of a segment that are complete, at least one.
 *
 * <p>Refers to the segment's own arrays, so it costs nothing to make and nothing may be changed in them. At most a
 * frame's payload, 64 KiB by default. Immutable; any thread.
 */
public final class Excerpt implements Part {
    private final SegmentStart start;
    private final RecordEncoder encoder;
    private final byte[] payload;
    private final int base;
    private final Marks marks;

    /**
     * @param payload the records' payloads as they go over the wire, one after another
     * @param base where the first one begins in it
     * @param marks where each one ends, counted from {@code base}
     */
    Excerpt(SegmentStart start, RecordEncoder encoder, byte[] payload, int base, Marks marks) {
        this.start = start;
        this.encoder = encoder;
        this.payload = payload;
        this.base = base;
        this.marks = marks;
    }

    /**
     * These records and those that follow in others, as one.
     *
     * @param more excerpts of the same type, each the records after those of the one before it
     */
    public Excerpt with(List<Excerpt> more) {
        return more.isEmpty() ? this : Joining.join(this, more);
    }

    /** The records from this offset on, which is one of these. */
    Excerpt from(long offset, Beginning beginning) {
        int before = upTo(offset) - 1;
        SegmentStart later = new SegmentStart(type(), offset, start.begin() + marks.endOf(before), beginning);
        return new Excerpt(later, encoder, payload, base + marks.endOf(before), marks.after(before));
    }

    /** The type of all these records. */
    public RecordType type() {
        return start.type();
    }

    @Override
    public long first() {
        return start.first();
    }

    @Override
    public long last() {
        return start.first() + marks.count() - 1;
    }

    /** Bytes of the log before the first record. */
    public long begin() {
        return start.begin();
    }

    /** Bytes of the log up to and including the last record. */
    public long end() {
        return start.begin() + marks.endOf(marks.count());
    }

    SegmentStart start() {
        return start;
    }

    RecordEncoder encoder() {
        return encoder;
    }

    Marks marks() {
        return marks;
    }

    /** When the record entered the log, in milliseconds of the epoch. */
    public long millisOf(long offset) {
        return marks.timeOf(upTo(offset));
    }

    /**
     * The payloads of all these records as they are stored: output as the inside of a JSON string, everything else as
     * a JSON object. Must not be changed, and must not be read outside {@link #from} and {@link #to}.
     */
    public byte[] payload() {
        return payload;
    }

    /** Where a record begins in {@link #payload}. */
    public int from(long offset) {
        return base + marks.endOf(upTo(offset) - 1);
    }

    /** Where a record ends in {@link #payload}. */
    public int to(long offset) {
        return base + marks.endOf(upTo(offset));
    }

    /** The output of the records {@code from} to {@code to} as it was published: UTF-8 between two escape sequences. */
    public byte[] output(long from, long to) {
        return JsonText.unescape(payload, from(from), to(to));
    }

    /** How many bytes {@link #output} returns. */
    public int outputBytes(long from, long to) {
        return JsonText.unescapedLength(payload, from(from), to(to));
    }

    /** The data of a record that is not output. */
    public JsonObject data(long offset) {
        int from = from(offset);
        try (var reader = Providers.JSON.createReader(new ByteArrayInputStream(payload, from, to(offset) - from))) {
            return reader.readObject();
        }
    }

    /** The JSON of a record that is not output. */
    String text(long offset) {
        return new String(payload, from(offset), to(offset) - from(offset), UTF_8);
    }

    /** The envelope of one record in the UTF-8 bytes of its JSON, as subscribers get it when it is not merged. */
    public byte[] envelope(long offset) {
        return encoder.encode(type(), offset, offset, millisOf(offset), payload, from(offset), to(offset));
    }

    /** Whether the output before the first record ends within a line. */
    public boolean beginsMidLine() {
        return start.beginning().midLine();
    }

    /**
     * Escape sequences that bring a fresh terminal into the state after a record; empty if that is the state of a
     * fresh terminal. Reads the output up to there.
     *
     * @param offset from {@code first() - 1}, for the state before all these records, to {@code last()}
     */
    public String stateAfter(long offset) {
        String before = start.beginning().state();
        if (offset < first() || !type().isOutput()) {
            return before;
        }
        Terminal terminal = new Terminal();
        byte[] restoring = before.getBytes(UTF_8);
        terminal.read(restoring, 0, restoring.length);
        byte[] output = output(first(), offset);
        terminal.read(output, 0, output.length);
        return terminal.restoring();
    }

    /**
     * Builds the frame that begins with record {@code from} and has at most {@code limit} bytes, but at least one
     * record.
     */
    Frame cut(long from, int limit) {
        int before = upTo(from) - 1;
        int begin = marks.endOf(before);
        int records = Math.max(before + 1, marks.endingBy(before, begin + limit));
        int end = marks.endOf(records);
        long last = first() + records - 1;
        byte[] json = encoder.encode(type(), from, last, marks.timeOf(records), payload, base + begin, base + end);
        return Frame.records(json, from, last, type().isOutput() ? end - begin : 0, start.begin() + end);
    }

    /** How many of these records there are up to and including this offset. */
    private int upTo(long offset) {
        return (int) (offset - start.first() + 1);
    }
}
