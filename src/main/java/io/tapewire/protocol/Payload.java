package io.tapewire.protocol;

import io.tapewire.event.ActivityLog;
import io.tapewire.event.Notification;
import io.tapewire.event.TaskStatus;
import jakarta.json.bind.JsonbException;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes what an event says as the {@code data} object of its message. */
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
        if (event.priority() != null) {
            data.put("priority", event.priority());
        }
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

    private static byte[] write(Map<String, Object> data) {
        try {
            return Utf8Encoder.encode(Providers.BINDING.toJson(data));
        } catch (JsonbException e) {
            throw new IllegalArgumentException("this event has details that JSON-B can't write", e);
        }
    }
}
