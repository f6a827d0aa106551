package io.tapewire.channel;

import io.tapewire.config.Limits;
import io.tapewire.log.Frame;

/**
 * The subscriptions of one connection: to channels that it has named, and by {@link FollowedPatterns}. A channel that fits
 * several of them is delivered once.
 *
 * <p>Used by the connection's sender alone.
 */
final class Subscriptions {
    private final Object owner;
    private final Channels channels;
    private final Answers answers;
    private final Selection selection;
    private final FollowedPatterns patterns;

    Subscriptions(
            Subscriber subscriber,
            Object owner,
            Sender sender,
            Channels channels,
            Limits limits,
            Outbox outbox,
            Answers answers) {
        this.owner = owner;
        this.channels = channels;
        this.answers = answers;
        this.selection = new Selection(subscriber, sender, channels, limits, outbox, answers);
        this.patterns = new FollowedPatterns(subscriber, selection, sender, channels, limits, answers);
    }

    FollowedPatterns patterns() {
        return patterns;
    }

    /** The subscription to a channel, or {@code null}. */
    Cursor find(String channel) {
        return selection.find(channel);
    }

    /** How many channels there are. Exclusions count, too, so that they cannot become too many; patterns have a limit of their own. */
    int size() {
        return selection.size();
    }

    /**
     * Whether it has as many as allowed, apart from one that would be replaced.
     *
     * @param replaced a channel or a pattern
     */
    boolean isFull(String replaced) {
        if (selection.isFull()) {
            selection.forgetGone();
        }
        return selection.isFull() && !selection.has(replaced) && !patterns.follows(replaced);
    }

    /**
     * Finds a channel that is about to be subscribed to, and creates it if necessary. Waits for a store that servers share.
     * Any thread.
     *
     * @throws TooManyChannels if it cannot be created
     */
    Channel prepare(Subscription wish) {
        return channels.prepare(wish.channel(), owner);
    }

    /**
     * Starts to deliver a channel in place of what there was of it.
     *
     * @param channel as {@link #prepare} has found it
     * @return {@code null} if it has been forgotten since: find it again
     */
    Cursor start(Subscription wish, Channel channel) {
        selection.end(wish.channel());
        return selection.join(channel, wish);
    }

    /**
     * Ends a subscription because the client asks for it. A pattern does not start it again, unless the channel comes
     * anew. Returns false if there is none.
     */
    boolean stop(String channel) {
        if (!selection.has(channel)) {
            return false;
        }
        if (patterns.fit(channel)) {
            selection.exclude(channel);
        }
        selection.end(channel);
        return true;
    }

    /** Changes what may be watched: what may not any more ends, and what fits a pattern and may now is added. */
    void permit(Permitted fresh) {
        selection.permit(fresh);
        for (Cursor cursor : selection.all()) {
            if (!fresh.channel(cursor.channelName())) {
                selection.remove(cursor);
                answers.tell(Notices.forbidden(cursor.channelName()));
            }
        }
        patterns.permit(fresh);
    }

    /** A channel that only patterns have kept is forgotten. Its follower is told what it has not got, and the end. */
    void forget(Cursor cursor) {
        if (selection.find(cursor.channelName()) == cursor) {
            Frame gap = cursor.farewell();
            selection.remove(cursor);
            answers.tell(gap);
            answers.tell(Notices.forgotten(cursor));
        }
    }

    /** The connection has ended. */
    void clear() {
        selection.clear();
        patterns.clear();
    }
}
