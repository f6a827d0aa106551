package io.tapewire.directory;

import io.tapewire.channel.ChannelSummary;
import io.tapewire.protocol.Providers;
import io.tapewire.protocol.Timestamps;
import jakarta.json.JsonObjectBuilder;

/** A channel as JSON, as lists have it. */
public final class ChannelJson {
    private ChannelJson() {}

    public static JsonObjectBuilder of(ChannelSummary channel) {
        JsonObjectBuilder json = Providers.JSON
                .createObjectBuilder()
                .add("name", channel.name())
                .add("epoch", channel.epoch())
                .add("first", channel.first())
                .add("offset", channel.offset())
                .add("viewers", channel.viewers())
                .add("bytes", channel.bytes());
        if (channel.latestRun() == null) {
            json.addNull("run");
        } else {
            json.add("run", RunJson.of(channel.latestRun()));
        }
        return channel.updatedMillis() == 0
                ? json.addNull("updated")
                : json.add("updated", Timestamps.write(channel.updatedMillis()));
    }
}
