package io.tapewire.channel;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.fault.FaultLog;
import io.tapewire.log.Frame;
import io.tapewire.log.Position;
import io.tapewire.protocol.Envelope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The subscriptions of one connection: to channels that it has named, and to those that fit its patterns. Each channel
 * is delivered once.
 *
 * <p>Used by the connection's sender alone.
 */
final class Subscriptions {
    private static final FaultLog FAULTS = FaultLog.of(Subscriptions.class);

    private final Subscriber subscriber;
    private final Object owner;
    private final Sender sender;
    private final Channels channels;
    private final Limits limits;
    private final Outbox outbox;
    private final Map<String, Cursor> cursors = new HashMap<>(2);
    /** Replaced, never changed: most connections have none. */
    private List<Followed> patterns = List.of();
    /** Channels that fit a pattern and that the client has unsubscribed by name. */
    private final Set<String> excluded = new HashSet<>(0);

    private Permitted permitted = Permitted.NOTHING;

    Subscriptions(Subscriber subscriber, Object owner, Sender sender, Channels channels, Limits limits, Outbox outbox) {
        this.subscriber = subscriber;
        this.owner = owner;
        this.sender = sender;
        this.channels = channels;
        this.limits = limits;
        this.outbox = outbox;
    }

    /** The subscription to a channel, or {@code null}. */
    Cursor find(String channel) {
        return cursors.get(channel);
    }

    /** How many channels there are. Exclusions count, too, so that they cannot become too many; patterns have a limit of their own. */
    int size() {
        return cursors.size() + excluded.size();
    }

    boolean follows(ChannelPattern pattern) {
        return patterns.stream().anyMatch(each -> each.pattern().equals(pattern));
    }

    /** Whether it has as many as allowed, apart from one that would be replaced. */
    boolean isFull(String replaced) {
        if (size() >= limits.of(Limit.CONNECTION_CHANNELS)) {
            // does not wait; a channel that is gone needs no exclusion: if it comes again, it is a new one
            excluded.removeIf(name -> !channels.has(name));
        }
        return size() >= limits.of(Limit.CONNECTION_CHANNELS)
                && !cursors.containsKey(replaced)
                && patterns.stream().noneMatch(each -> each.pattern().toString().equals(replaced));
    }

    /** Whether it follows as many patterns as allowed, apart from one that would be replaced. */
    boolean hasTooManyPatterns(ChannelPattern replaced) {
        return patterns.size() >= limits.of(Limit.CONNECTION_PATTERNS) && !follows(replaced);
    }

    /**
     * Finds a channel that is about to be subscribed to, and creates it if necessary. Waits for a store that servers share.
     * Any thread.
     *
     * @throws TooManyChannels if it cannot be created
     */
    Channel find(Subscription wish) {
        return channels.prepare(wish.channel(), owner);
    }

    /**
     * Starts to deliver a channel in place of what there was of it.
     *
     * @param channel as {@link #find} has found it
     * @return {@code null} if it has been forgotten since: find it again
     */
    Cursor start(Subscription wish, Channel channel) {
        end(cursors.remove(wish.channel()));
        Cursor cursor = channel.join(subscriber, sender, wish, frameBytes());
        if (cursor != null) {
            excluded.remove(wish.channel());
            cursors.put(wish.channel(), cursor);
        }
        return cursor;
    }

    /**
     * Ends a subscription because the client asks for it. A pattern does not start it again, unless the channel comes
     * anew. Returns false if there is none.
     */
    boolean stop(String channel) {
        Cursor cursor = cursors.remove(channel);
        if (cursor != null && patternOf(channel).isPresent()) {
            excluded.add(channel);
        }
        end(cursor);
        return cursor != null;
    }

    /** If its "subscribed" has not been sent, it is sent first, because it answers a request. */
    private void end(Cursor cursor) {
        Frame owed = cursor == null || cursor.isAnnounced() ? null : cursor.answer();
        drop(cursor);
        if (owed != null) {
            subscriber.answerLate(owed);
        }
    }

    /**
     * Begins to follow a pattern, in place of the same one before. What it had delivered goes on.
     *
     * @param awoken what has come of the channels that were only in the archive
     */
    void follow(Following wish, Awakening awoken) {
        Followed pattern = new Followed(wish);
        List<Followed> more = new ArrayList<>(patterns);
        more.removeIf(each -> each.pattern().equals(wish.pattern()));
        more.add(pattern);
        patterns = List.copyOf(more);
        excluded.removeIf(pattern::matches);
        // before the search: a channel that is created meanwhile is found by one of the two
        sender.addFollower(subscriber);
        tellOfMissing(pattern, awoken);
        search(List.of(pattern), wish.positions());
        // others may have been created on another server meanwhile; those are offered like all that come later
        List<String> latecomers =
                asleep(wish.pattern()).filter(name -> !awoken.knows(name)).toList();
        if (!latecomers.isEmpty()) {
            sender.aside(
                    () -> channels.wake(latecomers),
                    failure -> report("Cannot read channels that fit a pattern", failure));
        }
    }

    private void tellOfMissing(Followed pattern, Awakening awoken) {
        String name = pattern.pattern().toString();
        if (awoken.refusal() != null) {
            tellOnce(
                    pattern,
                    Envelope.error(TooManyChannels.CODE, awoken.refusal()).about(name));
        }
        if (awoken.leftOut() > 0) {
            limits.refused(Limit.CONNECTION_CHANNELS);
            tellOnce(pattern, Notices.tooMany(name, awoken.leftOut() + " are left out"));
        }
    }

    /** Prepares for {@link #follow}: what it returns reads channels that are only in the archive, as many as there is room for. */
    Awakening awakening(Following wish) {
        List<String> names = asleep(wish.pattern()).toList();
        int room = (int) Math.max(0, limits.of(Limit.CONNECTION_CHANNELS) - size());
        return new Awakening(channels, names, room, wish.positions().keySet());
    }

    private Stream<String> asleep(ChannelPattern pattern) {
        return channels
                .overview()
                .asleep(name -> pattern.matches(name) && permitted.channel(name) && !cursors.containsKey(name))
                .stream();
    }

    /** The channels that a client wants to resume with a pattern and that do not exist, or that it may not see. */
    List<String> gone(Following wish, Awakening awoken) {
        return wish.positions().keySet().stream()
                .filter(name -> !permitted.channel(name) || awoken.misses(name))
                .sorted()
                .toList();
    }

    /** Adds the channels that fit these patterns and are not delivered yet. Looks at each channel once. */
    private void search(List<Followed> among, Map<String, Position> positions) {
        Map<Followed, Integer> leftOut = new HashMap<>();
        for (Channel channel : channels.overview()
                .matching(name -> isMissing(name) && first(among, name).isPresent())) {
            Followed pattern = first(among, channel.name()).orElseThrow();
            if (!add(channel, pattern, positions.get(channel.name()))) {
                leftOut.merge(pattern, 1, Integer::sum);
            }
        }
        leftOut.forEach((pattern, count) ->
                tellOnce(pattern, Notices.tooMany(pattern.pattern().toString(), count + " channels are left out")));
    }

    private void tellOnce(Followed pattern, Envelope notice) {
        if (pattern.lacksRoom()) {
            subscriber.tell(notice);
        }
    }

    /** Channels have been created. */
    void offer(Arrivals.Batch batch) {
        for (Channel channel : batch.channels()) {
            // not the one that was unsubscribed
            excluded.remove(channel.name());
            patternOf(channel.name())
                    .filter(pattern -> isMissing(channel.name()))
                    .ifPresent(pattern -> {
                        if (!add(channel, pattern, null)) {
                            tellOnce(
                                    pattern, Notices.tooMany(channel.name(), "it is left out, like those that follow"));
                        }
                    });
        }
        if (!batch.complete()) {
            search(patterns, Map.of());
        }
    }

    private Optional<Followed> patternOf(String channel) {
        return first(patterns, channel);
    }

    private static Optional<Followed> first(List<Followed> among, String channel) {
        for (Followed pattern : among) {
            if (pattern.matches(channel)) {
                return Optional.of(pattern);
            }
        }
        return Optional.empty();
    }

    /** Whether a channel that fits a pattern is to be delivered and is not yet. */
    private boolean isMissing(String channel) {
        return !cursors.containsKey(channel) && !excluded.contains(channel);
    }

    /** Returns false if there is no room for it. */
    private boolean add(Channel channel, Followed pattern, Position known) {
        String name = channel.name();
        if (!permitted.channel(name)) {
            return true;
        }
        if (size() >= limits.of(Limit.CONNECTION_CHANNELS)) {
            limits.refused(Limit.CONNECTION_CHANNELS);
            return false;
        }
        pattern.hasRoom();
        Subscription whole = pattern.wish(name);
        Cursor cursor = channel.join(subscriber, sender, known == null ? whole : whole.after(known), frameBytes());
        // null if it has just been forgotten: when it comes again, it is offered again
        if (cursor != null) {
            cursors.put(name, cursor);
            subscriber.serve(cursor);
        }
        return true;
    }

    /** Ends what was followed by a pattern. What another pattern follows, too, goes on by that one and says so. */
    void unfollow(ChannelPattern pattern) {
        patterns = patterns.stream()
                .filter(each -> !each.pattern().equals(pattern))
                .toList();
        excluded.removeIf(name -> patternOf(name).isEmpty());
        for (Cursor cursor : List.copyOf(cursors.values())) {
            if (pattern.equals(cursor.pattern())) {
                patternOf(cursor.channelName()).ifPresentOrElse(other -> moveTo(other, cursor), () -> remove(cursor));
            }
        }
        if (patterns.isEmpty()) {
            sender.removeFollower(subscriber);
        }
    }

    private void moveTo(Followed pattern, Cursor cursor) {
        cursor.follow(pattern.pattern());
        subscriber.serve(cursor);
    }

    private void remove(Cursor cursor) {
        cursors.remove(cursor.channelName());
        drop(cursor);
    }

    /** Changes what may be watched: what may not any more ends, and what fits a pattern and may now is added. */
    void permit(Permitted fresh) {
        permitted = fresh;
        for (Cursor cursor : List.copyOf(cursors.values())) {
            if (!fresh.channel(cursor.channelName())) {
                remove(cursor);
                subscriber.tell(Notices.forbidden(cursor.channelName()));
            }
        }
        for (Followed each : patterns) {
            if (!fresh.pattern(each.pattern())) {
                unfollow(each.pattern());
                subscriber.tell(Notices.forbidden(each.pattern().toString()));
            }
        }
        if (!patterns.isEmpty()) {
            search(patterns, Map.of());
        }
    }

    /** A channel that only patterns have kept is forgotten. Its follower is told what it has not got, and the end. */
    void forget(Cursor cursor) {
        if (cursors.remove(cursor.channelName(), cursor)) {
            Frame gap = cursor.farewell();
            drop(cursor);
            subscriber.tell(gap);
            subscriber.tell(Notices.forgotten(cursor));
        }
    }

    /** The connection has ended. */
    void clear() {
        for (Cursor cursor : List.copyOf(cursors.values())) {
            FAULTS.attempt("Cannot end a subscription", () -> drop(cursor));
        }
        cursors.clear();
        excluded.clear();
        patterns = List.of();
        sender.removeFollower(subscriber);
    }

    private void drop(Cursor cursor) {
        if (cursor != null) {
            cursor.end();
            outbox.forget(cursor);
            cursor.audience().remove(cursor);
            Channel channel = cursor.audience().channel();
            sender.aside(
                    () -> channels.forgetIfUnused(channel),
                    failure -> report("Cannot forget a channel that nobody watches", failure));
        }
    }

    private static void report(String failed, Throwable failure) {
        if (failure != null) {
            FAULTS.report(failed, failure);
        }
    }

    private int frameBytes() {
        return limits.asInt(Limit.FRAME_BYTES);
    }
}
