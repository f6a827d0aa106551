package io.tapewire.channel;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.fault.FaultLog;
import io.tapewire.log.Frame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The subscriptions of one connection: to channels that it has named, and to those that fit its patterns. Each channel
 * is delivered once.
 *
 * <p>Used by the connection's sender alone.
 */
final class Subscriptions {
    private static final FaultLog FAULTS = FaultLog.of(Subscriptions.class);

    private final Subscriber subscriber;
    private final Sender sender;
    private final Channels channels;
    private final Limits limits;
    private final Outbox outbox;
    private final Map<String, Cursor> cursors = new HashMap<>(2);
    /** Replaced, never changed: most connections have none. */
    private List<Following> followings = List.of();

    private Predicate<String> permitted = channel -> true;

    Subscriptions(Subscriber subscriber, Sender sender, Channels channels, Limits limits, Outbox outbox) {
        this.subscriber = subscriber;
        this.sender = sender;
        this.channels = channels;
        this.limits = limits;
        this.outbox = outbox;
    }

    /** The subscription to a channel, or {@code null}. */
    Cursor find(String channel) {
        return cursors.get(channel);
    }

    int size() {
        return cursors.size() + followings.size();
    }

    /** Whether it has as many as allowed, apart from one that would be replaced. */
    boolean isFull(String replaced) {
        return size() >= limits.of(Limit.CONNECTION_CHANNELS)
                && !cursors.containsKey(replaced)
                && followings.stream()
                        .noneMatch(following -> following.pattern().toString().equals(replaced));
    }

    /**
     * Starts to deliver a channel in place of what there was of it, and creates it if necessary.
     *
     * @throws TooManyChannels if it cannot be created
     */
    Cursor start(Subscription wish) {
        end(cursors.get(wish.channel()));
        cursors.remove(wish.channel());
        Cursor cursor;
        do {
            cursor = channels.open(wish.channel()).join(subscriber, sender, wish, frameBytes());
        } while (cursor == null);
        cursors.put(wish.channel(), cursor);
        return cursor;
    }

    /** Ends a subscription because the client asks for it. Returns false if there is none. */
    boolean stop(String channel) {
        Cursor cursor = cursors.remove(channel);
        end(cursor);
        return cursor != null;
    }

    /** If its "subscribed" has not been sent, it is sent first. */
    private void end(Cursor cursor) {
        Frame owed = cursor == null || cursor.isAnnounced() ? null : cursor.next();
        drop(cursor);
        if (owed != null) {
            subscriber.tell(owed);
        }
    }

    /** Begins to follow a pattern, in place of the same one before. What it had delivered goes on. */
    void follow(Following following) {
        List<Following> more = new ArrayList<>(followings);
        more.removeIf(each -> each.pattern().equals(following.pattern()));
        more.add(following);
        followings = List.copyOf(more);
        // before the search: a channel that is created meanwhile is found by one of the two
        sender.addFollower(subscriber);
        search(following);
    }

    /** Adds the channels that fit a pattern and are not delivered yet. */
    private void search(Following following) {
        int leftOut = 0;
        for (Channel channel : channels.matching(following.pattern())) {
            leftOut += add(channel, following) ? 0 : 1;
        }
        if (leftOut > 0) {
            subscriber.tell(Notices.tooMany(following.pattern().toString(), leftOut + " channels are left out"));
        }
    }

    /** A channel has been created. */
    void offer(Channel channel) {
        for (Following following : followings) {
            if (following.pattern().matches(channel.name())) {
                if (!add(channel, following)) {
                    subscriber.tell(Notices.tooMany(channel.name(), "it is left out"));
                }
                return;
            }
        }
    }

    /** Returns false if there is no room for it. */
    private boolean add(Channel channel, Following following) {
        String name = channel.name();
        if (cursors.containsKey(name) || !permitted.test(name)) {
            return true;
        }
        if (size() >= limits.of(Limit.CONNECTION_CHANNELS)) {
            return false;
        }
        Cursor cursor = channel.join(subscriber, sender, following.wish(name), frameBytes());
        // null if it has just been forgotten: when it comes again, it is offered again
        if (cursor != null) {
            cursors.put(name, cursor);
            subscriber.serve(cursor);
        }
        return true;
    }

    /** Ends what was followed by a pattern, unless another pattern follows it, too. Returns false if there is none. */
    boolean unfollow(ChannelPattern pattern) {
        List<Following> fewer = followings.stream()
                .filter(following -> !following.pattern().equals(pattern))
                .toList();
        if (fewer.size() == followings.size()) {
            return false;
        }
        followings = fewer;
        for (Cursor cursor : List.copyOf(cursors.values())) {
            if (pattern.equals(cursor.pattern())) {
                String name = cursor.channelName();
                fewer.stream()
                        .filter(other -> other.pattern().matches(name))
                        .findFirst()
                        .ifPresentOrElse(other -> cursor.follow(other.pattern()), () -> stop(name));
            }
        }
        if (fewer.isEmpty()) {
            sender.removeFollower(subscriber);
        }
        return true;
    }

    /** Changes what may be watched: what may not any more ends, and what fits a pattern and may now is added. */
    void permit(Predicate<String> channelNames) {
        permitted = channelNames;
        for (Cursor cursor : List.copyOf(cursors.values())) {
            if (!channelNames.test(cursor.channelName())) {
                cursors.remove(cursor.channelName());
                drop(cursor);
                subscriber.tell(Notices.forbidden(cursor));
            }
        }
        followings.forEach(this::search);
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
        followings = List.of();
        sender.removeFollower(subscriber);
    }

    private void drop(Cursor cursor) {
        if (cursor != null) {
            outbox.forget(cursor);
            cursor.audience().remove(cursor);
            channels.forgetIfUnused(cursor.audience().channel());
        }
    }

    private int frameBytes() {
        return limits.asInt(Limit.FRAME_BYTES);
    }
}
