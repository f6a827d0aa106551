package io.tapewire.log;

/**
 * How a log is read: what is in memory as it is there, what is only stored from the store, and a gap in place of what is
 * gone. Any thread; the log's lock is held for a look-up, or for a copy of a frame's size at most.
 */
final class Reading {
    private final Object lock;
    private final String channel;
    private final String epoch;
    private final Contents contents;
    private final Records records;
    private final LogStorage storage;
    private final LogBounds bounds;
    private final TimeSource clock;
    private final SharedFrames frames = new SharedFrames();
    /** {@code null} if the log is kept in memory alone. */
    private final StoredRecords storedRecords;

    private volatile long readMillis;
    /** Where somebody begins who has nothing, if not everything from there on is in memory. */
    private long farJoin;

    Reading(Object lock, String channel, Contents contents, LogStorage storage, LogBounds bounds, TimeSource clock) {
        this.lock = lock;
        this.channel = channel;
        this.epoch = contents.lineage().epoch();
        this.contents = contents;
        this.records = contents.records();
        this.storage = storage;
        this.bounds = bounds;
        this.clock = clock;
        this.storedRecords = storage.isStored() ? new StoredRecords(storage.store(), bounds.segmentBytes()) : null;
        // whoever opens a log is about to read it
        this.readMillis = clock.elapsedMillis();
    }

    /** When history was read last, or begun to be read, in the clock's milliseconds. */
    long readMillis() {
        return readMillis;
    }

    /** Discards frames that nobody has read since the last call. Guarded by the log. */
    void forgetUnwanted() {
        frames.forgetUnwanted();
        if (storedRecords != null) {
            storedRecords.forgetUnwanted();
        }
    }

    /** Guarded by the log. */
    void forgetFrames() {
        frames.forget();
    }

    /** See {@link Log#bytesAt}. */
    long bytesAt(long offset) {
        synchronized (lock) {
            if (storage.isStored() && offset < records.first() - 1) {
                return Math.min(records.bytesAt(offset), storage.store().begin());
            }
            return Math.min(records.bytesAt(offset), storage.visibleEnd());
        }
    }

    Span span() {
        synchronized (lock) {
            long begin = records.bytesAt(records.first() - 1);
            if (storage.isStored() && storage.store().first() < records.first()) {
                begin = storage.store().begin();
            }
            return new Span(
                    epoch,
                    storage.oldest(),
                    storage.visible(),
                    records.end() - begin,
                    records.updatedMillis(),
                    records.end());
        }
    }

    /** See {@link Log#read}. */
    Frame read(long after, int limit, Gap.Reason reason) {
        long offset = after + 1;
        synchronized (lock) {
            if (contents.ended() || offset > storage.visible()) {
                return null;
            }
            if (offset >= records.first()) {
                return frames.of(records.segmentAt(offset), offset, limit, storage.visible());
            }
        }
        if (!storage.isOnlyStored(offset)) {
            return evicted(offset, reason).frame(clock.millis());
        }
        Frame frame = storedRecords.frame(offset, limit);
        return frame != null ? frame : missing(offset).frame(clock.millis());
    }

    /** See {@link Log#readAtHand}. */
    Frame readAtHand(long after, int limit) {
        long offset = after + 1;
        synchronized (lock) {
            if (contents.ended() || offset > storage.visible()) {
                return null;
            }
            if (offset >= records.first()) {
                return frames.of(records.segmentAt(offset), offset, limit, storage.visible());
            }
        }
        return storedRecords.find(offset, limit);
    }

    /** See {@link Log#isMoreAfter}. */
    boolean isMoreAfter(long position) {
        synchronized (lock) {
            return !contents.ended() && position < storage.visible();
        }
    }

    /** The gap in place of a record that the store does not have, up to the next one that it has. */
    private Gap missing(long offset) {
        Excerpt following = storedRecords.from(offset);
        synchronized (lock) {
            long next = following == null ? records.first() : Math.min(following.first(), records.first());
            if (contents.ended()) {
                return restarted(offset);
            }
            if (offset >= storage.oldest()) {
                long last = Math.max(offset, next - 1);
                return new Gap(channel, epoch, offset, last, bytesAt(last), Gap.Reason.DAMAGED, Context.NONE);
            }
        }
        // it was removed for its age since the caller looked
        return evicted(offset, Gap.Reason.EVICTED);
    }

    private Gap restarted(long offset) {
        return new Gap(channel, epoch, offset, records.last(), records.end(), Gap.Reason.RESTART, Context.NONE);
    }

    /** See {@link Log#partAt}. */
    Part partAt(long offset) {
        readMillis = clock.elapsedMillis();
        synchronized (lock) {
            if (offset > storage.visible()) {
                return null;
            }
            if (contents.ended()) {
                return restarted(offset);
            }
            if (offset >= records.first()) {
                return records.segmentAt(offset).excerpt(storage.visible());
            }
        }
        if (!storage.isOnlyStored(offset)) {
            return evicted(offset, Gap.Reason.EVICTED);
        }
        Excerpt excerpt = storedRecords.from(offset);
        return excerpt != null && excerpt.first() <= offset ? excerpt : missing(offset);
    }

    private Gap evicted(long first, Gap.Reason reason) {
        long last;
        synchronized (lock) {
            last = storage.oldest() - 1;
        }
        return new Gap(channel, epoch, first, last, bytesAt(last), reason, contextAfter(last));
    }

    /** See {@link Log#contextAfter}. */
    Context contextAfter(long offset) {
        synchronized (lock) {
            if (!storage.isOnlyStored(offset + 1)) {
                return new Context(records.stateAfter(offset), contents.runs().after(offset));
            }
        }
        String state = storedRecords.stateAfter(offset);
        synchronized (lock) {
            return new Context(state, contents.runs().after(offset));
        }
    }

    /** See {@link Log#joinPosition}. */
    long joinPosition() {
        synchronized (lock) {
            if (isJoinAtHand()) {
                return records.first() - 1;
            }
            if (storage.isShared()) {
                return Math.max(storage.oldest(), farJoin) - 1;
            }
        }
        return farJoin() - 1;
    }

    /** See {@link Log#prepareJoin}. */
    void prepareJoin() {
        synchronized (lock) {
            if (!storage.isShared() || isJoinAtHand()) {
                return;
            }
        }
        long found = farJoin();
        synchronized (lock) {
            farJoin = found;
        }
    }

    private boolean isJoinAtHand() {
        long hot = records.first() - 1;
        boolean full = records.end() - records.bytesAt(hot) >= bounds.mostBytes() / 2;
        return !storage.isStored() || full || !storage.isOnlyStored(hot);
    }

    private long farJoin() {
        long end;
        synchronized (lock) {
            end = records.end();
        }
        return Math.max(storage.oldest(), storage.store().offsetNear(end - bounds.mostBytes() / 2));
    }
}
