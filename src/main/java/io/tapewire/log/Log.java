package io.tapewire.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.config.Limits;
import io.tapewire.event.RunEnded;
import io.tapewire.event.RunOutcome;
import io.tapewire.event.RunStarted;
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

    private final Records records;
    private final Runs runs;
    private final Tasks tasks;
    private final SharedFrames frames = new SharedFrames();
    private volatile long accounted;
    private boolean ended;

    public Log(String channel, String epoch, Limits limits, Memory memory, InstantSource clock) {
        this.channel = channel;
        this.epoch = epoch;
        this.bounds = LogBounds.of(limits, channel);
        this.memory = memory;
        this.clock = clock;
        this.records = new Records(bounds, new RecordEncoder(channel, epoch), clock);
        this.runs = new Runs(bounds.mostRuns());
        this.tasks = new Tasks(bounds.mostTasks(), bounds.mostTasksBytes());
    }

    /** The channel's name. */
    public String channel() {
        return channel;
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
        records.append(type, utf8);
        account();
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
        records.appendMessage(type, json);
        account();
        return true;
    }

    /**
     * Appends the new status of a task and remembers it as the last one.
     *
     * @param json the {@code data} object of the record
     * @return false if this log has ended and took nothing
     */
    public synchronized boolean appendStatus(String taskId, byte[] json) {
        if (!appendMessage(RecordType.TASK_STATUS, json)) {
            return false;
        }
        tasks.changed(new Task(taskId, new String(json, UTF_8), records.last(), records.updatedMillis()));
        account();
        return true;
    }

    /** The last status of each task that is remembered; the one that changed last comes last. */
    public synchronized List<Task> tasks() {
        return tasks.list();
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
            runs.start(event, records.last(), clock.millis());
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
        endCutCharacter(event.run());
        boolean reset = !records.state().isFresh() && runs.mayHaveLeftState(event.run());
        if (open || reset || event.outcome() != RunOutcome.FINISHED) {
            appendMessage(RecordType.RUN_ENDED, Payload.of(event, open ? event.run() : null, reset));
        }
        if (reset) {
            records.state().reset();
        }
        runs.end(event, records.last(), clock.millis());
        return true;
    }

    /** Its rest will not come, so it becomes U+FFFD. */
    private void endCutCharacter(String run) {
        byte[] cut = runs.takeCut(run);
        if (cut.length > 0) {
            append(RecordType.OUTPUT, new String(cut, UTF_8).getBytes(UTF_8), run);
        }
    }

    /** The names of the open runs whose producers have been silent this long. */
    public synchronized List<String> silentRuns(long silentMillis) {
        return runs.silentSince(clock.millis() - silentMillis);
    }

    /** Adds to the number of bytes that a run's producer has sent. */
    public synchronized void received(String run, long bytes) {
        runs.received(run, bytes, clock.millis());
    }

    /**
     * Adds to the number of bytes that a run's producer has sent, if another body will continue where they end.
     *
     * @param cut the beginning of a character that they end with and that was not appended; empty if there is none
     */
    public synchronized void received(String run, long bytes, byte[] cut) {
        received(run, bytes);
        runs.keepCut(run, cut);
    }

    /** Records that a run's producer has lost its connection and will continue. */
    public synchronized void cutOff(String run) {
        runs.cutOff(run);
    }

    /** Whether a run is open whose producer has lost its connection and has not continued yet. */
    public synchronized boolean isCutOff(String run) {
        return runs.isCutOff(run);
    }

    /** The beginning of a character that the bytes received of a run end with; empty if there is none. */
    public synchronized byte[] cutCharacter(String run) {
        return runs.cut(run);
    }

    /** The run with this name, or {@code null}. */
    public synchronized Run run(String name) {
        return runs.find(name);
    }

    /**
     * The run that is open after this offset; of several the latest one with a size, or else the latest one.
     *
     * @return {@code null} if there is none
     */
    public synchronized Run runAfter(long offset) {
        return runs.after(offset);
    }

    /** Up to {@code limit} of the latest runs, newest first. */
    public synchronized List<Run> runs(int limit) {
        return runs.latest(limit);
    }

    /** Makes what was appended so far visible. Returns the last visible offset. */
    public synchronized long seal() {
        records.seal();
        return records.last();
    }

    /**
     * Seals the open record if it is this old. Also discards the shared frames if nobody has read since the last
     * call.
     */
    public synchronized void sealOlderThan(long millis) {
        records.sealOlderThan(millis);
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
        if (ended || after >= records.last()) {
            return null;
        }
        if (after + 1 < records.first()) {
            return evicted(after + 1, reason).frame(clock.millis());
        }
        return frames.of(records.segmentAt(after + 1), after + 1, limit);
    }

    /**
     * The part of the log with this record. Does not seal: a reader that wants everything calls {@link #seal} first.
     *
     * <p>This is how history is read, forwards from {@code part.last() + 1} and backwards from
     * {@code part.first() - 1}. It holds the log's lock for a look-up and copies nothing.
     *
     * @param offset 1 or more
     * @return all records of its segment that are complete now; or, if it is gone, the gap from this offset on; or
     *     {@code null} if there is no such record yet
     */
    public synchronized Part partAt(long offset) {
        if (offset > records.last()) {
            return null;
        }
        if (ended) {
            return new Gap(channel, epoch, offset, records.last(), records.end(), Gap.Reason.RESTART, Context.NONE);
        }
        return offset < records.first()
                ? evicted(offset, Gap.Reason.EVICTED)
                : records.segmentAt(offset).excerpt();
    }

    private Gap evicted(long first, Gap.Reason reason) {
        long last = records.first() - 1;
        return new Gap(channel, epoch, first, last, records.bytesAt(last), reason, contextAfter(last));
    }

    /**
     * What a reader that begins after this offset must know. Empty if the next record has been evicted: then a gap
     * follows that says it.
     */
    public synchronized Context contextAfter(long offset) {
        return new Context(records.stateAfter(offset), runs.after(offset));
    }

    /** Ends this log. Nothing can be appended or read afterwards. */
    public synchronized void end() {
        seal();
        ended = true;
        records.clear();
        tasks.clear();
        frames.forget();
        memory.add(-accounted);
        accounted = 0;
    }

    /**
     * Ends the log if it has no open run, and is empty or has not grown for this long. Returns whether it has ended.
     */
    public synchronized boolean endIfIdle(long idleMillis) {
        if (!ended && !runs.hasOpen() && records.isIdle(idleMillis)) {
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
        long to = Math.max(after, records.last());
        return new Gap(channel, epoch, after + 1, to, records.end(), Gap.Reason.RESTART, Context.NONE)
                .frame(clock.millis());
    }

    /** Bytes of the log up to and including this offset, or the nearest one that is known. */
    public synchronized long bytesAt(long offset) {
        return records.bytesAt(offset);
    }

    /** Whether there is at least one full frame after this many bytes of the log. */
    public synchronized boolean hasFullFrame(long bytes) {
        return records.end() - bytes >= bounds.segmentBytes();
    }

    /**
     * Forgets the oldest segment to make room for other channels, or tasks if there is none. Returns false if there
     * was nothing to forget.
     */
    public synchronized boolean forgetOldest() {
        boolean forgotten = records.forgetOldest() || tasks.forgetHalf();
        account();
        return forgotten;
    }

    public synchronized Span span() {
        long begin = records.bytesAt(records.first() - 1);
        return new Span(
                epoch, records.first(), records.last(), records.end() - begin, records.updatedMillis(), records.end());
    }

    /** Bytes of memory. */
    public long footprint() {
        return accounted;
    }

    private void account() {
        long now = records.footprint() + runs.footprint() + tasks.footprint();
        long before = accounted;
        if (now != before) {
            memory.add(now - before);
            accounted = now;
        }
    }
}
