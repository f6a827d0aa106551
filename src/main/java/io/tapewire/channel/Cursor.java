package io.tapewire.channel;

import io.tapewire.log.Context;
import io.tapewire.log.Frame;
import io.tapewire.log.Gap;
import io.tapewire.log.Log;
import io.tapewire.log.Span;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.EnvelopeEncoder;
import io.tapewire.protocol.MessageType;
import io.tapewire.protocol.Providers;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.util.function.Supplier;

/**
 * One subscriber's position in one channel. Live, resuming, late and slow subscribers are alike: each moves towards
 * the log's end.
 *
 * <p>Used by the subscriber's sender alone.
 */
final class Cursor {
    private static final EnvelopeEncoder ENCODER = new EnvelopeEncoder();

    private final Subscriber subscriber;
    private final Audience audience;
    private final int frameBytes;
    private final Window window;
    /** {@code null} if the channel is kept where nobody has to wait. */
    private final Retrieval retrieval;

    private JsonValue requestId;
    private ChannelPattern pattern;

    private Log log;
    private long position;
    private long bytes;
    private long goal;
    private boolean announced;
    private boolean known;
    private boolean recovered;
    private boolean lapped;
    private Gap.Reason reason = Gap.Reason.EVICTED;
    private boolean queued;
    private boolean ended;

    Cursor(Subscriber subscriber, Audience audience, Subscription wish, int mostFrameBytes) {
        this.subscriber = subscriber;
        this.audience = audience;
        this.window = wish.window() > 0 ? new Window(wish.window()) : null;
        this.frameBytes = window == null ? mostFrameBytes : window.frameBytes(mostFrameBytes);
        this.requestId = wish.id();
        this.pattern = wish.pattern();
        this.retrieval = audience.channel().log().isShared() ? new Retrieval(audience, subscriber, this::serve) : null;
        start(wish);
    }

    private void serve() {
        if (!ended) {
            subscriber.serve(this);
        }
    }

    /** Its client wants no more of it. */
    void end() {
        ended = true;
    }

    private void start(Subscription wish) {
        log = audience.channel().log();
        log.seal();
        known = wish.epoch() != null && log.has(wish.epoch(), wish.offset());
        position = known ? wish.offset() : joinPosition(wish);
        Span span = log.span();
        recovered = known && position >= span.first() - 1;
        bytes = log.bytesAt(position);
        goal = span.last();
    }

    /** Behind what its client has of this log, which has lost the rest; or where anybody begins. */
    private long joinPosition(Subscription wish) {
        boolean another = wish.epoch() != null && !wish.epoch().equals(log.epoch());
        long shared = another ? log.sharedWith(wish.epoch(), wish.offset()) : -1;
        return shared < 0 ? log.joinPosition() : shared;
    }

    /**
     * The next frame to send, or {@code null} if there is none now, because it has caught up or the window is full.
     */
    Frame next() {
        Log current = audience.channel().log();
        if (announced && current != log) {
            long shared = current.sharedWith(log, position);
            return shared == position ? goOn(current) : restart(current, shared);
        }
        if (!announced) {
            Context context = context();
            return context == null ? null : announce(context);
        }
        Frame frame = log.isShared() ? readShared() : log.read(position, frameBytes, reason);
        if (frame == null || (window != null && !window.admits(frame))) {
            return null;
        }
        taken();
        position = frame.last();
        bytes = frame.end();
        reason = Gap.Reason.SLOW;
        audience.took(frame.weight());
        if (window != null) {
            window.sent(frame);
        }
        return frame;
    }

    /** The same, of a log that may have to be read where others are not to wait for it. */
    private Frame readShared() {
        Frame frame = log.readAtHand(position, frameBytes);
        return frame == null && log.isMoreAfter(position)
                ? retrieval.at(log, position, Frame.class, reading(log, position, reason))
                : frame;
    }

    private Supplier<Frame> reading(Log from, long after, Gap.Reason why) {
        return () -> from.read(after, frameBytes, why);
    }

    /** What a viewer must know who begins here; {@code null} if it has yet to be read. */
    private Context context() {
        if (known || audience.channel().log() != log) {
            return Context.NONE;
        }
        if (!log.isShared()) {
            return log.contextAfter(position);
        }
        Log from = log;
        long after = position;
        return retrieval.at(from, after, Context.class, () -> from.contextAfter(after));
    }

    /** The answer to a request, of which nothing more will be sent. */
    Frame answer() {
        return announce(log.isShared() ? Context.NONE : context());
    }

    private Frame announce(Context context) {
        announced = true;
        taken();
        return subscribed(context);
    }

    private void taken() {
        if (retrieval != null) {
            retrieval.clear();
        }
    }

    /** All that was sent is in this log, too, whose epoch is another one. */
    private Frame goOn(Log current) {
        log = current;
        bytes = log.bytesAt(position);
        goal = log.span().last();
        requestId = null;
        known = true;
        recovered = true;
        return subscribed(Context.NONE);
    }

    /** @param shared the last record that it has and that is in this log, too; negative if it is quite another log */
    private Frame restart(Log current, long shared) {
        Frame gap = shared < 0 ? log.restartGap(position) : log.lossGap(position);
        log = current;
        position = Math.max(0, shared);
        bytes = log.bytesAt(position);
        goal = current.span().last();
        announced = false;
        requestId = null;
        known = false;
        recovered = false;
        if (window != null) {
            window.clear();
        }
        return gap;
    }

    private Frame subscribed(Context context) {
        JsonObjectBuilder data = Providers.JSON.createObjectBuilder().add("recovered", recovered);
        context.addTo(data);
        if (pattern != null) {
            data.add("pattern", pattern.toString());
        }
        Envelope reply = Envelope.of(MessageType.SUBSCRIBED)
                .about(audience.channel().name())
                .at(log.epoch(), position)
                .inReplyTo(requestId)
                .stamped(subscriber.wallClock())
                .with(data.build());
        return Frame.reply(ENCODER.encodeBytes(reply));
    }

    /** The gap that names all records that were not sent to it, because its log ends. */
    Frame farewell() {
        return log.restartGap(position);
    }

    /** The pattern that the channel is followed by, or {@code null} if the client has named the channel. */
    ChannelPattern pattern() {
        return pattern;
    }

    /** From now on another pattern follows the channel. Its client is told that it goes on from where it is. */
    void follow(ChannelPattern other) {
        pattern = other;
        if (announced) {
            announced = false;
            known = true;
            recovered = true;
            requestId = null;
        }
    }

    String channelName() {
        return audience.channel().name();
    }

    /** Whether the subscriber has been told where delivery begins. */
    boolean isAnnounced() {
        return announced;
    }

    /** Lets it move up to what is visible in its log now, at its connection's speed. */
    void aimAt(long last) {
        goal = last;
    }

    /** Whether it continues without waiting for the audience's next turn. */
    boolean isBehind() {
        return !announced
                || position < goal
                || hasFullFrame()
                || audience.channel().log() != log;
    }

    /** Whether there is at least one full frame to send to it. */
    boolean hasFullFrame() {
        return announced && log.hasFullFrame(bytes);
    }

    void acknowledged(long offset) {
        if (window != null) {
            window.acknowledged(offset);
        }
    }

    /**
     * The byte of the log that this subscriber has reached, for producers that wait for it. No producer waits for a
     * subscriber that was lapped until it has nearly caught up, because it would only be lapped again.
     *
     * @param forgotten bytes of the log that are not in memory
     * @param end bytes of the whole log
     */
    long heldAt(long forgotten, long end, long holdBytes) {
        if (bytes < forgotten) {
            lapped = true;
        } else if (end - bytes < holdBytes / 2) {
            lapped = false;
        }
        return lapped ? Long.MAX_VALUE : bytes;
    }

    Subscriber subscriber() {
        return subscriber;
    }

    Audience audience() {
        return audience;
    }

    /** Marks it as waiting for its subscriber's turn. Returns false if it already is. */
    boolean queue() {
        boolean fresh = !queued;
        queued = true;
        return fresh;
    }

    void unqueue() {
        queued = false;
    }
}
