package io.tapewire.ingest;

import io.tapewire.channel.Channels;
import io.tapewire.event.RunEnded;
import io.tapewire.event.RunOutcome;
import io.tapewire.event.RunRefused;
import io.tapewire.event.RunStarted;
import java.lang.System.Logger;
import java.util.function.Consumer;

/**
 * The run that a body of output belongs to, as the whole run or as a part. For one producer; one thread at a time.
 */
final class BodyRun {
    private static final Logger LOG = System.getLogger(BodyRun.class.getName());

    /** How a body belongs to a run. */
    enum Kind {
        /** No run was declared. */
        UNDECLARED,
        /** The body is the whole run, which ends with it. */
        WHOLE,
        /** The body is a part of a run, which may continue after it. */
        PART
    }

    private final String channel;
    private final String name;
    private final Kind kind;
    private final Channels channels;
    private final Consumer<Object> events;

    BodyRun(String channel, String name, Kind kind, Channels channels, Consumer<Object> events) {
        this.channel = channel;
        this.name = name;
        this.kind = kind;
        this.channels = channels;
        this.events = events;
    }

    /** The name that separates its output from the output of others. */
    String name() {
        return name;
    }

    Kind kind() {
        return kind;
    }

    /** Declares it. */
    void start(String title, Integer cols, Integer rows) {
        events.accept(new RunStarted(channel, name, title, cols, rows));
    }

    /** Bytes of this run that the server has received so far, in this body and others. */
    long received() {
        return channels.find(channel)
                .map(found -> found.log().run(name))
                .map(run -> run.received())
                .orElse(0L);
    }

    /** Counts bytes that have arrived. */
    void received(int bytes) {
        if (kind != Kind.UNDECLARED) {
            channels.find(channel).ifPresent(found -> found.log().received(name, bytes));
        }
    }

    /** The body is complete. */
    void finish() {
        if (kind != Kind.PART || hasEnded()) {
            end(RunOutcome.FINISHED);
        }
    }

    /** The producer is gone. A run that this body is only a part of may continue with another body. */
    void interrupt() {
        if (kind != Kind.PART || hasEnded()) {
            end(RunOutcome.INTERRUPTED);
        }
    }

    /**
     * Whether the run has ended while this body was being read. Then the end of the body must be recorded as well.
     */
    private boolean hasEnded() {
        return channels.find(channel)
                .map(found -> found.log().run(name))
                .filter(run -> run.ended() != null)
                .isPresent();
    }

    private void end(RunOutcome outcome) {
        try {
            events.accept(new RunEnded(channel, name, outcome));
        } catch (RunRefused silentForTooLong) {
            LOG.log(Logger.Level.DEBUG, "The run had already ended before its body", silentForTooLong);
        }
    }
}
