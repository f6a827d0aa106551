package io.tapewire.channel;

import io.tapewire.log.Position;
import jakarta.json.JsonValue;
import java.util.Map;

/**
 * A client's wish to follow all channels that fit a pattern, those of now and those that come later.
 *
 * @param pattern which channels
 * @param positions what it has of some of them, by name; the others come from their start
 * @param window bytes of output of each channel that may be unacknowledged, or 0 for no limit
 * @param id the request's {@code id}, or {@code null}
 */
public record Following(ChannelPattern pattern, Map<String, Position> positions, int window, JsonValue id) {
    public Following {
        positions = Map.copyOf(positions);
    }

    /** How one of its channels is subscribed to. */
    Subscription wish(String channel) {
        Position known = positions.get(channel);
        return new Subscription(
                channel,
                known == null ? null : known.epoch(),
                known == null ? 0 : known.offset(),
                window,
                null,
                pattern);
    }
}
