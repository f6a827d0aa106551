package io.tapewire.it;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;

/** One envelope, as a viewer got it. */
record Message(JsonObject json) {
    static Message of(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return new Message(reader.readObject());
        }
    }

    String type() {
        return json.getString("type");
    }

    boolean is(String type) {
        return type.equals(type());
    }

    boolean is(String type, String channel) {
        return is(type) && channel.equals(channel());
    }

    /** Whether it is a record of a channel's log, or several. */
    boolean isRecord() {
        return switch (type()) {
            case "terminal_output", "task_status", "notification", "activity_log", "run_started", "run_ended", "file" ->
                true;
            default -> false;
        };
    }

    String channel() {
        return json.getString("channel", null);
    }

    String epoch() {
        return json.getString("epoch");
    }

    long offset() {
        return json.getJsonNumber("offset").longValue();
    }

    long first() {
        return json.containsKey("first") ? json.getJsonNumber("first").longValue() : offset();
    }

    JsonObject data() {
        return json.getJsonObject("data");
    }

    String output() {
        return is("terminal_output") ? data().getString("output") : "";
    }

    /** Of an {@code error}. */
    String code() {
        return data().getString("code");
    }

    long number(String field) {
        return data().getJsonNumber(field).longValue();
    }

    @Override
    public String toString() {
        String text = json.toString();
        return text.length() <= 300 ? text : text.substring(0, 300) + "…";
    }
}
