package io.tapewire.log;

import io.tapewire.protocol.JsonText;
import io.tapewire.protocol.RecordEncoder;
import io.tapewire.protocol.RecordType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The records that a log retains in memory, in segments, and the record of output that is still open. Appends, seals
 * and forgets them, and knows the terminal's state at the end. Guarded by its log.
 */
final class Records {
    private final LogBounds bounds;
    private final RecordEncoder encoder;
    private final TimeSource clock;
    private final Segments segments = new Segments();
    private final StreamState state = new StreamState();
    private final JsonText.Progress progress = new JsonText.Progress();
    /** When the open record began, and when the last one was sealed, as time that has elapsed. */
    private long openMillis;

    private long sealedMillis;
    private long updatedMillis;
    private long last;
    private long end;
    /** Records after this one must not be forgotten. */
    private long spare = Long.MAX_VALUE;

    /** @param before what the log was before the first record that is appended here */
    Records(LogBounds bounds, RecordEncoder encoder, TimeSource clock, LogSnapshot before) {
        this.bounds = bounds;
        this.encoder = encoder;
        this.clock = clock;
        this.last = before.last();
        this.end = before.end();
        this.updatedMillis = before.updatedMillis();
        this.sealedMillis = clock.elapsedMillis();
        state.restore(before.state(), before.midLine());
    }

    /** From now on only records up to this one may be forgotten. */
    void spareAfter(long offset) {
        spare = offset;
    }

    /**
     * The records after an offset up to the last one, in as many excerpts as there are types and segments.
     *
     * @param beginning the state before the first of them
     */
    List<Excerpt> after(long offset, Beginning beginning) {
        List<Excerpt> parts = new ArrayList<>();
        for (long next = Math.max(offset + 1, first()); next <= last; ) {
            Excerpt whole = segments.at(next).excerpt();
            parts.add(next == whole.first() ? whole : whole.from(next, beginning));
            next = whole.last() + 1;
        }
        return parts;
    }

    /**
     * Appends output to the open record, sealing as many as get full.
     *
     * @param utf8 well-formed UTF-8 that begins and ends between two escape sequences
     */
    void append(RecordType type, byte[] utf8) {
        progress.read = 0;
        while (progress.read < utf8.length) {
            Segment segment = writable(type);
            boolean begins = !segment.isOpen();
            if (begins) {
                openMillis = clock.elapsedMillis();
            }
            int from = progress.read;
            segment.write(utf8, utf8.length, bounds.recordBytes(), progress);
            state.read(utf8, from, progress.read);
            if (begins && progress.read == from) {
                // the next escape sequence does not fit here: it gets its own segment
                segments.closeTail();
            }
            if (progress.read < utf8.length || segment.openBytes() >= bounds.recordBytes()) {
                seal();
                // checked here, too, because a single event can be larger than the whole log may be
                forget();
            }
        }
        forget();
    }

    /** Appends one record that is not output. */
    void appendMessage(RecordType type, byte[] json) {
        writable(type).write(json);
        seal();
        forget();
    }

    /** Drops the records after a place, and the open one, because those of other servers come first. */
    void dropAfter(long offset, long bytes, Beginning beginning) {
        segments.dropAfter(offset);
        last = offset;
        end = bytes;
        state.restart(beginning);
    }

    /** Appends records that were made by another server and follow the last one here; no record is open. */
    void adopt(Excerpt excerpt) {
        for (long offset = excerpt.first(); offset <= excerpt.last(); offset++) {
            int from = excerpt.from(offset);
            int to = excerpt.to(offset);
            long millis = excerpt.millisOf(offset);
            if (excerpt.type().isOutput()) {
                adoptOutput(excerpt, from, to, millis);
            } else {
                Segment own = begin(excerpt.type(), bounds.segmentBytes(), millis);
                own.write(Arrays.copyOfRange(excerpt.payload(), from, to));
                own.seal(millis);
                segments.closeTail();
                last = own.last();
                end = own.end();
            }
        }
        sealedMillis = clock.elapsedMillis();
        forget();
    }

    private void adoptOutput(Excerpt excerpt, int from, int to, long millis) {
        Segment segment = segments.tail();
        if (segment == null
                || segment.type() != excerpt.type()
                || !segment.fits(to - from)
                || segment.records() >= bounds.segmentRecords()
                || isTooOld(segment)) {
            segment = begin(excerpt.type(), Math.max(to - from, bounds.segmentBytes()), millis);
        }
        segment.write(excerpt.payload(), from, to, millis);
        byte[] output = JsonText.unescape(excerpt.payload(), from, to);
        state.read(output, 0, output.length);
        last = segment.last();
        end = segment.end();
    }

    private Segment begin(RecordType type, int capacity, long millis) {
        Segment segment = new Segment(new SegmentStart(type, last + 1, end, state.next()), encoder, capacity, millis);
        segments.add(segment);
        return segment;
    }

    private Segment writable(RecordType type) {
        Segment tail = segments.tail();
        if (tail == null
                || tail.type() != type
                || !tail.hasRoom()
                || tail.records() >= bounds.segmentRecords()
                || isTooOld(tail)) {
            seal();
            tail = begin(type, bounds.segmentBytes(), clock.millis());
        }
        return tail;
    }

    private boolean isTooOld(Segment segment) {
        // an open record is sealed soon after this check, long before its age overflows an int
        return !segment.isOpen() && clock.millis() - segment.bornMillis() > Integer.MAX_VALUE / 2;
    }

    /** Makes what was appended so far visible. */
    void seal() {
        if (isOpen()) {
            Segment tail = segments.tail();
            tail.seal(clock.millis());
            sealedMillis = clock.elapsedMillis();
            last = tail.last();
            end = tail.end();
            if (!tail.hasRoom()) {
                segments.closeTail();
            }
        }
    }

    /** Seals the open record if it is this old. */
    void sealOlderThan(long millis) {
        if (isOpen() && clock.elapsedMillis() - openMillis >= millis) {
            seal();
        }
    }

    /** Forgets the oldest segments as far as the log's bounds require it. */
    private void forget() {
        while (segments.size() > 1
                && segments.oldest().last() <= spare
                && (segments.footprint() > bounds.mostBytes() || last - first() + 1 > bounds.mostRecords())) {
            segments.dropOldest();
        }
    }

    /** Forgets the oldest segment. Returns false if there was none. */
    boolean forgetOldest() {
        seal();
        if (segments.isEmpty() || segments.oldest().last() > spare) {
            return false;
        }
        updatedMillis = updatedMillis();
        segments.dropOldest();
        return true;
    }

    void clear() {
        segments.clear();
    }

    private boolean isOpen() {
        return segments.tail() != null && segments.tail().isOpen();
    }

    /** The segment with this record, or the one before it; {@code null} if all segments begin later. */
    Segment segmentAt(long offset) {
        return segments.at(offset);
    }

    /** Offset of the oldest record; {@code last() + 1} if there is none. */
    long first() {
        return segments.isEmpty() ? last + 1 : segments.oldest().first();
    }

    /** Offset of the last visible record; 0 if there was none yet. */
    long last() {
        return last;
    }

    /** Bytes of all records up to the last visible one, including forgotten ones. */
    long end() {
        return end;
    }

    /** Bytes of the log up to and including this offset, or the nearest one that is known. */
    long bytesAt(long offset) {
        if (offset >= last || segments.isEmpty()) {
            return end;
        }
        Segment segment = segments.at(offset + 1);
        return (segment == null ? segments.oldest() : segment).begin();
    }

    /** When the last record entered the log, in milliseconds of the epoch; 0 if there was none. */
    long updatedMillis() {
        return segments.isEmpty() ? updatedMillis : segments.tail().updatedMillis();
    }

    /** Whether there is none, or it {@link #isQuiet}. */
    boolean isIdle(long idleMillis) {
        return segments.isEmpty() || isQuiet(idleMillis);
    }

    /** Whether no record is open, and none was sealed in this time, nor has this object been made in it. */
    boolean isQuiet(long quietMillis) {
        return !isOpen() && clock.elapsedMillis() - sealedMillis >= quietMillis;
    }

    /** The state at the end, including the open record. */
    StreamState state() {
        return state;
    }

    /** Escape sequences for the state after this record; empty if the next record has been forgotten. */
    String stateAfter(long offset) {
        if (offset >= last && !isOpen()) {
            return state.next().state();
        }
        Segment segment = segments.at(offset + 1);
        if (segment == null) {
            return Beginning.FRESH.state();
        }
        return segment.excerpt().stateAfter(Math.min(offset, last));
    }

    /** Bytes of memory. */
    long footprint() {
        return segments.footprint();
    }
}
