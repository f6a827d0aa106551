package io.tapewire.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.config.Limits;
import io.tapewire.event.RunEnded;
import io.tapewire.event.RunStarted;
import io.tapewire.protocol.RecordType;
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
    /** Who reads a log goes on within this time: no server waits longer for a reader that takes nothing. */
    private static final long READING_MILLIS = 120_000;

    private final String channel;
    private final LogBounds bounds;
    private final TimeSource clock;

    private final Contents contents;
    private final Records records;
    private final Runs runs;
    private final Tasks tasks;
    private final LogStorage storage;
    private final Reading reading;

    /** An empty log that is kept in memory alone. */
    public Log(String channel, String epoch, Limits limits, Memory memory, TimeSource clock) {
        this(channel, LogSnapshot.startingWith(epoch), null, limits, memory, clock);
    }

    /**
     * A log that goes on from what is stored.
     *
     * @param before what the log was after the last stored record
     * @param store has the records up to there, and gets the new ones; {@code null} if nothing is stored
     */
    public Log(String channel, LogSnapshot before, Store store, Limits limits, Memory memory, TimeSource clock) {
        this.channel = channel;
        this.bounds = LogBounds.of(limits, channel);
        this.clock = clock;
        this.contents = new Contents(channel, before, store != null && store.isShared(), bounds, memory, clock);
        this.records = contents.records();
        this.runs = contents.runs();
        this.tasks = contents.tasks();
        this.storage = new LogStorage(this, contents, store, before, bounds, clock);
        this.reading = new Reading(this, channel, contents, storage, bounds, clock);
    }

    /** The message that this thread is about to append, if it must not be repeated on another server; or {@code null}. */
    private RequestMessage message() {
        return isShared() ? RequestMessage.of(channel) : null;
    }

    /** Deletes what is stored of a log that has ended. Waits for the disk. */
    public void deleteStored() {
        storage.delete();
    }

    /** Writes down what the log is, as {@link #mark} does, if it has not grown for this long and was not marked since. */
    public boolean markIfQuiet(long quietMillis) {
        return storage.markIfQuiet(quietMillis);
    }

    /** Whether other servers append to this log. */
    public boolean isShared() {
        return storage.isShared();
    }

    /** Whether the log was deleted on another server, or goes on in another epoch. */
    public boolean isReplaced() {
        return storage.isReplaced();
    }

    /**
     * Brings what other servers have appended so far. Waits for the store.
     *
     * @return whether readers get more than before because of this call
     */
    public boolean refresh() {
        return storage.refresh();
    }

    /**
     * To be called after {@link #refresh}.
     *
     * @throws io.tapewire.event.StoreUnavailable if the store has not answered, so that nobody knows what other servers have appended
     */
    public void requireFresh() {
        storage.requireFresh();
    }

    /**
     * Waits until everything that was appended so far is stored, if other servers append to this log.
     *
     * @throws io.tapewire.event.StoreUnavailable if the store does not answer for too long
     */
    public void awaitStored() {
        storage.awaitStored();
    }

    /** Whether this log is kept beyond the memory. */
    public boolean isStored() {
        return storage.isStored();
    }

    /**
     * Stores what was sealed so far, and seals what was appended after that. Waits for the disk.
     *
     * @param waits whether it must be stored when this returns; if not, a thread that is storing already does it
     * @return whether readers get more than before because of this call
     */
    public boolean flush(boolean waits) {
        return storage.flush(waits);
    }

    /** Whether there are sealed records that are not stored. */
    public boolean hasSomethingToStore() {
        return storage.hasSomethingToStore();
    }

    /** Whether there is at least a full frame that is not stored. */
    public boolean hasFullFrameToStore() {
        return storage.hasFullFrameToStore();
    }

    /**
     * Stores everything and writes down what the log is now, so that it goes on from here after the server's end without
     * being read. Waits for the disk.
     *
     * @return whether readers get more than before because of this call
     */
    public boolean mark() {
        return storage.mark();
    }

    /** The channel's name. */
    public String channel() {
        return channel;
    }

    public String epoch() {
        return contents.lineage().epoch();
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
    public boolean append(RecordType type, byte[] utf8, String run) {
        return append(type, utf8, run, utf8.length);
    }

    /**
     * Appends output like {@link #append(RecordType, byte[], String)}, if masking has changed its size.
     *
     * @param utf8 may be empty
     * @param read how many bytes of the run's text this stands for
     */
    public synchronized boolean append(RecordType type, byte[] utf8, String run, int read) {
        if (contents.ended()) {
            return false;
        }
        if (run != null) {
            runs.printed(run, utf8, read, clock.elapsedMillis());
        }
        contents.carryOut(new Operation.Data(type, utf8, run, message()));
        return true;
    }

    /**
     * Appends one record that is not output.
     *
     * @param json its {@code data} object
     * @return false if this log has ended and took nothing
     */
    public synchronized boolean appendMessage(RecordType type, byte[] json) {
        if (contents.ended()) {
            return false;
        }
        contents.carryOut(new Operation.Data(type, json, null, message()));
        return true;
    }

    /** Like {@link #appendMessage}, but gives the offset of the record, or 0 if this log has ended and took nothing. */
    public synchronized long appendPlaced(RecordType type, byte[] json) {
        return appendMessage(type, json) ? records.last() : 0;
    }

    /**
     * Appends the new status of a task and remembers it as the last one.
     *
     * @param json the {@code data} object of the record
     * @return false if this log has ended and took nothing
     */
    public synchronized boolean appendStatus(String taskId, byte[] json) {
        if (contents.ended()) {
            return false;
        }
        contents.carryOut(new Operation.Data(RecordType.TASK_STATUS, json, taskId, message()));
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
        if (contents.ended()) {
            return false;
        }
        if (runs.isNew(event)) {
            contents.carryOut(new Operation.Start(event));
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
        if (contents.ended()) {
            return false;
        }
        if (runs.isKnown(event)) {
            return true;
        }
        boolean open = runs.isOpen(event.run());
        endCutCharacter(event.run());
        contents.carryOut(new Operation.End(event, open, runs.mayHaveLeftState(event.run())));
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
        return runs.silentSince(clock.elapsedMillis() - silentMillis);
    }

    /**
     * A piece of a run's output has arrived and is about to be appended; {@link #received} follows. So the store is told
     * how much of the run the records include, also if only a part of the piece is appended at once.
     *
     * @param counted whether the producer counts its bytes and can send them again
     */
    public synchronized void expect(String run, Decoding piece, boolean counted) {
        runs.expect(run, piece, counted);
    }

    /** Adds to the number of bytes that a run's producer has sent. */
    public synchronized void received(String run, long bytes) {
        runs.received(run, bytes, clock.elapsedMillis());
    }

    /**
     * Adds to the number of bytes that a run's producer has sent, if another body will continue where they end.
     *
     * @param cut the beginning of a character that they end with and that was not appended; empty if there is none
     * @return false if the piece that was {@link #expect expected} is not here any more, because the run goes on at another
     *     server, or the log in another epoch. Then nothing is added: the producer sends it again
     */
    public synchronized boolean received(String run, long bytes, byte[] cut) {
        if (isShared() && !runs.isExpecting(run)) {
            return false;
        }
        received(run, bytes);
        runs.keepCut(run, cut);
        return true;
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

    /**
     * Completes the open record. Returns the offset of the last record that readers get, which can be an earlier one if
     * records are stored.
     */
    public synchronized long seal() {
        records.seal();
        return storage.visible();
    }

    /**
     * Seals the open record if it is this old. Also discards the shared frames if nobody has read since the last
     * call.
     */
    public synchronized void sealOlderThan(long millis) {
        records.sealOlderThan(millis);
        reading.forgetUnwanted();
    }

    /**
     * The next frame after a position.
     *
     * @param after position of the last record the reader has
     * @param limit bytes of output that the reader can take; it gets at least one record
     * @param reason what to say if records after that position are gone
     * @return records, or a {@code gap} that replaces them, or {@code null} if there is nothing yet
     */
    public Frame read(long after, int limit, Gap.Reason reason) {
        return reading.read(after, limit, reason);
    }

    /**
     * Like {@link #read}, if that needs no store that other servers share.
     *
     * @return {@code null} also if that has to be waited for: then there {@link #isMoreAfter is more}
     */
    public Frame readAtHand(long after, int limit) {
        return reading.readAtHand(after, limit);
    }

    /** Whether there is something to read after a position. */
    public boolean isMoreAfter(long position) {
        return reading.isMoreAfter(position);
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
    public Part partAt(long offset) {
        return reading.partAt(offset);
    }

    /**
     * What a reader that begins after this offset must know. Empty if the next record has been evicted: then a gap
     * follows that says it.
     */
    public Context contextAfter(long offset) {
        return reading.contextAfter(offset);
    }

    /** Whether the records up to this offset are those that a reader of this epoch has. */
    public synchronized boolean has(String wanted, long offset) {
        return offset <= storage.visible() && contents.lineage().has(wanted, offset);
    }

    /**
     * The last record that a reader has who had this epoch up to this offset, and that is in this log; 0 if there is none;
     * negative if the log never had this epoch.
     */
    public synchronized long sharedWith(String wanted, long offset) {
        return Math.min(Math.min(offset, storage.visible()), contents.lineage().sharedWith(wanted));
    }

    /** The same for a reader of another log. */
    public synchronized long sharedWith(Log other, long offset) {
        return Math.min(Math.min(offset, storage.visible()), contents.lineage().sharedWith(other.contents.lineage()));
    }

    /**
     * Where a reader begins that has nothing yet: before the oldest record, or so that it gets about as much as a log may
     * have in memory. The rest is history, and can be read over HTTP. Does not wait for a store that other servers share:
     * that is done by {@link #prepareJoin}.
     */
    public long joinPosition() {
        return reading.joinPosition();
    }

    /** Finds out where a reader begins that has nothing yet, if that is in a store that other servers share. */
    public void prepareJoin() {
        reading.prepareJoin();
    }

    /** Ends this log. Nothing can be appended or read afterwards. */
    public synchronized void end() {
        contents.end();
        reading.forgetFrames();
    }

    /** Ends the log if it {@link #isIdle}. Returns whether it has ended. */
    public synchronized boolean endIfIdle(long idleMillis) {
        if (isIdle(idleMillis)) {
            end();
        }
        return contents.ended();
    }

    /** Whether it has no open run, has nothing in memory or has not grown for this long, everything is stored, and nobody reads it. */
    public synchronized boolean isIdle(long idleMillis) {
        return !contents.ended()
                && !runs.hasOpen()
                && records.isIdle(idleMillis)
                && storage.isAllStored()
                && (records.last() == 0
                        || clock.elapsedMillis() - reading.readMillis() >= Math.min(idleMillis, READING_MILLIS));
    }

    /**
     * Whether this log has what another one of the channel has sent to the store last, without an answer. Waits for the
     * store.
     *
     * @throws io.tapewire.event.StoreUnavailable if it does not answer
     */
    public boolean hasSentOf(Log before) {
        return before.storage
                .store()
                .sent()
                .filter(sent -> sharedWith(before, sent.after()) == sent.after())
                .filter(storage.store()::has)
                .isPresent();
    }

    /**
     * Ends this log, which goes on as another one.
     *
     * @param sentIsStored whether that one {@link #hasSentOf has} what was sent last
     * @return what was appended and is not stored, without what its producers send again
     */
    public synchronized List<Operation> endUnstored(boolean sentIsStored) {
        List<Operation> unstored = contents.ended()
                ? List.of()
                : contents.pending().takeAll().stream()
                        .skip(sentIsStored ? storage.unansweredOperations() : 0)
                        .filter(each -> !(each instanceof Operation.Data && runs.isCounted(each.run())))
                        .toList();
        end();
        return unstored;
    }

    /** Appends what another log has not stored. */
    public synchronized void carryOn(List<Operation> unstored) {
        unstored.forEach(contents::carryOut);
    }

    /**
     * Ends the log and returns the gap for a reader at this offset. The log must end first, so that nothing is
     * appended after the gap.
     */
    public synchronized Frame restartGap(long after) {
        return endGap(after, Gap.Reason.RESTART);
    }

    /** The same if the log goes on without its last records, because the store has lost them. */
    public synchronized Frame lossGap(long after) {
        return endGap(after, Gap.Reason.DAMAGED);
    }

    private Frame endGap(long after, Gap.Reason reason) {
        end();
        long to = Math.max(after, storage.visible());
        return new Gap(channel, epoch(), after + 1, to, records.end(), reason, Context.NONE).frame(clock.millis());
    }

    /** Bytes of the log up to and including this offset, or the nearest one that is known. */
    public long bytesAt(long offset) {
        return reading.bytesAt(offset);
    }

    /** Whether there is at least one full frame after this many bytes of the log. */
    public synchronized boolean hasFullFrame(long bytes) {
        return storage.visibleEnd() - bytes >= bounds.segmentBytes();
    }

    /** Bytes of the log that are not in memory any more: who has not got these does not keep up. */
    public synchronized long bytesOnlyStored() {
        return records.bytesAt(records.first() - 1);
    }

    /**
     * Forgets the oldest segment to make room for other channels, or tasks if there is none. Returns false if there
     * was nothing to forget.
     */
    public synchronized boolean forgetOldest() {
        boolean forgotten = records.forgetOldest() || tasks.forgetHalf();
        contents.account();
        return forgotten;
    }

    public Span span() {
        return reading.span();
    }

    /** Bytes of memory. */
    public long footprint() {
        return contents.footprint();
    }
}
