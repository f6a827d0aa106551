package io.tapewire.channel;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.fault.FaultLog;
import io.tapewire.log.Frame;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which channels one connection gets: those that are delivered, each once, and those that it wants no more although they
 * fit a pattern that it follows. There is one bound for both together.
 *
 * <p>Used by the connection's sender alone.
 */
final class Selection {
    private static final FaultLog FAULTS = FaultLog.of(Selection.class);

    private final Subscriber subscriber;
    private final Sender sender;
    private final Channels channels;
    private final Limits limits;
    private final Outbox outbox;
    private final Answers answers;
    private final Map<String, Cursor> cursors = new HashMap<>(2);
    private final Set<String> excluded = new HashSet<>(0);

    private Permitted permitted = Permitted.NOTHING;

    Selection(Subscriber subscriber, Sender sender, Channels channels, Limits limits, Outbox outbox, Answers answers) {
        this.subscriber = subscriber;
        this.sender = sender;
        this.channels = channels;
        this.limits = limits;
        this.outbox = outbox;
        this.answers = answers;
    }

    /** The cursor of a channel that is delivered, or {@code null}. */
    Cursor find(String channel) {
        return cursors.get(channel);
    }

    boolean has(String channel) {
        return cursors.containsKey(channel);
    }

    /** Whether a channel is not delivered, and the client has not said that it does not want it. */
    boolean lacks(String channel) {
        return !cursors.containsKey(channel) && !excluded.contains(channel);
    }

    /** Those that are delivered now. */
    List<Cursor> all() {
        return List.copyOf(cursors.values());
    }

    int size() {
        return cursors.size() + excluded.size();
    }

    int room() {
        return (int) Math.max(0, limits.of(Limit.CONNECTION_CHANNELS) - size());
    }

    boolean isFull() {
        return size() >= limits.of(Limit.CONNECTION_CHANNELS);
    }

    /** Forgets which of the channels that are gone are not wanted: if one comes again, it is a new one. Does not wait. */
    void forgetGone() {
        excluded.removeIf(name -> !channels.has(name));
    }

    boolean permits(String channel) {
        return permitted.channel(channel);
    }

    void permit(Permitted fresh) {
        permitted = fresh;
    }

    /**
     * Begins to deliver a channel of which nothing is delivered yet.
     *
     * @return {@code null} if it has been forgotten since it was found
     */
    Cursor join(Channel channel, Subscription wish) {
        Cursor cursor = channel.join(subscriber, sender, wish, limits.asInt(Limit.FRAME_BYTES));
        if (cursor != null) {
            excluded.remove(wish.channel());
            cursors.put(wish.channel(), cursor);
        }
        return cursor;
    }

    void exclude(String channel) {
        excluded.add(channel);
    }

    /** The client has not excluded a channel with this name: it is a new one. */
    void include(String channel) {
        excluded.remove(channel);
    }

    void includeIf(Predicate<String> names) {
        excluded.removeIf(names);
    }

    /** Ends the delivery of a channel. If its "subscribed" has not been sent, it is sent first, because it answers a request. */
    void end(String channel) {
        Cursor cursor = cursors.remove(channel);
        Frame owed = cursor == null || cursor.isAnnounced() ? null : cursor.answer();
        if (cursor != null) {
            drop(cursor);
        }
        if (owed != null) {
            answers.answerLate(owed);
        }
    }

    /** Ends the delivery of a channel about which nothing is owed. */
    void remove(Cursor cursor) {
        cursors.remove(cursor.channelName());
        drop(cursor);
    }

    /** The connection has ended. */
    void clear() {
        for (Cursor cursor : all()) {
            FAULTS.attempt("Cannot end a subscription", () -> drop(cursor));
        }
        cursors.clear();
        excluded.clear();
    }

    private void drop(Cursor cursor) {
        cursor.end();
        outbox.forget(cursor);
        cursor.audience().remove(cursor);
        Channel channel = cursor.audience().channel();
        sender.aside(() -> channels.forgetIfUnused(channel), failure -> {
            if (failure != null) {
                FAULTS.report("Cannot forget a channel that nobody watches", failure);
            }
        });
    }
}
