package io.tapewire.channel;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import java.util.HashMap;
import java.util.Map;

/**
 * How many channels there may be. Those that were published to and those that somebody only waits for are counted
 * apart, so that waiting takes no place from publishing. Any thread.
 */
final class ChannelQuota {
    private final long mostPublished;
    private final long mostAwaited;
    private final long mostOfOne;
    private final Map<Object, Integer> awaitedByOwner = new HashMap<>();
    private long published;
    private long awaited;

    ChannelQuota(Limits limits) {
        this.mostPublished = limits.of(Limit.CHANNELS);
        this.mostAwaited = limits.of(Limit.CHANNELS_AWAITED);
        this.mostOfOne = limits.of(Limit.CHANNELS_AWAITED_BY_ONE);
    }

    /**
     * Takes a place.
     *
     * @param awaitedBy who waits for the channel, or {@code null} if it is published to
     * @throws TooManyChannels if there is none
     */
    synchronized void take(Object awaitedBy) {
        if (awaitedBy == null) {
            if (published >= mostPublished) {
                throw TooManyChannels.published(mostPublished);
            }
            published++;
            return;
        }
        int ofOwner = awaitedByOwner.getOrDefault(awaitedBy, 0);
        if (ofOwner >= mostOfOne) {
            throw TooManyChannels.awaitedByOne(mostOfOne);
        }
        if (awaited >= mostAwaited) {
            throw TooManyChannels.awaited(mostAwaited);
        }
        awaited++;
        awaitedByOwner.put(awaitedBy, ofOwner + 1);
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
