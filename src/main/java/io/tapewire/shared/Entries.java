package io.tapewire.shared;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What people have been given a secret for, such as a session or a ticket, by the secret's hash. Each entry belongs to
 * somebody and ends by itself. Any thread.
 *
 * <p>Servers that share a store have the same entries. Then each method may wait for it, and throws
 * {@link io.tapewire.event.StoreUnavailable} if it does not answer, unless it says otherwise.
 *
 * @param <T> what is kept
 */
public interface Entries<T> {
    /**
     * Adds an entry.
     *
     * @param id the hash of its secret
     * @param owner whose it is; a value to compare, without spaces
     * @param ends when it ends at the latest
     */
    Added add(String id, T entry, String owner, Instant ends);

    /**
     * What has become of a new entry.
     *
     * @param ended the owner's oldest entry, which has ended to make room; {@code null} if none has
     */
    record Added(Outcome outcome, String ended) {}

    /** Whether a new entry was added, or why not. */
    enum Outcome {
        DONE,
        /** Its owner has as many as allowed. */
        OWNER_HAS_TOO_MANY,
        /** All together have as many as allowed. */
        TOO_MANY
    }

    /** An entry that has not ended. If such entries end when they are idle, that time begins anew. */
    Optional<T> find(String id);

    /** Removes an entry, and returns it if it had not ended. Of several callers only one gets it. */
    Optional<T> take(String id);

    /** Whether there is such an entry. If the store does not answer, it is there until the store says otherwise. */
    boolean has(String id);

    /** The time after which an idle entry ends begins anew. Does not wait. */
    void keep(String id);

    /**
     * Says which entries are not idle, and asks to be told of those that have ended.
     *
     * @param inUse the entries that something on this server depends on
     * @param ended is told of entries that other servers have ended, or that are not there any more
     */
    void whileInUse(Supplier<Set<String>> inUse, Consumer<String> ended);
}
