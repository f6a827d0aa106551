package io.tapewire.channel;

import io.tapewire.log.Position;
import jakarta.json.JsonValue;
import java.util.Map;

/**
 * A client's wish to follow all channels that fit a pattern, those of now and those that come later.
 *
 * @param pattern which channels
 * @param positions what it has of some of them, by name; the others come from their start. It holds for channels that
 *     exist now: a channel that comes later has another epoch
 * @param window bytes of output of each channel that may be unacknowledged, or 0 for no limit
 * @param id the request's {@code id}, or {@code null}
 */
public record Following(ChannelPattern pattern, Map<String, Position> positions, int window, JsonValue id) {
    public Following {
        positions = Map.copyOf(positions);
    }
}
