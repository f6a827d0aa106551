package io.tapewire.channel;

import io.tapewire.log.Position;
import jakarta.json.JsonValue;

/**
 * What a client asks for.
 *
 * @param channel a valid channel name
 * @param epoch the log it knows, or {@code null} for the whole retained history of whatever log there is
 * @param offset the last record it has of that log
 * @param window bytes of output that may be unacknowledged, or 0 for no limit
 * @param id the request's {@code id}, or {@code null}
 * @param pattern the pattern that the channel is followed by, or {@code null} if the client has named it
 */
public record Subscription(
        String channel, String epoch, long offset, int window, JsonValue id, ChannelPattern pattern) {
    /** To a channel that the client has named. */
    public Subscription(String channel, String epoch, long offset, int window, JsonValue id) {
        this(channel, epoch, offset, window, id, null);
    }

    /** The whole retained history, then live. */
    public static Subscription whole(String channel) {
        return new Subscription(channel, null, 0, 0, null);
    }

    /** The same, strictly after what the client has. */
    Subscription after(Position known) {
        return new Subscription(channel, known.epoch(), known.offset(), window, id, pattern);
    }
}
