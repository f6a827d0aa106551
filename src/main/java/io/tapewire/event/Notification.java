package io.tapewire.event;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * A message that viewers should notice.
 *
 * @param channel the channel's name
 * @param title a few words
 * @param message the whole text
 * @param priority the publisher's own scale; {@code null} for none
 * @param details further fields for the viewers, as JSON-B writes them; may be empty
 */
public record Notification(String channel, String title, String message, String priority, Map<String, Object> details) {
    public Notification {
        requireNonNull(channel, "channel");
        requireNonNull(title, "title");
        requireNonNull(message, "message");
        requireNonNull(details, "details");
    }

    public Notification(String channel, String title, String message) {
        this(channel, title, message, null, Map.of());
    }

    public Notification(String channel, String title, String message, String priority) {
        this(channel, title, message, priority, Map.of());
    }
}
