package io.tapewire.history;

import io.tapewire.channel.Channel;
import io.tapewire.directory.RunJson;
import io.tapewire.http.JsonAnswer;
import io.tapewire.http.Parameters;
import io.tapewire.http.Rejected;
import io.tapewire.log.Run;
import io.tapewire.protocol.Providers;
import jakarta.json.JsonArrayBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

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
        channel.log().runs(limit).forEach(run -> list.add(RunJson.of(run)));
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
        JsonAnswer.send(response, RunJson.of(run));
    }
}
