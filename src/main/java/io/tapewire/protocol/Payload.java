package io.tapewire.protocol;

import io.tapewire.event.ActivityLog;
import io.tapewire.event.Notification;
import io.tapewire.event.RunEnded;
import io.tapewire.event.RunStarted;
import io.tapewire.event.TaskStatus;
import jakarta.json.bind.JsonbException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** Writes an event as the {@code data} object of its message. */
public final class Payload {
    private Payload() {}

    public static byte[] of(TaskStatus event) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("taskId", event.taskId());
        data.put("status", event.status());
        event.details().forEach(data::putIfAbsent);
        return write(data);
    }

    public static byte[] of(Notification event) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("title", event.title());
        data.put("message", event.message());
        putIfKnown(data, "priority", event.priority());
        event.details().forEach(data::putIfAbsent);
        return write(data);
    }

    public static byte[] of(ActivityLog event) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("level", event.level());
        data.put("message", event.message());
        if (!event.metadata().isEmpty()) {
            data.put("metadata", event.metadata());
        }
        event.details().forEach(data::putIfAbsent);
        return write(data);
    }

    public static byte[] of(RunStarted event) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("run", event.run());
        putIfKnown(data, "title", event.title());
        putIfKnown(data, "cols", event.cols());
        putIfKnown(data, "rows", event.rows());
        return write(data);
    }

    /**
     * The end of a run.
     *
     * @param run its name, or {@code null} for output that nobody declared
     * @param reset whether viewers must reset their terminal's state
     */
    public static byte[] of(RunEnded event, String run, boolean reset) {
        Map<String, Object> data = new LinkedHashMap<>();
        putIfKnown(data, "run", run);
        data.put("outcome", event.outcome().name().toLowerCase(Locale.ROOT));
        putIfKnown(data, "exit", event.exit());
        putIfKnown(data, "reset", reset ? true : null);
        return write(data);
    }

    /**
     * A file that was published.
     *
     * @param file its id
     * @param mediaType or {@code null}
     */
    public static byte[] file(String file, String name, long bytes, String sha256, String mediaType) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("file", file);
        data.put("name", name);
        data.put("bytes", bytes);
        data.put("sha256", sha256);
        putIfKnown(data, "mediaType", mediaType);
        return write(data);
    }

    private static void putIfKnown(Map<String, Object> data, String name, Object value) {
        if (value != null) {
            data.put(name, value);
        }
    }

    private static byte[] write(Map<String, Object> data) {
        try {
            return Utf8Encoder.encode(Providers.BINDING.toJson(data));
        } catch (JsonbException e) {
            throw new IllegalArgumentException("this event has details that JSON-B cannot write", e);
        }
    }
}
