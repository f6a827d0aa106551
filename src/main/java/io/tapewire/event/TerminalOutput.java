package io.tapewire.event;

import static java.util.Objects.requireNonNull;

/**
 * A piece of a program's output, of any length, with its line ends and escape sequences unchanged.
 *
 * <p>Fire it with {@code Event<TerminalOutput>.fire(…)}: it is in the channel's log when {@code fire} returns, in the
 * order of the calls, and no viewer can block the caller. A surrogate pair or an escape sequence may be split over several
 * events with the same channel, type and run; its beginning enters the log together with its end.
 *
 * @param channel the channel's name as in the wire contract; {@code fire} throws {@link IllegalArgumentException} for a
 *     bad one
 * @param output the text; may be empty, which publishes nothing
 * @param type where the text came from
 * @param run the run that it belongs to, or any name that separates programs that print to the same channel;
 *     {@code null} if there is only one
 */
public record TerminalOutput(String channel, String output, OutputType type, String run) {
    public TerminalOutput {
        requireNonNull(channel, "channel");
        requireNonNull(output, "output");
        requireNonNull(type, "type");
    }

    public TerminalOutput(String channel, String output) {
        this(channel, output, OutputType.OUTPUT);
    }

    public TerminalOutput(String channel, String output, OutputType type) {
        this(channel, output, type, null);
    }
}
