package io.tapewire.history;

import io.tapewire.channel.Channels;
import io.tapewire.channel.Channels.Summary;
import io.tapewire.http.JsonAnswer;
import io.tapewire.http.Parameters;
import io.tapewire.log.Run;
import io.tapewire.protocol.Providers;
import io.tapewire.protocol.Timestamps;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers which channels there are. */
final class ChannelList {
    private ChannelList() {}

    static void send(Channels channels, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Parameters.requireNone(request);
        JsonArrayBuilder list = Providers.JSON.createArrayBuilder();
        channels.list().forEach(channel -> list.add(describe(channel)));
        JsonAnswer.send(response, Providers.JSON.createObjectBuilder().add("channels", list));
    }

    private static JsonValue describe(Run run) {
        return RunList.describe(run).build();
    }

    private static JsonObjectBuilder describe(Summary channel) {
        JsonObjectBuilder json = Providers.JSON
                .createObjectBuilder()
                .add("name", channel.name())
                .add("epoch", channel.epoch())
                .add("first", channel.first())
                .add("offset", channel.offset())
                .add("viewers", channel.viewers())
                .add("bytes", channel.bytes())
                .add("run", channel.latestRun() == null ? JsonValue.NULL : describe(channel.latestRun()));
        return channel.updatedMillis() == 0
                ? json.addNull("updated")
                : json.add("updated", Timestamps.write(channel.updatedMillis()));
    }
}
