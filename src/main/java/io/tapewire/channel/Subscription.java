package io.tapewire.channel;

import jakarta.json.JsonValue;

/**
 * What a client asks for.
 *
 * @param channel a valid channel name
 * @param epoch the log it knows, or {@code null} for the whole retained history of whatever log there is
 * @param offset the last record it has of that log
 * @param window bytes of output it takes unacknowledged, or 0 for as many as its connection takes
 * @param id what the request called itself, or {@code null}
 */
public record Subscription(String channel, String epoch, long offset, int window, JsonValue id) {
    /** The whole retained history, then live. */
    public static Subscription whole(String channel) {
        return new Subscription(channel, null, 0, 0, null);
    }
}
