package io.tapewire.channel;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.fault.FaultLog;
import io.tapewire.log.Frame;
import io.tapewire.protocol.CloseCode;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.EnvelopeEncoder;
import io.tapewire.protocol.MessageType;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One connection: its cursors, its requests, and whether it is still alive.
 *
 * <p>The public methods may be called by any thread and never block; their work is done on the subscriber's sender.
 */
public final class Subscriber {
    private static final EnvelopeEncoder ENCODER = new EnvelopeEncoder();
    private static final FaultLog FAULTS = FaultLog.of(Subscriber.class);

    private final Connection connection;
    private final Sender sender;
    private final Channels channels;
    private final Limits limits;
    private final Runnable onLeave;
    private final Map<String, Cursor> cursors = new HashMap<>(2);
    private final Outbox outbox;
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Runnable departure = this::depart;
    private volatile long heardNanos;
    private long askedNanos;

    Subscriber(Outlet outlet, Sender sender, Channels channels, Limits limits, Runnable onLeave) {
        this.connection = new Connection(outlet);
        this.sender = sender;
        this.channels = channels;
        this.limits = limits;
        this.onLeave = onLeave;
        this.outbox = new Outbox(connection, sender, unanswered::decrementAndGet, this::giveUp);
        this.heardNanos = sender.nanos();
        this.askedNanos = heardNanos;
        sender.submit(() -> sender.add(this));
    }

    /** To be called when the client has sent anything. */
    public void heard() {
        heardNanos = sender.nanos();
    }

    /** Sends a reply after those that wait. */
    public void reply(Envelope envelope) {
        request(() -> answer(envelope));
    }

    /**
     * Starts to deliver a channel from the requested position. A subscription to this channel that exists is
     * replaced.
     */
    public void subscribe(Subscription wish) {
        request(() -> {
            Cursor before = cursors.get(wish.channel());
            if (before == null && cursors.size() >= limits.of(Limit.CONNECTION_CHANNELS)) {
                answer(refusal(
                        "too_many_channels",
                        "this connection already has " + cursors.size() + " subscriptions",
                        wish.channel(),
                        wish.id()));
                return;
            }
            end(before);
            try {
                Cursor cursor = join(wish);
                cursors.put(wish.channel(), cursor);
                unanswered.decrementAndGet();
                serve(cursor);
            } catch (TooManyChannels e) {
                cursors.remove(wish.channel());
                answer(refusal("too_many_channels", e.getMessage(), wish.channel(), wish.id()));
            }
        });
    }

    private Cursor join(Subscription wish) {
        Cursor cursor;
        do {
            cursor = channels.open(wish.channel()).join(this, sender, wish, limits.asInt(Limit.FRAME_BYTES));
        } while (cursor == null);
        return cursor;
    }

    public void unsubscribe(String channel, JsonValue id) {
        request(() -> {
            Cursor cursor = cursors.remove(channel);
            if (cursor == null) {
                answer(refusal("not_subscribed", "there is no subscription to this channel", channel, id));
                return;
            }
            end(cursor);
            answer(Envelope.of(MessageType.UNSUBSCRIBED).about(channel).inReplyTo(id));
        });
    }

    /**
     * Ends a subscription because the client asks for it. If its "subscribed" has not been sent, it is sent first.
     */
    private void end(Cursor cursor) {
        Frame owed = cursor == null || cursor.isAnnounced() ? null : cursor.next();
        drop(cursor);
        if (owed != null) {
            unanswered.incrementAndGet();
            outbox.reply(owed);
        }
    }

    /** The client has shown everything up to this offset. */
    public void acknowledge(String channel, long offset, JsonValue id) {
        request(() -> {
            Cursor cursor = cursors.get(channel);
            if (cursor == null) {
                answer(refusal("not_subscribed", "there is no subscription to this channel", channel, id));
                return;
            }
            unanswered.decrementAndGet();
            cursor.acknowledged(offset);
            serve(cursor);
        });
    }

    /** The connection is gone. */
    public void leave() {
        sender.submit(departure);
    }

    /** Closes the connection with this code and reason. */
    public void close(CloseCode code, String reason) {
        // only once: a client that floods continues until the connection is really closed
        if (connection.close(code, reason)) {
            leave();
        }
    }

    private void request(Runnable work) {
        if (unanswered.incrementAndGet() > limits.of(Limit.CONNECTION_REPLIES)) {
            close(CloseCode.ABUSE, "too many requests without reading the answers");
            return;
        }
        sender.submit(() -> {
            if (!outbox.isGone()) {
                attempt(work);
            }
        });
    }

    /** Does work for this subscriber; a failure affects this subscriber only. */
    private void attempt(Runnable work) {
        try {
            work.run();
        } catch (Throwable fault) {
            fail(fault);
        }
    }

    /** Closes the connection because of a fault of our own. */
    void fail(Throwable fault) {
        FAULTS.report("Cannot serve a viewer, closing its connection so that it comes back", fault);
        giveUp();
    }

    private void answer(Envelope envelope) {
        outbox.reply(Frame.reply(ENCODER.encodeBytes(envelope.stamped(wallClock()))));
    }

    private static Envelope refusal(String code, String message, String channel, JsonValue id) {
        return Envelope.error(code, message).about(channel).inReplyTo(id);
    }

    void serve(Cursor cursor) {
        outbox.serve(cursor);
    }

    boolean hasLeft() {
        return outbox.isClosed();
    }

    /** A frame was not sent. A client that is still there must not wait for the rest: it is told to come back. */
    private void giveUp() {
        if (!outbox.isClosed()) {
            depart();
            connection.close(CloseCode.FAULT, "a message could not be sent");
        }
    }

    /** Sends a ping if the client has been silent, and closes the connection if it has been silent for too long. */
    void checkAlive(long now) {
        attempt(() -> check(now));
    }

    private void check(long now) {
        long interval = limits.nanos(Limit.PING_INTERVAL_MS);
        long timeout = limits.nanos(Limit.PING_TIMEOUT_MS);
        long silence = now - heardNanos;
        outbox.settleIfLate(now);
        if (outbox.isGone()) {
            // in case onGone could not be submitted to the sender
            giveUp();
        } else if (outbox.isStuck(timeout, now) || silence > interval + timeout) {
            depart();
            connection.close(CloseCode.UNRESPONSIVE, "the client neither received nor sent anything for too long");
        } else if (silence > interval && now - askedNanos > interval) {
            askedNanos = now;
            outbox.ping();
        }
    }

    private void depart() {
        if (outbox.isClosed()) {
            return;
        }
        outbox.close();
        for (Cursor cursor : List.copyOf(cursors.values())) {
            FAULTS.attempt("Cannot end a subscription", () -> drop(cursor));
        }
        cursors.clear();
        sender.remove(this);
        onLeave.run();
    }

    private void drop(Cursor cursor) {
        if (cursor != null) {
            outbox.forget(cursor);
            cursor.audience().remove(cursor);
            channels.forgetIfUnused(cursor.audience().channel());
        }
    }

    Instant wallClock() {
        return channels.clock().instant();
    }
}
