package io.tapewire.channel;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongFunction;

/**
 * How many channels there may be. Those that were published to and those that somebody only waits for are counted
 * apart, so that waiting takes no place from publishing. Any thread.
 */
final class ChannelQuota {
    private final Limits limits;
    private final Map<Object, Integer> awaitedByOwner = new HashMap<>();
    private final Map<Object, Integer> shares = new HashMap<>();
    private long published;
    private long awaited;

    ChannelQuota(Limits limits) {
        this.limits = limits;
    }

    /**
     * Takes a place.
     *
     * @param awaitedBy who waits for the channel, or {@code null} if it is published to
     * @throws TooManyChannels if there is none
     */
    synchronized void take(Object awaitedBy) {
        if (awaitedBy == null) {
            require(published, Limit.CHANNELS, TooManyChannels::published);
            published++;
            return;
        }
        int ofOwner = awaitedByOwner.getOrDefault(awaitedBy, 0);
        require(ofOwner, Limit.CHANNELS_AWAITED_BY_ONE, TooManyChannels::awaitedByOne);
        require(awaited, Limit.CHANNELS_AWAITED, TooManyChannels::awaited);
        awaited++;
        awaitedByOwner.put(awaitedBy, ofOwner + 1);
    }

    private void require(long taken, Limit limit, LongFunction<TooManyChannels> refusal) {
        long most = limits.of(limit);
        if (taken >= most) {
            limits.refused(limit);
            throw refusal.apply(most);
        }
    }

    /** @throws TooManyChannels if this publisher has as many channels as one may have */
    synchronized void requireShare(Object publisher) {
        require(shares.getOrDefault(publisher, 0), Limit.CHANNELS_OF_ONE, TooManyChannels::ofOne);
    }

    /** A channel counts for this publisher, too. */
    synchronized void takeShare(Object publisher) {
        shares.merge(publisher, 1, Integer::sum);
    }

    /** A channel no longer counts for this publisher. */
    synchronized void giveShare(Object publisher) {
        shares.computeIfPresent(publisher, (owner, count) -> count == 1 ? null : count - 1);
    }

    /** Gives a place back that was taken for the same reason. */
    synchronized void give(Object awaitedBy) {
        if (awaitedBy == null) {
            published--;
            return;
        }
        awaited--;
        awaitedByOwner.computeIfPresent(awaitedBy, (owner, count) -> count == 1 ? null : count - 1);
    }
}
