package io.tapewire.log;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Where the logs of all channels are kept beyond the memory. Any thread. Opening and listing may wait for a disk. */
public interface Archive {
    /** Keeps nothing. */
    Archive NONE = new Archive() {
        @Override
        public Optional<Kept> open(String channel, String freshEpoch) {
            return Optional.empty();
        }

        @Override
        public Optional<Kept> create(String channel, String freshEpoch) {
            return Optional.empty();
        }

        @Override
        public boolean has(String channel) {
            return false;
        }

        @Override
        public Set<String> names() {
            return Set.of();
        }

        @Override
        public List<Listed> list() {
            return List.of();
        }

        @Override
        public void maintain() {
            // there is nothing to do
        }

        @Override
        public boolean isClosed() {
            return false;
        }
    };

    /**
     * A store for a channel's log.
     *
     * @param freshEpoch the epoch of a log that begins with nothing
     * @return empty if nothing is stored here
     */
    Optional<Kept> open(String channel, String freshEpoch);

    /** A store for an empty log, in place of one that is about to be deleted. */
    Optional<Kept> create(String channel, String freshEpoch);

    /** Whether it has records of this channel. Does not wait. */
    boolean has(String channel);

    /**
     * The same, also for records that other servers have stored just now. Waits for a store that servers share.
     *
     * @throws io.tapewire.event.StoreUnavailable if that does not answer
     */
    default boolean finds(String channel) {
        return has(channel);
    }

    /** The names of the channels that it has records of. Does not wait. */
    Set<String> names();

    /** The channels that it has records of. */
    List<Listed> list();

    /** Deletes what is too old or too much, and finds out whether records can be stored again. */
    void maintain();

    /**
     * Says who is told of changes by other servers.
     *
     * @param channel called with the name of a channel that another server has changed, or that may have lost something
     * @param open the channels that are open here, all of which may have lost something when the store has
     */
    default void onGrowth(Consumer<String> channel, Supplier<Set<String>> open) {}

    /** Whether other servers use it, too. Does not wait. */
    default boolean isShared() {
        return false;
    }

    /** Whether nothing may be published at present, because it could not be stored. Does not wait. */
    boolean isClosed();

    /**
     * A log that is kept.
     *
     * @param snapshot what it was after its last record
     * @param store has its records
     */
    record Kept(LogSnapshot snapshot, Store store) {}

    /**
     * A channel that has records.
     *
     * @param channel its name
     * @param span its records
     * @param latestRun the run that began last, or {@code null}
     */
    record Listed(String channel, Span span, Run latestRun) {}
}
