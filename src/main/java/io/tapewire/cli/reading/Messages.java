package io.tapewire.cli.reading;

import com.grack.nanojson.JsonObject;
import io.tapewire.cli.server.Server;

/** What a channel's messages mean for who follows it: what is shown, and how far it has come. One thread at a time. */
final class Messages {
    private final Screen screen;
    private Position position;
    private String refusal;

    /** @param start where to begin, or {@code null} for what the server has in its memory */
    Messages(Screen screen, Position start) {
        this.screen = screen;
        this.position = start;
    }

    /** Where to go on, or {@code null} if nothing has been seen. */
    Position position() {
        return position;
    }

    /** Why the server does not want to be asked again, or {@code null}. */
    String refusal() {
        return refusal;
    }

    void take(JsonObject message) {
        JsonObject data = message.getObject("data", new JsonObject());
        switch (message.getString("type", "")) {
            case "subscribed" -> subscribed(message, data);
            case "gap" -> gap(message, data);
            case "error" -> refusal = data.getString("message", "the server has refused");
            case "unsubscribed" -> refusal = "the token does not allow this channel any more";
            case "terminal_output" -> {
                screen.print(data.getString("output", ""));
                moveTo(message);
            }
            default -> {
                if (message.has("offset")) {
                    note(message.getString("type", ""), data);
                    moveTo(message);
                }
            }
        }
    }

    private void subscribed(JsonObject message, JsonObject data) {
        if (position != null && !data.getBoolean("recovered")) {
            screen.note("the channel does not continue where it was");
        }
        screen.print(data.getString("state", ""));
        position = new Position(message.getString("epoch"), message.getLong("offset"));
    }

    private void gap(JsonObject message, JsonObject data) {
        long from = data.getLong("from");
        long to = data.getLong("to");
        if (from <= to) {
            screen.note("records %d to %d are missing: %s".formatted(from, to, data.getString("reason", "unknown")));
        }
        screen.print(data.getString("state", ""));
        position = new Position(message.getString("epoch", position.epoch()), to);
    }

    private void moveTo(JsonObject message) {
        position = new Position(message.getString("epoch", position.epoch()), message.getLong("offset"));
    }

    private void note(String type, JsonObject data) {
        switch (type) {
            case "notification" -> screen.note(data.getString("title", "") + ": " + data.getString("message", ""));
            case "task_status" ->
                screen.note("task " + data.getString("taskId", "") + ": " + data.getString("status", ""));
            case "file" ->
                screen.note("file %s, %d bytes".formatted(data.getString("name", ""), data.getLong("bytes", 0)));
            case "run_ended" -> screen.note("the program has ended: " + Server.outcome(data));
            default -> {
                // what the page shows in its panels, and a terminal does not
            }
        }
    }
}
