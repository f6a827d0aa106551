package io.tapewire.ingest;

import io.tapewire.channel.Channels;
import io.tapewire.channel.Channels.Summary;
import io.tapewire.log.OutputExport;
import io.tapewire.protocol.Providers;
import io.tapewire.protocol.Timestamps;
import io.tapewire.protocol.Utf8Encoder;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers requests that read. */
final class Reading {
    private Reading() {}

    static void list(Channels channels, HttpServletResponse response) throws IOException {
        JsonArrayBuilder list = Providers.JSON.createArrayBuilder();
        channels.list().forEach(channel -> list.add(describe(channel)));
        json(response, Providers.JSON.createObjectBuilder().add("channels", list));
    }

    static void output(Channels channels, String name, HttpServletResponse response) throws IOException {
        var channel = channels.find(name).orElseThrow(() -> unknown(name));
        response.setContentType("text/plain;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        // browsers must never treat a program's output as a page of this server
        response.setHeader("X-Content-Type-Options", "nosniff");
        OutputExport.write(channel.log(), response.getOutputStream());
    }

    static Rejected unknown(String channel) {
        return new Rejected(404, "unknown_channel", "there is no channel " + channel);
    }

    static void json(HttpServletResponse response, JsonObjectBuilder json) throws IOException {
        response.setContentType("application/json;charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(Utf8Encoder.encode(json.build() + "\n"));
    }

    private static JsonObjectBuilder describe(Summary channel) {
        JsonObjectBuilder json = Providers.JSON
                .createObjectBuilder()
                .add("name", channel.name())
                .add("epoch", channel.epoch())
                .add("first", channel.first())
                .add("offset", channel.offset())
                .add("viewers", channel.viewers())
                .add("bytes", channel.bytes());
        return channel.updatedMillis() == 0
                ? json.addNull("updated")
                : json.add("updated", Timestamps.write(channel.updatedMillis()));
    }
}
