package io.tapewire.history;

import io.tapewire.channel.Channels;
import io.tapewire.directory.ChannelJson;
import io.tapewire.http.JsonAnswer;
import io.tapewire.http.Parameters;
import io.tapewire.protocol.Providers;
import jakarta.json.JsonArrayBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Predicate;

/** Answers which channels there are, of those that somebody may see. */
final class ChannelList {
    private ChannelList() {}

    static void send(
            Channels channels, Predicate<String> visible, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Parameters.requireNone(request);
        JsonArrayBuilder list = Providers.JSON.createArrayBuilder();
        channels.list().stream()
                .filter(channel -> visible.test(channel.name()))
                .forEach(channel -> list.add(ChannelJson.of(channel)));
        JsonAnswer.send(response, Providers.JSON.createObjectBuilder().add("channels", list));
    }
}
