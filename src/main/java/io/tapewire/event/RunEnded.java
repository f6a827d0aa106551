package io.tapewire.event;

import static java.util.Objects.requireNonNull;

/**
 * A program has stopped printing to a channel. If it left the terminal's state changed, viewers reset it.
 *
 * <p>The end of output that nobody declared as a run can be fired as well. Then viewers are told only if the output
 * was cut off or left the terminal's state changed.
 *
 * @param channel the channel's name
 * @param run the run's name; for output that nobody declared, the name that its {@link TerminalOutput} events carried, or
 *     {@code null} if they carried none
 * @param outcome how the program ended
 * @param exit the program's exit status; {@code null} if it is not known
 */
public record RunEnded(String channel, String run, RunOutcome outcome, Integer exit) {
    public RunEnded {
        requireNonNull(channel, "channel");
        requireNonNull(outcome, "outcome");
    }

    public RunEnded(String channel, String run, RunOutcome outcome) {
        this(channel, run, outcome, null);
    }
}
