package io.tapewire.channel;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.StoreUnavailable;
import io.tapewire.fault.FaultLog;
import io.tapewire.log.Frame;
import io.tapewire.protocol.CloseCode;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.EnvelopeEncoder;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

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
    private final Outbox outbox;
    private final Subscriptions subscriptions;
    private final AtomicInteger unanswered = new AtomicInteger();
    private final Runnable answered = unanswered::decrementAndGet;
    private final Runnable noticed = this::noticed;
    private final Runnable departure = this::depart;
    /** Requests that have come while one waits for a store that servers share; bounded like the unanswered ones. */
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>(0);

    private boolean isAside;
    private int notices;
    private long expiresMillis = Long.MAX_VALUE;
    private volatile long heardNanos;
    private long askedNanos;

    /** @param owner whose quota its subscriptions to channels that do not exist use */
    Subscriber(Outlet outlet, Object owner, Sender sender, Channels channels, Limits limits, Runnable onLeave) {
        this.connection = new Connection(outlet);
        this.sender = sender;
        this.channels = channels;
        this.limits = limits;
        this.onLeave = onLeave;
        this.outbox = new Outbox(connection, sender, this::giveUp);
        this.subscriptions = new Subscriptions(this, owner, sender, channels, limits, outbox);
        this.heardNanos = sender.nanos();
        this.askedNanos = heardNanos;
        sender.submit(() -> sender.add(this));
    }

    /** To be called when the client has sent anything. */
    public void heard() {
        heardNanos = sender.nanos();
    }

    /**
     * Changes what this connection may watch, and until when. Subscriptions that are no longer permitted end, and what
     * fits its patterns and is permitted now begins. This looks at all channels, so the caller must not allow it too
     * often.
     *
     * @param expires when the connection ends, or {@code null} for never
     */
    public void permit(Permitted permitted, Instant expires) {
        request(() -> {
            unanswered.decrementAndGet();
            expiresMillis = millis(expires);
            subscriptions.permit(permitted);
        });
    }

    /** Changes only when the connection ends; {@code null} is never. */
    public void extend(Instant expires) {
        request(() -> {
            unanswered.decrementAndGet();
            expiresMillis = millis(expires);
        });
    }

    private static long millis(Instant expires) {
        return expires == null ? Long.MAX_VALUE : expires.toEpochMilli();
    }

    /** Sends a reply after those that wait. */
    public void reply(Envelope envelope) {
        request(() -> answer(envelope));
    }

    /**
     * Sends something that answers no request. Whoever sends a row of messages waits for {@code taken} before the next
     * one, so that they do not pile up.
     *
     * @param taken called by the sender when the message leaves the queue; never if the connection ends before that
     */
    public void tell(Envelope envelope, Runnable taken) {
        sender.submit(() -> {
            if (!outbox.isGone()) {
                attempt(() -> outbox.reply(frame(envelope), taken));
            }
        });
    }

    /** A transfer has something to send. Until it has no more, its frames and output take turns. */
    public void send(Transfer transfer) {
        sender.submit(() -> {
            if (!outbox.isGone()) {
                attempt(() -> outbox.serve(transfer));
            }
        });
    }

    /**
     * Starts to deliver a channel from the requested position. A subscription to this channel that exists is
     * replaced.
     */
    public void subscribe(Subscription wish) {
        request(() -> {
            if (refuseIfFull(wish.channel(), wish.id())) {
                return;
            }
            start(wish);
        });
    }

    private void start(Subscription wish) {
        Channel[] channel = new Channel[1];
        aside(() -> channel[0] = subscriptions.find(wish), failure -> {
            if (failure instanceof TooManyChannels full) {
                answer(refusal(TooManyChannels.CODE, full.getMessage(), wish.channel(), wish.id()));
                return;
            }
            if (failure != null) {
                fail(failure);
                return;
            }
            Cursor cursor = subscriptions.start(wish, channel[0]);
            if (cursor == null) {
                start(wish);
                return;
            }
            unanswered.decrementAndGet();
            serve(cursor);
        });
    }

    /** Does something that may wait, while further requests of this connection wait, and no others. */
    private void aside(Runnable work, Consumer<Throwable> then) {
        isAside = true;
        sender.aside(work, failure -> {
            isAside = false;
            if (outbox.isGone()) {
                return;
            }
            attempt(() -> then.accept(failure));
            while (!isAside && !outbox.isGone() && !waiting.isEmpty()) {
                attempt(waiting.poll());
            }
        });
    }

    /**
     * Starts to deliver all channels that fit a pattern, now and later. This looks at all channels, so the caller must
     * not allow it too often.
     */
    public void follow(Following wish) {
        request(() -> {
            String pattern = wish.pattern().toString();
            if (subscriptions.hasTooManyPatterns(wish.pattern())) {
                limits.refused(Limit.CONNECTION_PATTERNS);
                answer(refusal(
                        "too_many_patterns",
                        "this connection already follows " + limits.of(Limit.CONNECTION_PATTERNS) + " patterns",
                        pattern,
                        wish.id()));
            } else if (!refuseIfFull(pattern, wish.id())) {
                Awakening awoken = subscriptions.awakening(wish);
                aside(awoken, failure -> follow(wish, awoken, failure));
            }
        });
    }

    private void follow(Following wish, Awakening awoken, Throwable failure) {
        if (failure != null) {
            fail(failure);
            return;
        }
        answer(Notices.followed(wish.pattern().toString(), subscriptions.gone(wish, awoken))
                .inReplyTo(wish.id()));
        subscriptions.follow(wish, awoken);
    }

    private boolean refuseIfFull(String channel, JsonValue id) {
        if (!subscriptions.isFull(channel)) {
            return false;
        }
        limits.refused(Limit.CONNECTION_CHANNELS);
        answer(refusal(
                TooManyChannels.CODE,
                "this connection already has " + subscriptions.size() + " subscriptions",
                channel,
                id));
        return true;
    }

    /** Ends a subscription to a channel. */
    public void unsubscribe(String channel, JsonValue id) {
        request(() -> answerEnd(subscriptions.stop(channel), channel, id));
    }

    /** Ends the subscriptions that follow a pattern. */
    public void unfollow(ChannelPattern pattern, JsonValue id) {
        request(() -> {
            // answered first: what another pattern still follows is announced after that
            answerEnd(subscriptions.follows(pattern), pattern.toString(), id);
            subscriptions.unfollow(pattern);
        });
    }

    private void answerEnd(boolean ended, String channel, JsonValue id) {
        answer(
                ended
                        ? Notices.unsubscribed(channel).inReplyTo(id)
                        : refusal("not_subscribed", "there is no subscription to this channel", channel, id));
    }

    /** Channels have been created, which may fit the patterns of this connection. Called by its sender. */
    void offer(Arrivals.Batch batch) {
        attempt(() -> subscriptions.offer(batch));
    }

    /** A channel that only patterns have kept is forgotten. Called by its sender. */
    void forget(Cursor cursor) {
        attempt(() -> subscriptions.forget(cursor));
    }

    /** The client has shown everything up to this offset. */
    public void acknowledge(String channel, long offset, JsonValue id) {
        request(() -> {
            Cursor cursor = subscriptions.find(channel);
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
            limits.refused(Limit.CONNECTION_REPLIES);
            close(CloseCode.ABUSE, "too many requests without reading the answers");
            return;
        }
        sender.submit(() -> {
            if (isAside) {
                waiting.add(work);
            } else if (!outbox.isGone()) {
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
        // that the store does not answer is logged where it is found out
        if (fault instanceof StoreUnavailable) {
            giveUp("the server waits for its store");
        } else {
            FAULTS.report("Cannot serve a viewer, closing its connection so that it comes back", fault);
            giveUp();
        }
    }

    private void answer(Envelope envelope) {
        outbox.reply(frame(envelope), answered);
    }

    /** Answers a request that counted as answered before. */
    void answerLate(Frame frame) {
        unanswered.incrementAndGet();
        outbox.reply(frame, answered);
    }

    private Frame frame(Envelope envelope) {
        return Frame.reply(ENCODER.encodeBytes(envelope.stamped(wallClock())));
    }

    /**
     * Sends something that answers no request. A client that lets too much of it wait has not been told everything, so
     * it has to come back.
     */
    void tell(Frame frame) {
        if (notices >= limits.of(Limit.CONNECTION_NOTICES)) {
            limits.refused(Limit.CONNECTION_NOTICES);
            close(CloseCode.UNRESPONSIVE, "too much waits to be received");
            return;
        }
        notices++;
        outbox.reply(frame, noticed);
    }

    void tell(Envelope envelope) {
        tell(frame(envelope));
    }

    private void noticed() {
        notices--;
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
        giveUp("a message could not be sent");
    }

    private void giveUp(String reason) {
        if (!outbox.isClosed()) {
            depart();
            connection.close(CloseCode.FAULT, reason);
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
        } else if (expiresMillis <= channels.clock().millis()) {
            depart();
            connection.close(CloseCode.UNAUTHORIZED, "the token has ended");
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
        waiting.clear();
        subscriptions.clear();
        sender.remove(this);
        onLeave.run();
    }

    Instant wallClock() {
        return channels.clock().instant();
    }
}
