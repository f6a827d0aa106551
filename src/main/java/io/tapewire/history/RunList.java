package io.tapewire.history;

import io.tapewire.channel.Channel;
import io.tapewire.http.JsonAnswer;
import io.tapewire.http.Parameters;
import io.tapewire.http.Rejected;
import io.tapewire.log.Run;
import io.tapewire.protocol.Providers;
import io.tapewire.protocol.Timestamps;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;

/** Answers which runs a channel has. */
final class RunList {
    private static final int USUAL = 100;
    private static final int MOST = 1_000;

    private RunList() {}

    /** The latest runs, newest first. */
    static void list(Channel channel, HttpServletRequest request, HttpServletResponse response) throws IOException {
        int limit =
                (int) Parameters.of(request, "limit").number("limit", 1, MOST).orElse(USUAL);
        JsonArrayBuilder list = Providers.JSON.createArrayBuilder();
        channel.log().runs(limit).forEach(run -> list.add(describe(run)));
        JsonAnswer.send(response, Providers.JSON.createObjectBuilder().add("runs", list));
    }

    /** One run by its name. */
    static void one(Channel channel, String name, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        Parameters.requireNone(request);
        Run run = channel.log().run(name);
        if (run == null) {
            throw new Rejected(404, "unknown_run", "there is no run of this name in " + channel.name());
        }
        JsonAnswer.send(response, describe(run));
    }

    static JsonObjectBuilder describe(Run run) {
        boolean ended = run.ended() != null;
        JsonObjectBuilder json = Providers.JSON.createObjectBuilder();
        json.add("run", run.started().run());
        json.add("title", text(run.started().title()));
        json.add("cols", number(run.started().cols()));
        json.add("rows", number(run.started().rows()));
        json.add("started", Timestamps.write(run.startedMillis()));
        json.add("ended", text(ended ? Timestamps.write(run.endedMillis()) : null));
        json.add("outcome", text(ended ? run.ended().outcome().name().toLowerCase(Locale.ROOT) : null));
        json.add("exit", number(ended ? run.ended().exit() : null));
        json.add("first", run.first());
        json.add("last", ended ? Providers.JSON.createValue(run.last()) : JsonValue.NULL);
        return json.add("received", run.received());
    }

    private static JsonValue text(String value) {
        return value == null ? JsonValue.NULL : Providers.JSON.createValue(value);
    }

    private static JsonValue number(Integer value) {
        return value == null ? JsonValue.NULL : Providers.JSON.createValue(value);
    }
}
