package io.tapewire.log;

import io.tapewire.config.Limits;
import io.tapewire.event.RunEnded;
import io.tapewire.event.RunOutcome;
import io.tapewire.event.RunStarted;
import io.tapewire.protocol.JsonText;
import io.tapewire.protocol.Payload;
import io.tapewire.protocol.RecordEncoder;
import io.tapewire.protocol.RecordType;
import java.time.InstantSource;
import java.util.List;

/**
 * A channel's records in order. Offsets are 1, 2, 3, …. Records are appended at one end, read anywhere, and forgotten
 * at the other end.
 *
 * <p>Output is gathered in an open record that no reader sees. Sealing gives the record its offset. It is sealed when
 * it is large enough, when a record of another type follows, and when {@link #seal} is called by a sender that can
 * send more or by the batch timer. So a batch is as small as the viewers' pace allows.
 *
 * <p>Any thread; every method holds the lock for a copy of a frame's size at most.
 */
public final class Log {
    private final String channel;
    private final String epoch;
    private final LogBounds bounds;
    private final Memory memory;
    private final InstantSource clock;
    private final RecordEncoder encoder;

    private final Segments segments = new Segments();
    private final Runs runs;
    private final StreamState state = new StreamState();
    private final JsonText.Progress progress = new JsonText.Progress();
    private final SharedFrames frames = new SharedFrames();
    private long openMillis;
    private long updatedMillis;
    private long last;
    private long end;
    private volatile long accounted;
    private boolean ended;

    public Log(String channel, String epoch, Limits limits, Memory memory, InstantSource clock) {
        this.channel = channel;
        this.epoch = epoch;
        this.bounds = LogBounds.of(limits, channel);
        this.memory = memory;
        this.clock = clock;
        this.encoder = new RecordEncoder(channel, epoch);
        this.runs = new Runs(bounds.mostRuns());
    }

    public String epoch() {
        return epoch;
    }

    /** Appends output that belongs to no declared run, see {@link #append(RecordType, byte[], String)}. */
    public boolean append(RecordType type, byte[] utf8) {
        return append(type, utf8, null);
    }

    /**
     * Appends output to the open record, sealing as many as get full.
     *
     * @param utf8 well-formed UTF-8 that begins and ends between two escape sequences
     * @param run the name of the run that printed it; {@code null} if there is none. A name that was not declared
     *     counts as none
     * @return false if this log has ended and took nothing
     */
    public synchronized boolean append(RecordType type, byte[] utf8, String run) {
        if (ended) {
            return false;
        }
        if (run != null) {
            runs.printed(run, utf8, clock.millis());
        }
        progress.read = 0;
        while (progress.read < utf8.length) {
            Segment segment = writable(type);
            boolean begins = !segment.isOpen();
            if (begins) {
                openMillis = clock.millis();
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

    /**
     * Starts a run, unless it was declared like this before.
     *
     * @return false if this log has ended and took nothing
     * @throws io.tapewire.event.RunRefused if the name belongs to another run
     */
    public synchronized boolean start(RunStarted event) {
        if (ended) {
            return false;
        }
        if (runs.isNew(event)) {
            appendMessage(RecordType.RUN_STARTED, Payload.of(event));
            runs.start(event, last, clock.millis());
            account();
        }
        return true;
    }

    /**
     * Ends a run. Output that nobody declared as a run gets a record only if it was cut off or leaves the terminal in
     * another state. The same applies to output that came after its run's end.
     *
     * @return false if this log has ended and took nothing
     * @throws io.tapewire.event.RunRefused if the run has ended before in another way
     */
    public synchronized boolean end(RunEnded event) {
        if (ended) {
            return false;
        }
        if (runs.isKnown(event)) {
            return true;
        }
        boolean open = runs.isOpen(event.run());
        boolean reset = !state.isFresh() && runs.mayHaveLeftState(event.run());
        if (open || reset || event.outcome() != RunOutcome.FINISHED) {
            appendMessage(RecordType.RUN_ENDED, Payload.of(event, open ? event.run() : null, reset));
        }
        if (reset) {
            state.reset();
        }
        runs.end(event, last, clock.millis());
        return true;
    }

    /** The names of the open runs whose producers have been silent this long. */
    public synchronized List<String> silentRuns(long silentMillis) {
        return runs.silentSince(clock.millis() - silentMillis);
    }

    /** Adds to the number of bytes that a run's producer has sent. */
    public synchronized void received(String run, long bytes) {
        runs.received(run, bytes, clock.millis());
    }

    /** The run with this name, or {@code null}. */
    public synchronized Run run(String name) {
        return runs.find(name);
    }

    /** Up to {@code limit} of the latest runs, newest first. */
    public synchronized List<Run> runs(int limit) {
        return runs.latest(limit);
    }

    /** Makes what was appended so far visible. Returns the last visible offset. */
    public synchronized long seal() {
        Segment tail = segments.tail();
        if (tail != null && tail.isOpen()) {
            tail.seal(clock.millis());
            last = tail.last();
            end = tail.end();
            if (!tail.hasRoom()) {
                segments.closeTail();
            }
        }
        return last;
    }

    /**
     * Seals the open record if it is this old. Also discards the shared frames if nobody has read since the last
     * call.
     */
    public synchronized void sealOlderThan(long millis) {
        Segment tail = segments.tail();
        if (tail != null && tail.isOpen() && clock.millis() - openMillis >= millis) {
            seal();
        }
        frames.forgetUnwanted();
    }

    /**
     * The next frame after a position.
     *
     * @param after position of the last record the reader has
     * @param limit bytes of output that the reader can take; it gets at least one record
     * @param reason what to say if records after that position are gone
     * @return records, or a {@code gap} that replaces them, or {@code null} if there is nothing yet
     */
    public synchronized Frame read(long after, int limit, Gap.Reason reason) {
        if (ended || after >= last) {
            return null;
        }
        long oldest = segments.isEmpty() ? last + 1 : segments.oldest().first;
        if (after + 1 < oldest) {
            return new Gap(channel, epoch, after + 1, oldest - 1, bytesAt(oldest - 1), reason)
                    .frame(contextAfter(oldest - 1), clock.millis());
        }
        return frames.of(segments.at(after + 1), after + 1, limit);
    }

    /**
     * What a reader that begins after this offset must know. Empty if the next record has been evicted: then a gap
     * follows that says it.
     */
    public synchronized Context contextAfter(long offset) {
        return new Context(stateAfter(offset), runs.after(offset));
    }

    private String stateAfter(long offset) {
        Segment tail = segments.tail();
        if (offset >= last && (tail == null || !tail.isOpen())) {
            return state.next().state();
        }
        Segment segment = segments.at(offset + 1);
        return segment == null ? Beginning.FRESH.state() : segment.stateAfter(Math.min(offset, last));
    }

    /** Ends this log. Nothing can be appended or read afterwards. */
    public synchronized void end() {
        seal();
        ended = true;
        segments.clear();
        frames.forget();
        memory.add(-accounted);
        accounted = 0;
    }

    /**
     * Ends the log if it has no open run, and is empty or has not grown for this long. Returns whether it has ended.
     */
    public synchronized boolean endIfIdle(long idleMillis) {
        Segment tail = segments.tail();
        if (!ended
                && !runs.hasOpen()
                && (tail == null || (!tail.isOpen() && clock.millis() - tail.updatedMillis() >= idleMillis))) {
            end();
        }
        return ended;
    }

    /**
     * Ends the log and returns the gap for a reader at this offset. The log must end first, so that nothing is
     * appended after the gap.
     */
    public synchronized Frame restartGap(long after) {
        end();
        return new Gap(channel, epoch, after + 1, Math.max(after, last), end, Gap.Reason.RESTART)
                .frame(Context.NONE, clock.millis());
    }

    /** Bytes of the log up to and including this offset, or the nearest one that is known. */
    public synchronized long bytesAt(long offset) {
        if (offset >= last || segments.isEmpty()) {
            return end;
        }
        Segment segment = segments.at(offset + 1);
        return (segment == null ? segments.oldest() : segment).begin;
    }

    /** Whether there is at least one full frame after this many bytes of the log. */
    public synchronized boolean hasFullFrame(long bytes) {
        return end - bytes >= bounds.segmentBytes();
    }

    /** Forgets the oldest segment to make room for other channels. Returns false if there was none. */
    public synchronized boolean forgetOldest() {
        if (segments.isEmpty()) {
            return false;
        }
        seal();
        updatedMillis = segments.tail().updatedMillis();
        segments.dropOldest();
        account();
        return true;
    }

    public synchronized Span span() {
        long records = 0;
        long raw = 0;
        if (!segments.isEmpty()) {
            records = last - segments.oldest().first + 1;
            raw = end - segments.oldest().begin;
        }
        long updated = segments.isEmpty() ? updatedMillis : segments.tail().updatedMillis();
        return new Span(epoch, last - records + 1, last, raw, updated, end);
    }

    /** Bytes of memory. */
    public long footprint() {
        return accounted;
    }

    /** The segments that are retained now; they stay readable when the log forgets them. */
    synchronized List<Segment> retained() {
        seal();
        return segments.list();
    }

    synchronized byte[] textOf(Segment segment) {
        return segment.text();
    }

    private Segment writable(RecordType type) {
        Segment tail = segments.tail();
        if (tail == null
                || tail.type != type
                || !tail.hasRoom()
                || tail.records() >= bounds.segmentRecords()
                || isTooOld(tail)) {
            seal();
            tail = new Segment(type, last + 1, end, state.next(), encoder, bounds.segmentBytes(), clock.millis());
            segments.add(tail);
        }
        return tail;
    }

    private boolean isTooOld(Segment segment) {
        // an open record is sealed soon after this check, long before its age overflows an int
        return !segment.isOpen() && clock.millis() - segment.bornMillis > Integer.MAX_VALUE / 2;
    }

    private void forget() {
        while (segments.size() > 1
                && (segments.footprint() > bounds.mostBytes()
                        || last - segments.oldest().first + 1 > bounds.mostRecords())) {
            segments.dropOldest();
        }
        account();
    }

    private void account() {
        long now = segments.footprint() + runs.footprint();
        long before = accounted;
        if (now != before) {
            memory.add(now - before);
            accounted = now;
        }
    }
}
