package io.tapewire.ingest;

import io.tapewire.channel.Channels;
import io.tapewire.event.RunEnded;
import io.tapewire.event.RunOutcome;
import io.tapewire.event.RunRefused;
import io.tapewire.event.RunStarted;
import io.tapewire.http.Rejected;
import io.tapewire.log.Decoding;
import io.tapewire.log.Run;
import java.lang.System.Logger;
import java.util.Optional;
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

    /** Takes over what other servers have of it. */
    void refresh() {
        channels.current(channel);
    }

    /** Bytes of this run that the server has received so far, in this body and others. */
    long received() {
        return find().map(Run::received).orElse(0L);
    }

    /** The beginning of a character that these bytes end with; empty if there is none. */
    byte[] cutCharacter() {
        return channels.find(channel)
                .map(found -> found.log().cutCharacter(name))
                .orElse(new byte[0]);
    }

    /**
     * Nobody else has written to the run, and it has not ended.
     *
     * @param bytes what {@link #received()} was
     * @throws Rejected if that is not so
     */
    void requireReceived(long bytes) {
        Run run = find().orElseThrow(() -> Rejected.unknownRun("the run " + name + " is no longer known"));
        if (run.ended() != null) {
            throw Rejected.outOfPlace("run_ended", "the run " + name + " has already ended", run.received());
        }
        if (run.received() != bytes) {
            throw Rejected.outOfPlace(
                    "other_output", "other output of the run " + name + " has come in between", run.received());
        }
    }

    /** What is known of it; nothing if it was not declared. */
    Optional<Run> find() {
        return channels.find(channel).map(found -> found.log().run(name));
    }

    /** A piece of output has arrived and is about to be published. */
    void expect(Decoding piece) {
        if (kind != Kind.UNDECLARED) {
            channels.find(channel).ifPresent(found -> found.log().expect(name, piece, false));
        }
    }

    /** The same, if its producer counts its bytes and can send them again. */
    void expectCounted(Decoding piece) {
        channels.find(channel).ifPresent(found -> found.log().expect(name, piece, true));
    }

    /** Counts bytes that have arrived. */
    void received(int bytes) {
        if (kind != Kind.UNDECLARED) {
            channels.find(channel).ifPresent(found -> found.log().received(name, bytes));
        }
    }

    /**
     * Counts bytes that have arrived, if another body will continue where they end.
     *
     * @param cut the beginning of a character that they end with; empty if there is none
     * @throws Rejected if they are not there any more, because the run goes on at another server
     */
    void received(int bytes, byte[] cut) {
        boolean isThere = channels.find(channel)
                .map(found -> found.log().received(name, bytes, cut))
                .orElse(true);
        if (!isThere) {
            throw Rejected.outOfPlace("other_output", "the run " + name + " has gone on at another server", received());
        }
    }

    /** The producer has lost its connection, and will continue with another body. */
    void cutOff() {
        channels.find(channel).ifPresent(found -> found.log().cutOff(name));
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
    boolean hasEnded() {
        return find().filter(run -> run.ended() != null).isPresent();
    }

    private void end(RunOutcome outcome) {
        try {
            events.accept(new RunEnded(channel, name, outcome));
        } catch (RunRefused silentForTooLong) {
            LOG.log(Logger.Level.DEBUG, "The run had already ended before its body", silentForTooLong);
        }
    }
}
