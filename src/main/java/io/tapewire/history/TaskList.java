package io.tapewire.history;

import io.tapewire.channel.Channel;
import io.tapewire.http.JsonAnswer;
import io.tapewire.http.Parameters;
import io.tapewire.log.Task;
import io.tapewire.protocol.Providers;
import io.tapewire.protocol.Timestamps;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.StringReader;

/** Answers with the last status of each task, even if the log has forgotten the record. */
final class TaskList {
    private TaskList() {}

    static void send(Channel channel, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Parameters.requireNone(request);
        JsonArrayBuilder list = Providers.JSON.createArrayBuilder();
        channel.log().tasks().forEach(task -> list.add(describe(task)));
        JsonAnswer.send(response, Providers.JSON.createObjectBuilder().add("tasks", list));
    }

    /** The data as published; a field of its own that is named like one of ours is replaced. */
    private static JsonObjectBuilder describe(Task task) {
        try (var reader = Providers.JSON.createReader(new StringReader(task.data()))) {
            return Providers.JSON
                    .createObjectBuilder(reader.readObject())
                    .add("offset", task.offset())
                    .add("timestamp", Timestamps.write(task.millis()));
        }
    }
}
