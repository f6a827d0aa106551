package io.tapewire.directory;

import io.tapewire.log.Run;
import io.tapewire.protocol.Providers;
import io.tapewire.protocol.Timestamps;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.Locale;

/** A run as JSON, as lists and answers have it. */
public final class RunJson {
    private RunJson() {}

    public static JsonObjectBuilder of(Run run) {
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
