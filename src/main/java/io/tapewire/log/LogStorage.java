package io.tapewire.log;

import io.tapewire.event.StoreUnavailable;
import io.tapewire.protocol.RecordType;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How a log is kept beyond the memory: what its store takes and brings, and how far its readers get. A log that is kept in
 * memory alone has one, too, which does nothing. Any thread, unless a method is said to be guarded by the log.
 */
final class LogStorage implements Storing.Source {
    /** The log's, which is also held where a method is said to be guarded. */
    private final Object lock;

    private final Contents contents;
    private final Records records;
    private final LogBounds bounds;
    private final TimeSource clock;
    /** {@code null} if the log is kept in memory alone. */
    private final Storing storing;

    private volatile boolean replaced;
    private long markedAt;

    /** @param store {@code null} if the log is kept in memory alone */
    LogStorage(Object lock, Contents contents, Store store, LogSnapshot before, LogBounds bounds, TimeSource clock) {
        this.lock = lock;
        this.contents = contents;
        this.records = contents.records();
        this.bounds = bounds;
        this.clock = clock;
        this.storing = store == null ? null : new Storing(store, before, this);
        this.markedAt = before.last();
        if (storing != null) {
            records.spareAfter(before.last());
        }
    }

    @Override
    public Storing.Batch next() {
        synchronized (lock) {
            if (contents.ended()) {
                return Storing.Batch.NOTHING;
            }
            records.seal();
            List<Excerpt> unstored = records.after(storing.last(), storing.beginning());
            if (unstored.isEmpty()) {
                return Storing.Batch.NOTHING;
            }
            LogSnapshot after = storing.store().wantsSnapshot() || tellOfRuns(unstored) ? contents.snapshot() : null;
            int operations = isShared() ? contents.pending().count() : 0;
            Map<String, Long> messages = isShared() ? contents.pending().messages() : Map.of();
            return new Storing.Batch(
                    unstored, contents.runs().takeReceived(), records.state().next(), after, operations, messages);
        }
    }

    /** Other servers list the channel with its latest run, and find that in the newest snapshot. */
    private boolean tellOfRuns(List<Excerpt> unstored) {
        return isShared()
                && unstored.stream()
                        .anyMatch(each -> each.type() == RecordType.RUN_STARTED || each.type() == RecordType.RUN_ENDED);
    }

    @Override
    public void stored(Storing.Batch batch) {
        synchronized (lock) {
            storing.note(batch);
            records.spareAfter(storing.last());
            if (isShared()) {
                contents.pending().stored(batch.operations());
            }
        }
    }

    @Override
    public void refused(Storing.Batch batch) {
        synchronized (lock) {
            contents.runs().giveBack(batch.received());
        }
    }

    @Override
    public void adopt(List<Store.Commit> commits) {
        synchronized (lock) {
            if (!contents.ended()) {
                insert(commits);
            }
        }
    }

    /** Appends what other servers have stored, and behind that again what is not stored here. */
    private void insert(List<Store.Commit> commits) {
        List<Operation> again = contents.withdrawUnstored();
        records.dropAfter(storing.last(), storing.end(), storing.beginning());
        Set<String> elsewhere = new HashSet<>();
        for (Store.Commit commit : commits) {
            commit.records().forEach(contents.operations()::adopt);
            commit.received().forEach((run, received) -> {
                if (contents.runs().continuesElsewhere(run, received, clock.elapsedMillis())) {
                    elsewhere.add(run);
                }
            });
            storing.note(commit.newest(), records.state().next());
        }
        records.spareAfter(storing.last());
        contents.runs().heardElsewhere(clock.elapsedMillis());
        for (Operation operation : again) {
            // a producer that has gone to another server has sent again what is not stored here
            if (!(operation instanceof Operation.Data && elsewhere.contains(operation.run()))) {
                contents.carryOut(operation);
            }
        }
        contents.account();
    }

    @Override
    public void replaced() {
        replaced = true;
    }

    /** Whether the log was deleted on another server, or goes on in another epoch. */
    boolean isReplaced() {
        return replaced;
    }

    boolean isStored() {
        return storing != null;
    }

    /** Whether other servers append to this log. */
    boolean isShared() {
        return contents.pending() != null;
    }

    /** @throws NullPointerException if the log is kept in memory alone */
    Store store() {
        return storing.store();
    }

    /** Deletes what is stored. */
    void delete() {
        if (isStored()) {
            storing.alone(storing.store()::delete);
        }
    }

    boolean refresh() {
        return isShared() && storing.refresh();
    }

    void requireFresh() {
        if (isShared() && !storing.isAnswered()) {
            throw new StoreUnavailable();
        }
    }

    void awaitStored() {
        if (isShared() && !storing.awaitStored(clock, bounds.mostHoldMillis())) {
            throw new StoreUnavailable();
        }
    }

    boolean flush(boolean waits) {
        return isStored() && storing.flush(waits);
    }

    /** How many operations were sent to the store without an answer. */
    int unansweredOperations() {
        return storing.unansweredOperations();
    }

    boolean hasSomethingToStore() {
        synchronized (lock) {
            return isStored() && !contents.ended() && !isAllStored();
        }
    }

    /** Whether readers get everything that is sealed. Guarded by the log. */
    boolean isAllStored() {
        return records.last() == visible();
    }

    boolean hasFullFrameToStore() {
        synchronized (lock) {
            return isStored() && records.end() - storing.end() >= bounds.segmentBytes();
        }
    }

    boolean markIfQuiet(long quietMillis) {
        synchronized (lock) {
            if (!isStored() || contents.ended() || records.last() == markedAt || !records.isQuiet(quietMillis)) {
                return false;
            }
            markedAt = records.last();
        }
        return mark();
    }

    boolean mark() {
        if (!isStored()) {
            return false;
        }
        boolean more = storing.flush(true);
        storing.alone(() -> {
            LogSnapshot now = quiet();
            if (now != null) {
                storing.store().mark(now);
            }
        });
        // what came meanwhile found the store busy
        return storing.flush(true) || more;
    }

    /** What the log is, or {@code null} if something was appended that is not stored. */
    private LogSnapshot quiet() {
        synchronized (lock) {
            records.seal();
            return contents.ended() || !isAllStored() ? null : contents.snapshot();
        }
    }

    /** The last record that readers get. Guarded by the log. */
    long visible() {
        return storing == null ? records.last() : storing.last();
    }

    /** Bytes of the log up to and including that record. Guarded by the log. */
    long visibleEnd() {
        return storing == null ? records.end() : storing.end();
    }

    /** The oldest record that is kept anywhere. Guarded by the log. */
    long oldest() {
        return storing == null
                ? records.first()
                : Math.min(records.first(), storing.store().first());
    }

    /** Whether a record is to be read from the store. */
    boolean isOnlyStored(long offset) {
        synchronized (lock) {
            return storing != null
                    && offset < records.first()
                    && offset >= storing.store().first();
        }
    }
}
