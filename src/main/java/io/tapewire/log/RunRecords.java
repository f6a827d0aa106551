package io.tapewire.log;

import io.tapewire.event.RunEnded;
import io.tapewire.event.RunOutcome;
import io.tapewire.event.RunStarted;
import jakarta.json.JsonObject;
import java.util.Locale;

/** Reads the events of runs from the records that they have left. */
final class RunRecords {
    private RunRecords() {}

    static RunStarted started(String channel, JsonObject data) {
        return new RunStarted(
                channel,
                data.getString("run"),
                data.getString("title", null),
                data.containsKey("cols") ? data.getInt("cols") : null,
                data.containsKey("rows") ? data.getInt("rows") : null);
    }

    /** The run's name is {@code null} if the program was not declared as one. */
    static RunEnded ended(String channel, JsonObject data) {
        return new RunEnded(
                channel,
                data.getString("run", null),
                RunOutcome.valueOf(data.getString("outcome").toUpperCase(Locale.ROOT)),
                data.containsKey("exit") ? data.getInt("exit") : null);
    }

    /** Whether viewers put their terminal back to a fresh one's state after this end. */
    static boolean resets(JsonObject data) {
        return data.getBoolean("reset", false);
    }
}
