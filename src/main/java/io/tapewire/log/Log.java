package io.tapewire.log;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.protocol.JsonText;
import io.tapewire.protocol.RecordEncoder;
import io.tapewire.protocol.RecordType;
import java.io.IOException;
import java.io.OutputStream;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A channel's records in order, at offsets 1, 2, 3, …: append at one end, read runs from any place, forget at the other end.
 *
 * <p>Output is gathered in an open record that no reader sees. It is sealed, which gives it its offset, when it is large
 * enough, when something else follows, and whenever {@link #seal} is called: by a sender that is ready for more, or by
 * the batch timer. So batches are as small as the viewers can take and as large as they must be.
 *
 * <p>Any thread; every method holds the lock for a copy of a frame's size at most.
 */
public final class Log {
    private final String epoch;
    private final Memory memory;
    private final InstantSource clock;
    private final RecordEncoder encoder;
    private final int recordBytes;
    private final int segmentBytes;
    private final long mostBytes;
    private final long mostRecords;
    private final long segmentRecords;

    private final TreeMap<Long, Segment> segments = new TreeMap<>();
    private final JsonText.Progress progress = new JsonText.Progress();
    private final SharedFrames frames = new SharedFrames();
    private Segment tail;
    private long openMillis;
    private long updatedMillis;
    private long last;
    private long end;
    private long closedFootprint;
    private volatile long accounted;
    private boolean ended;

    public Log(String channel, String epoch, Limits limits, Memory memory, InstantSource clock) {
        this.epoch = epoch;
        this.memory = memory;
        this.clock = clock;
        this.encoder = new RecordEncoder(channel, epoch);
        this.recordBytes = limits.asInt(Limit.BATCH_BYTES);
        this.mostBytes = limits.of(Limit.CHANNEL_BYTES);
        this.mostRecords = limits.of(Limit.CHANNEL_RECORDS);
        int frame = limits.asInt(Limit.FRAME_BYTES) - RecordEncoder.ENVELOPE_BYTES - channel.length();
        // a log of few bytes forgets in small steps
        this.segmentBytes = (int) Math.min(frame, Math.max(recordBytes, mostBytes / 8));
        this.segmentRecords = Math.max(1, mostRecords / 8);
    }

    public String epoch() {
        return epoch;
    }

    /**
     * Appends output to the open record, sealing as many as get full.
     *
     * @param utf8 well-formed UTF-8
     * @return false if this log has ended and took nothing
     */
    public synchronized boolean append(RecordType type, byte[] utf8) {
        if (ended) {
            return false;
        }
        progress.read = 0;
        while (progress.read < utf8.length) {
            Segment segment = writable(type);
            if (!segment.isOpen()) {
                openMillis = clock.millis();
            }
            segment.write(utf8, utf8.length, recordBytes, progress);
            if (progress.read < utf8.length || segment.openBytes() >= recordBytes) {
                seal();
                // not at the end alone: a single event can be larger than the whole log may be
                forget();
            }
        }
        forget();
        return true;
    }

    /**
     * Appends one record that is not output.
     *
     * @param json its {@code data} object
     * @return false if this log has ended and took nothing
     */
    public synchronized boolean appendMessage(RecordType type, byte[] json) {
        if (ended) {
            return false;
        }
        writable(type).write(json);
        seal();
        forget();
        return true;
    }

    /** Makes what was appended so far visible. Returns the last visible offset. */
    public synchronized long seal() {
        if (tail != null && tail.isOpen()) {
            tail.seal(clock.millis());
            last = tail.last();
            end = tail.end();
            if (!tail.hasRoom()) {
                closeTail();
            }
        }
        return last;
    }

    /** Does the same if the open record is this old; lets go of what was kept for readers if none came since last time. */
    public synchronized void sealOlderThan(long millis) {
        if (tail != null && tail.isOpen() && clock.millis() - openMillis >= millis) {
            seal();
        }
        frames.forgetUnwanted();
    }

    /**
     * The next frame after a position.
     *
     * @param after position of the last record the reader has
     * @param limit bytes of output that the reader can take; it gets one record at least
     * @param reason what to say if records after that position are gone
     * @return records, or the {@code gap} in their place, or {@code null} if there is nothing yet
     */
    public synchronized Frame read(long after, int limit, Gap.Reason reason) {
        if (ended || after >= last) {
            return null;
        }
        long oldest = segments.isEmpty() ? last + 1 : segments.firstKey();
        if (after + 1 < oldest) {
            return Gap.frame(encoder, after + 1, oldest - 1, bytesAt(oldest - 1), reason, clock.millis());
        }
        Segment segment = segments.floorEntry(after + 1).getValue();
        return frames.of(segment, after + 1, limit);
    }

    /** Ends this log: it takes and shows nothing more. */
    public synchronized void end() {
        seal();
        ended = true;
        segments.clear();
        frames.forget();
        tail = null;
        closedFootprint = 0;
        account();
    }

    /** Ends it if it is empty or has not grown for so long. Returns whether it has ended. */
    public synchronized boolean endIfIdle(long idleMillis) {
        if (!ended && (tail == null || (!tail.isOpen() && clock.millis() - tail.updatedMillis() >= idleMillis))) {
            end();
        }
        return ended;
    }

    /** The gap of a reader that stands here when the log ends, which it has by then: nothing may be added behind the gap. */
    public synchronized Frame restartGap(long after) {
        end();
        return Gap.frame(encoder, after + 1, Math.max(after, last), end, Gap.Reason.RESTART, clock.millis());
    }

    /** Bytes of the log up to and with this offset, or to the nearest one that is known. */
    public synchronized long bytesAt(long offset) {
        if (offset >= last || segments.isEmpty()) {
            return end;
        }
        var segment = segments.floorEntry(offset + 1);
        return segment == null ? segments.firstEntry().getValue().begin : segment.getValue().begin;
    }

    /** Whether a full frame waits after this many bytes of the log. */
    public synchronized boolean hasFullFrame(long bytes) {
        return end - bytes >= segmentBytes;
    }

    /** Forgets the oldest segment, to make room for other channels. Returns whether there was one to spare. */
    public synchronized boolean forgetOldest() {
        if (segments.isEmpty()) {
            return false;
        }
        if (segments.size() == 1) {
            seal();
            if (tail.whole() == null) {
                closeTail();
            }
            updatedMillis = tail.updatedMillis();
            tail = null;
        }
        drop();
        account();
        return true;
    }

    public synchronized Span span() {
        long records = 0;
        long raw = 0;
        if (!segments.isEmpty()) {
            records = last - segments.firstKey() + 1;
            raw = end - segments.firstEntry().getValue().begin;
        }
        long updated = tail == null ? updatedMillis : tail.updatedMillis();
        return new Span(epoch, last - records + 1, last, raw, updated, end);
    }

    /** Bytes of memory. */
    public long footprint() {
        return accounted;
    }

    /** Writes the retained output as it was published. The lock is held for one segment at a time. */
    public void writeTo(OutputStream out) throws IOException {
        List<Segment> snapshot;
        synchronized (this) {
            seal();
            snapshot = new ArrayList<>(segments.values());
        }
        for (Segment segment : snapshot) {
            if (segment.type.isOutput()) {
                byte[] text;
                synchronized (this) {
                    text = segment.text();
                }
                out.write(text);
            }
        }
    }

    /** A retained run as a reader sees it: where it begins and ends, and since when. */
    public record Span(String epoch, long first, long last, long bytes, long updatedMillis, long end) {
        /** Bytes of the log that are forgotten. */
        public long begin() {
            return end - bytes;
        }
    }

    private Segment writable(RecordType type) {
        if (tail == null
                || tail.type != type
                || !tail.hasRoom()
                || tail.records() >= segmentRecords
                || isTooOld(tail)) {
            seal();
            if (tail != null && tail.whole() == null) {
                closeTail();
            }
            tail = new Segment(type, last + 1, end, encoder, segmentBytes, clock.millis());
            segments.put(tail.first, tail);
        }
        return tail;
    }

    private boolean isTooOld(Segment segment) {
        // an open record began when this was last asked, and is sealed long before the other half has passed
        return !segment.isOpen() && clock.millis() - segment.bornMillis > Integer.MAX_VALUE / 2;
    }

    private void closeTail() {
        tail.close();
        closedFootprint += tail.footprint();
    }

    private void forget() {
        while (segments.size() > 1 && (footprintNow() > mostBytes || last - segments.firstKey() + 1 > mostRecords)) {
            drop();
        }
        account();
    }

    private void drop() {
        Segment oldest = segments.pollFirstEntry().getValue();
        closedFootprint -= oldest.footprint();
    }

    private long footprintNow() {
        return closedFootprint + (tail == null || tail.whole() != null ? 0 : tail.footprint());
    }

    private void account() {
        long now = footprintNow();
        long before = accounted;
        if (now != before) {
            memory.add(now - before);
            accounted = now;
        }
    }
}
