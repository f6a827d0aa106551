package io.tapewire.cli.upload;

import io.tapewire.cli.server.Refusal;
import io.tapewire.cli.server.Server;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * A run on the server. Immutable.
 *
 * @param channel its channel
 * @param name a name that no other run has, so that nobody else publishes to it
 * @param title what viewers read; may be {@code null}
 * @param cols the width of the program's terminal; 0 if it has none
 * @param rows its height; 0 if it has none
 */
public record Run(Server server, String channel, String name, String title, int cols, int rows) {
    /** Declares it; again, if the server has forgotten it. */
    void declare() throws IOException, InterruptedException, Refusal {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("run", name);
        if (title != null) {
            data.put("title", title);
        }
        if (cols > 0) {
            data.put("cols", cols);
            data.put("rows", rows);
        }
        // without a key of its own each time, the server would only repeat its answer after it has forgotten the run
        server.say(channel, "run_started", data, name + "-" + System.nanoTime());
    }

    /** @param exit the program's status, or {@code null} if there is none */
    void end(Integer exit) throws IOException, InterruptedException, Refusal {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("run", name);
        data.put("outcome", "finished");
        if (exit != null) {
            data.put("exit", exit);
        }
        server.say(channel, "run_ended", data, name + "-end");
    }

    /** Begins to send bytes that continue it after {@code from}. */
    CompletableFuture<HttpResponse<String>> put(long from, BodyPublisher body) {
        return server.put(URI.create(server.at(channel, "output") + "?run=" + name + "&from=" + from), body);
    }
}
