package io.tapewire.broadcast;

import io.tapewire.channel.Channel;
import io.tapewire.channel.ChannelName;
import io.tapewire.channel.Channels;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.ActivityLog;
import io.tapewire.event.MaskedValues;
import io.tapewire.event.Notification;
import io.tapewire.event.Recording;
import io.tapewire.event.RunEnded;
import io.tapewire.event.RunRefused;
import io.tapewire.event.RunStarted;
import io.tapewire.event.TaskStatus;
import io.tapewire.event.TerminalOutput;
import io.tapewire.fault.FaultLog;
import io.tapewire.log.Run;
import io.tapewire.log.TimeSource;
import io.tapewire.mask.Masks;
import io.tapewire.mask.Source;
import io.tapewire.mask.Streams;
import io.tapewire.protocol.Payload;
import io.tapewire.protocol.RecordType;
import io.tapewire.protocol.Utf8Encoder;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import jakarta.inject.Inject;

/**
 * Appends the events that beans fire to their channel's log, with secrets masked. Never waits for a viewer.
 *
 * <p>Synchronous events keep their order, asynchronous ones do not. This observer runs first, because an observer
 * that throws keeps the event from later ones.
 */
@ApplicationScoped
public class Broadcaster {
    private static final FaultLog FAULTS = FaultLog.of(Broadcaster.class);
    /** Priorities below 0 are reserved, and Weld on WildFly does not put them first. */
    private static final int FIRST = 0;

    private final Channels channels;
    private final Limits limits;
    private final Fragments fragments;
    private final Masks masks;
    private final Streams streams;

    @Inject
    Broadcaster(Channels channels, Limits limits, Masks masks) {
        this.channels = channels;
        this.masks = masks;
        this.streams = new Streams(masks, limits, TimeSource.system()::elapsedMillis, this::append);
        this.limits = limits;
        this.fragments = new Fragments(TimeSource.system()::elapsedMillis, limits.asInt(Limit.WAITING_SEQUENCES));
    }

    /** Only for the container's proxy. */
    protected Broadcaster() {
        this.channels = null;
        this.limits = null;
        this.fragments = null;
        this.masks = null;
        this.streams = null;
    }

    void on(@Observes @Priority(FIRST) TerminalOutput event) {
        if (!channels.has(event.channel())) {
            // checked only for new channels: the name of a channel that exists has been checked before
            ChannelName.require(event.channel());
        }
        byte[] utf8 = fragments.join(event);
        if (utf8.length > 0) {
            append(event, utf8);
        }
        Recording.note(event);
        if (fragments.hasGivenUp()) {
            appendGivenUp();
        }
    }

    void on(@Observes @Priority(FIRST) MaskedValues event) {
        Channel channel = channels.open(event.channel());
        Run run = event.run() == null ? null : channel.log().run(event.run());
        if (run != null && run.ended() != null) {
            // its values would never be forgotten
            throw new RunRefused(RunRefused.Reason.OTHER, "the run " + event.run() + " has already ended");
        }
        masks.register(event);
        Recording.note(event);
    }

    void on(@Observes @Priority(FIRST) RunStarted event) {
        channels.start(masked(event));
        Recording.note(event);
    }

    void on(@Observes @Priority(FIRST) RunEnded event) {
        ChannelName.require(event.channel());
        for (TerminalOutput rest : fragments.end(event.channel(), event.run())) {
            FAULTS.attempt("Cannot record the unfinished end of a run's output", () -> append(rest));
        }
        FAULTS.attempt(
                "Cannot record the end of a run's output that was held",
                () -> streams.end(event.channel(), event.run()));
        channels.end(event);
        Recording.note(event);
        masks.endRun(event.channel(), event.run());
    }

    void on(@Observes @Priority(FIRST) TaskStatus event) {
        byte[] data = requireSize(Payload.of(event));
        channels.appendStatus(
                event.channel(), masks.text(event.channel(), event.taskId()), masks.data(event.channel(), data));
        Recording.note(event);
    }

    void on(@Observes @Priority(FIRST) Notification event) {
        append(event.channel(), RecordType.NOTIFICATION, Payload.of(event));
        Recording.note(event);
    }

    void on(@Observes @Priority(FIRST) ActivityLog event) {
        append(event.channel(), RecordType.ACTIVITY_LOG, Payload.of(event));
        Recording.note(event);
    }

    void onAsync(@ObservesAsync TerminalOutput event) {
        on(event);
    }

    void onAsync(@ObservesAsync MaskedValues event) {
        on(event);
    }

    void onAsync(@ObservesAsync RunStarted event) {
        on(event);
    }

    void onAsync(@ObservesAsync RunEnded event) {
        on(event);
    }

    void onAsync(@ObservesAsync TaskStatus event) {
        on(event);
    }

    void onAsync(@ObservesAsync Notification event) {
        on(event);
    }

    void onAsync(@ObservesAsync ActivityLog event) {
        on(event);
    }

    /** Replaces first halves of surrogate pairs that have waited this long for their second half. */
    void giveUpHalves(long millis) {
        fragments.giveUpHalves(millis);
        appendGivenUp();
    }

    /**
     * Records output that may be the beginning of a masked value and has waited too long for the rest. If its producer
     * has lost the connection and will continue, it waits for that.
     */
    void releaseSilent() {
        streams.releaseSilent(source -> channels.find(source.channel())
                .filter(channel -> isCutOff(channel, source))
                .isPresent());
    }

    private static boolean isCutOff(Channel channel, Source source) {
        return channel.log().isCutOff(source.run());
    }

    private RunStarted masked(RunStarted event) {
        if (event.title() == null || masks.isEmpty()) {
            return event;
        }
        String title = masks.text(event.channel(), event.title());
        return new RunStarted(event.channel(), event.run(), title, event.cols(), event.rows());
    }

    private void appendGivenUp() {
        for (TerminalOutput whole : fragments.takeGivenUp()) {
            FAULTS.attempt("Cannot record output that was held back", () -> append(whole));
        }
    }

    private void append(TerminalOutput whole) {
        append(whole, Utf8Encoder.encode(whole.output()));
    }

    private void append(TerminalOutput event, byte[] utf8) {
        if (streams.isIdle()) {
            channels.append(event.channel(), RecordType.of(event.type()), utf8, event.run());
        } else {
            streams.append(event, utf8);
        }
    }

    private void append(Source source, byte[] utf8, int read) {
        channels.append(source.channel(), RecordType.of(source.type()), utf8, source.run(), read);
    }

    private void append(String channel, RecordType type, byte[] data) {
        channels.appendMessage(channel, type, masks.data(channel, requireSize(data)));
    }

    private byte[] requireSize(byte[] data) {
        long mostBytes = limits.of(Limit.MESSAGE_BYTES);
        if (data.length > mostBytes) {
            limits.refused(Limit.MESSAGE_BYTES);
            throw new IllegalArgumentException("a message has at most %d bytes (%s), this one has %d"
                    .formatted(mostBytes, Limit.MESSAGE_BYTES.key(), data.length));
        }
        return data;
    }
}
