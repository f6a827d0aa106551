package io.tapewire.event;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * From now on these values are replaced by {@code ***} in everything that is published to a channel, also where they are encoded
 * in base64, in a URL or in JSON. The values themselves are never shown nor stored. {@code fire} throws
 * {@link MaskRefused} if they cannot be masked.
 *
 * @param channel the channel's name
 * @param values secrets of at least 8 bytes each in UTF-8
 * @param run the run at whose end they are forgotten; {@code null} to keep them as long as the channel is used
 */
public record MaskedValues(String channel, List<String> values, String run) {
    public MaskedValues {
        requireNonNull(channel, "channel");
        values = List.copyOf(values);
    }

    public MaskedValues(String channel, List<String> values) {
        this(channel, values, null);
    }

    /** Does not show the values, because events are logged. */
    @Override
    public String toString() {
        return "MaskedValues[channel=" + channel + ", " + values.size() + " values, run=" + run + "]";
    }
}
