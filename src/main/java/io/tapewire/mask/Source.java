package io.tapewire.mask;

import io.tapewire.event.OutputType;
import io.tapewire.event.TerminalOutput;

/**
 * What prints: output of the same source is one stream.
 *
 * @param channel the channel's name
 * @param type where the text came from
 * @param run the name that separates programs in this channel, or {@code null}
 */
public record Source(String channel, OutputType type, String run) {
    static Source of(TerminalOutput event) {
        return new Source(event.channel(), event.type(), event.run());
    }
}
