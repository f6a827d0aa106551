package io.tapewire.event;

import static java.util.Objects.requireNonNull;

/**
 * A piece of what a program prints, of any length, with its line ends and escape sequences as they are.
 *
 * <p>Fire it with {@code Event<TerminalOutput>.fire(…)}: it is in the channel's log when {@code fire} returns, in the
 * order of the calls, and no viewer can hold the caller up. A surrogate pair may be split over two events.
 *
 * @param channel the channel's name as in the wire contract; {@code fire} throws {@link IllegalArgumentException} for a
 *     bad one
 * @param output the text; may be empty, which publishes nothing
 * @param type where the text came from
 */
public record TerminalOutput(String channel, String output, OutputType type) {
    public TerminalOutput {
        requireNonNull(channel, "channel");
        requireNonNull(output, "output");
        requireNonNull(type, "type");
    }

    public TerminalOutput(String channel, String output) {
        this(channel, output, OutputType.OUTPUT);
    }
}
