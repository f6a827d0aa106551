package io.tapewire.event;

import static java.util.Objects.requireNonNull;

import java.util.Map;

/**
 * An entry for the channel's activity log.
 *
 * @param channel the channel's name
 * @param level the publisher's own scale, for instance {@code info}
 * @param message the entry's text
 * @param metadata an object that goes with the entry, as JSON-B writes it; empty for none
 * @param details further fields beside these, as JSON-B writes them; may be empty
 */
public record ActivityLog(
        String channel, String level, String message, Map<String, Object> metadata, Map<String, Object> details) {
    public ActivityLog {
        requireNonNull(channel, "channel");
        requireNonNull(level, "level");
        requireNonNull(message, "message");
        requireNonNull(metadata, "metadata");
        requireNonNull(details, "details");
    }

    public ActivityLog(String channel, String level, String message) {
        this(channel, level, message, Map.of(), Map.of());
    }

    public ActivityLog(String channel, String level, String message, Map<String, Object> metadata) {
        this(channel, level, message, metadata, Map.of());
    }
}
