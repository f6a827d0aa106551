package io.tapewire.log;

import io.tapewire.event.RunStarted;
import io.tapewire.protocol.Providers;
import io.tapewire.protocol.Timestamps;
import jakarta.json.JsonObjectBuilder;

/**
 * What a reader must know that begins after records it has not seen.
 *
 * @param state escape sequences that bring a fresh terminal into the state that these records left; empty if that is
 *     the state of a fresh terminal
 * @param run the run that is open there, or {@code null}
 */
public record Context(String state, Run run) {
    /** Nothing. */
    public static final Context NONE = new Context("", null);

    /** Adds the fields that are not empty to the {@code data} of a message. */
    public void addTo(JsonObjectBuilder data) {
        if (!state.isEmpty()) {
            data.add("state", state);
        }
        if (run != null) {
            data.add("run", describe(run));
        }
    }

    private static JsonObjectBuilder describe(Run run) {
        RunStarted started = run.started();
        JsonObjectBuilder json = Providers.JSON.createObjectBuilder().add("run", started.run());
        if (started.title() != null) {
            json.add("title", started.title());
        }
        if (started.cols() != null) {
            json.add("cols", started.cols()).add("rows", started.rows());
        }
        return json.add("started", Timestamps.write(run.startedMillis()));
    }
}
