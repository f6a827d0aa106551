package io.tapewire.channel;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.RunEnded;
import io.tapewire.event.RunOutcome;
import io.tapewire.event.StoreUnavailable;
import io.tapewire.fault.FaultLog;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** What timers do with all channels in memory. If it fails for one of them, it is still done for the others. Any thread. */
public final class Upkeep {
    private static final FaultLog FAULTS = FaultLog.of(Upkeep.class);

    private final Channels channels;
    private final Limits limits;

    Upkeep(Channels channels, Limits limits) {
        this.channels = channels;
        this.limits = limits;
    }

    /** Seals output that is this old and that no subscriber has asked for. */
    public void sealOlderThan(long millis) {
        forEach("Cannot seal a channel's output", channel -> channel.log().sealOlderThan(millis));
    }

    /** The {@code RunEnded} events for the open runs whose producers have been silent for too long. */
    public List<RunEnded> silentRuns() {
        long silence = TimeUnit.SECONDS.toMillis(limits.of(Limit.RUN_SILENCE_S));
        List<RunEnded> lost = new ArrayList<>();
        forEach(
                "Cannot search a channel for silent runs",
                channel -> channel.log()
                        .silentRuns(silence)
                        .forEach(run -> lost.add(new RunEnded(channel.name(), run, RunOutcome.LOST))));
        return lost;
    }

    /** Stores what was sealed and not stored yet, because nobody has asked for it. Waits for the disk. */
    public void store() {
        forEach("Cannot store a channel's output", Channel::flushIfNeeded);
    }

    /** Prepares the logs of channels that get nothing at present for an end of the server without notice. Waits for the disk. */
    public void markQuiet() {
        long quiet = limits.of(Limit.HISTORY_QUIET_MS);
        forEach("Cannot mark a channel's history", channel -> channel.markIfQuiet(quiet));
    }

    /** Forgets the channels that nobody watches and that have not grown for a long time. Waits for the disk. */
    public void forgetIdle() {
        long idle = TimeUnit.SECONDS.toMillis(limits.of(Limit.CHANNEL_IDLE_S));
        forEach("Cannot forget an idle channel", channel -> channels.forget(channel, idle, true));
    }

    /** Writes down what all logs are, and ends them. Waits for the disk. */
    void endLogs() {
        forEach("Cannot store a channel's end", channel -> {
            channel.mark();
            channel.log().end();
        });
    }

    private void forEach(String failure, Consumer<Channel> work) {
        for (Channel channel : channels.inMemory()) {
            FAULTS.attempt(failure, () -> {
                try {
                    work.accept(channel);
                } catch (StoreUnavailable later) {
                    // it is logged where it is found out, and done the next time
                    return;
                }
            });
        }
    }
}
