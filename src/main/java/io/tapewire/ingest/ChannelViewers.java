package io.tapewire.ingest;

import io.tapewire.channel.Channel;
import io.tapewire.channel.Channels;

/**
 * The viewers of the channel that has this name at the time of each call. It may be another channel later, or none.
 */
record ChannelViewers(Channels channels, String name) implements Viewers {
    @Override
    public long lagBytes() {
        return channels.find(name).map(Channel::lagBytes).orElse(0L);
    }

    @Override
    public long takenBytes() {
        return channels.find(name).map(Channel::takenBytes).orElse(0L);
    }

    @Override
    public long waitNanos(long now) {
        return channels.find(name).map(channel -> channel.waitNanos(now)).orElse(Long.MAX_VALUE);
    }
}
