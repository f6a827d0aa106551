package io.tapewire.event;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * The present status of a task.
 *
 * @param channel the channel's name
 * @param taskId the publisher's name for the task
 * @param status the status in the publisher's own words, for instance {@code running}
 * @param details further fields for the viewers, as JSON-B writes them; may be empty
 */
public record TaskStatus(String channel, String taskId, String status, Map<String, Object> details) {
    public TaskStatus {
        requireNonNull(channel, "channel");
        requireNonNull(taskId, "taskId");
        requireNonNull(status, "status");
        requireNonNull(details, "details");
    }

    public TaskStatus(String channel, String taskId, String status) {
        this(channel, taskId, status, Map.of());
    }
}
