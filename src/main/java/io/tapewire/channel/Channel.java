package io.tapewire.channel;

import io.tapewire.event.RunEnded;
import io.tapewire.event.RunRefused;
import io.tapewire.event.RunStarted;
import io.tapewire.event.StoreUnavailable;
import io.tapewire.log.Log;
import io.tapewire.log.Position;
import io.tapewire.protocol.RecordType;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/**
 * A name, its log and its audiences. Any thread.
 *
 * <p>Whoever puts another log in the place of this one holds two locks. {@code exchange} is held the whole time, which may
 * include waiting for the store, so nobody else waits for it. The channel's own lock is held only for the moment in which
 * the log changes: whoever joins, or forgets the channel, finds one log or the other.
 */
public final class Channel {
    private final String name;
    private final Logs logs;
    private final Audiences audiences;
    private volatile Log log;
    private volatile Object awaitedBy;
    private volatile Object publisher;
    private final ReentrantLock exchange = new ReentrantLock();
    /** Whether it has been forgotten. Guarded by the channel's lock. */
    private boolean retired;

    /**
     * @param awaitedBy who waits for it, or {@code null} if it is about to be published to
     * @param log what it has so far
     */
    Channel(String name, Object awaitedBy, long holdBytes, Logs logs, Log log) {
        this.name = name;
        this.awaitedBy = awaitedBy;
        this.audiences = new Audiences(this, holdBytes);
        this.logs = logs;
        this.log = log;
    }

    public String name() {
        return name;
    }

    /** Who waits for it, because it was never published to; {@code null} if it was. */
    Object awaitedBy() {
        return awaitedBy;
    }

    /** It is published to from now on. */
    void published() {
        awaitedBy = null;
    }

    /** In whose share it counts; {@code null} if in nobody's. */
    Object publisher() {
        return publisher;
    }

    /** It counts in somebody's share from now on. */
    void belongsTo(Object owner) {
        publisher = owner;
    }

    /**
     * The epoch and last offset of its log, after sealing and storing what was appended so far.
     *
     * @throws StoreUnavailable if the store that other servers share does not answer for too long
     */
    public Position position() {
        Log current = awaitStored();
        return new Position(current.epoch(), current.seal());
    }

    /**
     * Stores what was appended so far, and waits until it is stored if other servers append to the log, too.
     *
     * @return the log that has it
     * @throws StoreUnavailable if the store that other servers share does not answer for too long
     */
    public Log awaitStored() {
        Log current;
        do {
            current = log;
            store(current);
            current.awaitStored();
        } while (current != log);
        return current;
    }

    /** Seals and stores what was appended so far, so that readers get it. Waits for the disk. */
    public void store() {
        store(log);
    }

    private void store(Log current) {
        current.seal();
        flush(current, null);
    }

    /** Writes down what the log is if it has not grown for this long. Waits for the disk. */
    void markIfQuiet(long quietMillis) {
        if (log.markIfQuiet(quietMillis)) {
            audiences.grown();
        }
    }

    /** Writes down what the log is, because it leaves the memory. Waits for the disk. */
    void mark() {
        if (log.mark()) {
            audiences.grown();
        }
    }

    /** Stores what was sealed, if that was not done. Waits for the disk. */
    void flushIfNeeded() {
        Log current = log;
        if (current.hasSomethingToStore()) {
            flush(current, null);
        }
    }

    private void flush(Log current, Audience served) {
        if (current.flush(served == null)) {
            audiences.grownFor(served);
        }
        goOnIfReplaced(current);
    }

    /**
     * Takes over what other servers have done with the log so far. Waits for the store.
     *
     * @throws StoreUnavailable if it does not answer, so that nobody knows
     */
    public void refresh() {
        Log current = log;
        if (current.refresh()) {
            audiences.grown();
        }
        goOnIfReplaced(current);
        current.requireFresh();
    }

    /** If the log was deleted on another server, or goes on in another epoch, another one has taken its place. */
    private void goOnIfReplaced(Log current) {
        if (!current.isReplaced()) {
            return;
        }
        exchange.lock();
        try {
            if (current != log || isRetired()) {
                return;
            }
            Log next = logs.open(name);
            goOn(current, next, hasSentOf(current, next));
        } finally {
            exchange.unlock();
        }
        audiences.grown();
    }

    private static boolean hasSentOf(Log current, Log next) {
        try {
            return next.hasSentOf(current);
        } catch (RuntimeException | Error failure) {
            next.end();
            throw failure;
        }
    }

    private synchronized void goOn(Log current, Log next, boolean sentIsStored) {
        // not stored before the log was deleted, so it comes after that
        next.carryOn(current.endUnstored(sentIsStored));
        log = next;
    }

    private synchronized boolean isRetired() {
        return retired;
    }

    /** Whether there is something to store, or to find out, that waits for a store which servers share. */
    boolean awaitsSharedStore() {
        Log current = log;
        return current.isShared() && (current.hasSomethingToStore() || current.isReplaced());
    }

    /** Stores what was sealed, unless another thread does it, for an audience that is being served. */
    void flushFor(Audience served) {
        flush(log, served);
    }

    /** How many subscribers there are. */
    public int viewers() {
        return audiences.size();
    }

    /**
     * How far behind the slowest subscriber is, in bytes of the log, among those that a producer waits for. Also asks
     * the senders to update this figure for the next call.
     */
    public long lagBytes() {
        long end = log.span().end();
        return end - audiences.slowest(end);
    }

    /** Bytes of output sent so far to all its subscribers together. */
    public long takenBytes() {
        return audiences.taken();
    }

    /**
     * How long until flowing output may be sent to the first subscribers again, in nanoseconds. Output need not be
     * read earlier. {@link Long#MAX_VALUE} if nobody watches.
     */
    public long waitNanos(long now) {
        return audiences.waitNanos(now);
    }

    /** Appends output. Returns false if this channel has been forgotten: open it again. */
    boolean append(RecordType type, byte[] utf8, String run, int read) {
        return inLog(current -> current.append(type, utf8, run, read));
    }

    /** Appends a record that is not output. Returns false if this channel has been forgotten: open it again. */
    boolean appendMessage(RecordType type, byte[] json) {
        return inLog(current -> current.appendMessage(type, json));
    }

    /** Appends a record that is not output. Returns its offset, or 0 if this channel has been forgotten: open it again. */
    long appendPlaced(RecordType type, byte[] json) {
        long[] offset = new long[1];
        inLog(current -> {
            offset[0] = current.appendPlaced(type, json);
            return offset[0] > 0;
        });
        return offset[0];
    }

    /** Appends a task's status. Returns false if this channel has been forgotten: open it again. */
    boolean appendStatus(String taskId, byte[] json) {
        return inLog(current -> current.appendStatus(taskId, json));
    }

    /**
     * Starts a run. Returns false if this channel has been forgotten: open it again.
     *
     * @throws RunRefused if the name belongs to another run
     */
    boolean start(RunStarted event) {
        return decide(event.run(), current -> current.start(event));
    }

    /**
     * Ends a run. Returns false if this channel has been forgotten: open it again.
     *
     * @throws RunRefused if the run has ended before in another way
     */
    boolean end(RunEnded event) {
        return decide(event.run(), current -> current.end(event));
    }

    /**
     * Appends something that depends on what is in the log. If other servers append to it, everything of theirs must be
     * there before, and if one is quicker, it is decided again whether it can be appended.
     */
    private boolean decide(String run, Predicate<Log> append) {
        if (!log.isShared()) {
            return inLog(append);
        }
        refresh();
        boolean appended = inLog(append);
        if (appended) {
            store(log);
            log.awaitStored();
        }
        // appends nothing the second time, and is refused if another server was quicker
        return appended && (log.run(run) == null || append.test(log));
    }

    /** Waits before something is appended and not after it, because whoever is told that this has failed does it again. */
    private void awaitRoom() {
        Log current = log;
        if (current.isShared() && current.hasFullFrameToStore()) {
            flush(current, null);
            current.awaitStored();
        }
    }

    private boolean inLog(Predicate<Log> append) {
        awaitRoom();
        Log current = log;
        for (; !append.test(current); current = log) {
            if (current == log) {
                return false;
            }
        }
        if (current.hasFullFrameToStore()) {
            // a producer is as slow as the disk, so that not much waits for it in memory
            flush(current, null);
        }
        audiences.grown();
        return true;
    }

    /** Adds a subscriber. Returns {@code null} if this channel has been forgotten: open it again. */
    Cursor join(Subscriber subscriber, Sender sender, Subscription wish, int frameBytes) {
        synchronized (this) {
            if (retired) {
                return null;
            }
            Audience audience = audiences.on(sender);
            Cursor cursor = new Cursor(subscriber, audience, wish, frameBytes);
            audience.add(cursor);
            // output appended after the cursor was made may have found no audience to notify
            audience.grown();
            return cursor;
        }
    }

    /** Replaces the log by an empty one; the subscribers are told. */
    void restart() {
        Log before;
        exchange.lock();
        try {
            if (isRetired()) {
                // nobody could find what is appended to a new log
                return;
            }
            Log next = logs.create(name);
            synchronized (this) {
                before = log;
                log = next;
                before.end();
            }
        } finally {
            exchange.unlock();
        }
        audiences.grown();
        // without the lock, because nobody who comes or prints should wait for the disk
        before.deleteStored();
    }

    /**
     * Ends it if nobody watches it and its log is empty or has not grown for this long.
     *
     * @param evenIfFollowed whether those that watch it only by a pattern do not keep it; they are told
     */
    synchronized boolean retire(long idleMillis, boolean evenIfFollowed) {
        // what is stored only leaves the memory, which is no reason to tell anybody
        boolean unwatched = (evenIfFollowed && !log.isStored() ? audiences.named() : audiences.size()) == 0;
        if (!retired && !exchange.isLocked() && unwatched && log.endIfIdle(idleMillis)) {
            retired = true;
            audiences.dismiss();
        }
        return retired;
    }

    /** Its log. After the channel was deleted it is another one. */
    public Log log() {
        return log;
    }
}
