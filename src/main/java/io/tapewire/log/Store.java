package io.tapewire.log;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keeps a log's records for longer than the memory does. What it was given and has not lost can be read again after the
 * server's end.
 *
 * <p>Every method may wait for a disk, unless it says otherwise. {@link #append}, {@link #mark} and {@link #delete} are
 * called by one thread at a time, the others by any.
 */
public interface Store {
    /**
     * Appends records that follow those before them. If it fails, they are lost: then it reports the fault and tries
     * again with later records.
     *
     * @param records in order, without a hole
     * @param received how much of runs they include, for the runs that have grown. It is kept together with all of the
     *     records, or with none of them
     * @param after what the log is after these records, if {@link #wantsSnapshot} has asked for it, or {@code null}
     */
    Outcome append(List<Excerpt> records, List<Received> received, LogSnapshot after);

    /**
     * Appends records like the other method, for a store that other servers share.
     *
     * @param messages how many messages of requests are stored with them, by the request. It is kept together with the
     *     records, so that no server repeats these messages
     */
    default Outcome append(
            List<Excerpt> records, List<Received> received, LogSnapshot after, Map<String, Long> messages) {
        return append(records, received, after);
    }

    /** What has become of records. */
    enum Outcome {
        /** They are stored, or lost to this store alone: readers may get them. */
        DONE,
        /** Other servers have appended records first, which {@link #after} returns. These must follow them. */
        BEHIND,
        /** The log was deleted on another server, or goes on in another epoch. */
        REPLACED,
        /** The store does not answer. It may have them, or not: readers must wait, and the same records are appended again. */
        UNAVAILABLE
    }

    /** Whether other servers append to the same log. Does not wait. */
    default boolean isShared() {
        return false;
    }

    /** What other servers have appended after this record, or the beginning of it. */
    default News after(long last) {
        return new News(Outcome.DONE, List.of());
    }

    /** What was sent with {@link #append}, and may be stored or not. Does not wait. */
    default Optional<Sent> sent() {
        return Optional.empty();
    }

    /**
     * Whether this store has what another one of the same log has sent, and which it has in common with that up to there.
     *
     * @throws io.tapewire.event.StoreUnavailable if it does not answer
     */
    default boolean has(Sent sent) {
        return false;
    }

    /**
     * Records that were sent to be stored together.
     *
     * @param name tells them apart from all others
     * @param after the record before them
     */
    record Sent(String name, long after) {}

    /** Waits until the store answers again, but not much longer than this. */
    default void awaitAnswer(long millis) throws InterruptedException {}

    /**
     * What other servers have done.
     *
     * @param outcome {@code DONE}, or why nothing can be said
     * @param commits what they have appended, oldest first
     */
    record News(Outcome outcome, List<Commit> commits) {}

    /**
     * Records that another server has stored together.
     *
     * @param records in order, without a hole
     * @param received bytes by the name of the run that these records and all before them include
     * @param own whether they are those that this server has appended last without getting an answer
     */
    record Commit(List<Excerpt> records, Map<String, Long> received, boolean own) {
        /** The last ones. */
        public Excerpt newest() {
            return records.get(records.size() - 1);
        }
    }

    /** Whether the next records should come with a snapshot of the log after them. Does not wait. */
    boolean wantsSnapshot();

    /** Writes what the log is now, so that it can go on from here without reading its records. */
    void mark(LogSnapshot now);

    /** The oldest record that it has, or {@code Long.MAX_VALUE} if it has none. Does not wait. */
    long first();

    /** Bytes of the log before {@link #first}. Does not wait. */
    long begin();

    /**
     * Reads records.
     *
     * @param most bytes of payload to read, apart from the first record
     * @return the record with this offset, or the next one that it has, and some that follow; {@code null} if it has
     *     none there
     */
    Excerpt read(long offset, int most);

    /** Nobody has read for a while. Does not wait. */
    default void forgetRead() {}

    /**
     * An offset such that about this many bytes of the log follow it.
     *
     * @param begin a byte of the log
     */
    long offsetNear(long begin);

    /** Deletes everything that it has. */
    void delete();
}
