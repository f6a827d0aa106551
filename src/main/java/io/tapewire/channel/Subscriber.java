package io.tapewire.channel;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.StoreUnavailable;
import io.tapewire.fault.FaultLog;
import io.tapewire.protocol.CloseCode;
import io.tapewire.protocol.Envelope;
import jakarta.json.JsonValue;
import java.time.Instant;

/**
 * One connection: its cursors, its requests, and whether it is still alive.
 *
 * <p>The public methods may be called by any thread and never block; their work is done on the subscriber's sender.
 */
public final class Subscriber {
    private static final FaultLog FAULTS = FaultLog.of(Subscriber.class);

    private final Connection connection;
    private final Sender sender;
    private final Channels channels;
    private final Limits limits;
    private final Runnable onLeave;
    private final Outbox outbox;
    private final Answers answers;
    private final RequestQueue requests;
    private final Lifetime lifetime;
    private final Subscriptions subscriptions;
    private final Runnable departure = this::depart;

    /** @param owner whose quota its subscriptions to channels that do not exist use */
    Subscriber(Outlet outlet, Object owner, Sender sender, Channels channels, Limits limits, Runnable onLeave) {
        this.connection = new Connection(outlet);
        this.sender = sender;
        this.channels = channels;
        this.limits = limits;
        this.onLeave = onLeave;
        this.outbox = new Outbox(connection, sender, this::giveUp);
        this.answers = new Answers(outbox, limits, channels.clock(), this::close);
        this.requests = new RequestQueue(sender, outbox, this::attempt);
        this.lifetime = new Lifetime(sender, outbox, limits, channels.clock());
        this.subscriptions = new Subscriptions(this, owner, sender, channels, limits, outbox, answers);
        sender.submit(() -> sender.add(this));
    }

    /** To be called when the client has sent anything. */
    public void heard() {
        lifetime.heard();
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
            answers.expectNone();
            lifetime.limitTo(expires);
            subscriptions.permit(permitted);
        });
    }

    /** Changes only when the connection ends; {@code null} is never. */
    public void extend(Instant expires) {
        request(() -> {
            answers.expectNone();
            lifetime.limitTo(expires);
        });
    }

    /** Sends a reply after those that wait. */
    public void reply(Envelope envelope) {
        request(() -> answers.answer(envelope));
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
                attempt(() -> answers.tell(envelope, taken));
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
        requests.aside(() -> channel[0] = subscriptions.prepare(wish), failure -> {
            if (failure instanceof TooManyChannels full) {
                answers.refuse(TooManyChannels.CODE, full.getMessage(), wish.channel(), wish.id());
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
            answers.expectNone();
            serve(cursor);
        });
    }

    /**
     * Starts to deliver all channels that fit a pattern, now and later. This looks at all channels, so the caller must
     * not allow it too often.
     */
    public void follow(Following wish) {
        request(() -> {
            String pattern = wish.pattern().toString();
            if (subscriptions.patterns().areTooMany(wish.pattern())) {
                limits.refused(Limit.CONNECTION_PATTERNS);
                answers.refuse(
                        "too_many_patterns",
                        "this connection already follows " + limits.of(Limit.CONNECTION_PATTERNS) + " patterns",
                        pattern,
                        wish.id());
            } else if (!refuseIfFull(pattern, wish.id())) {
                Awakening awoken = subscriptions.patterns().awakening(wish);
                requests.aside(awoken, failure -> follow(wish, awoken, failure));
            }
        });
    }

    private void follow(Following wish, Awakening awoken, Throwable failure) {
        if (failure != null) {
            fail(failure);
            return;
        }
        FollowedPatterns patterns = subscriptions.patterns();
        answers.answer(Notices.followed(wish.pattern().toString(), patterns.gone(wish, awoken))
                .inReplyTo(wish.id()));
        patterns.follow(wish, awoken);
    }

    private boolean refuseIfFull(String channel, JsonValue id) {
        if (!subscriptions.isFull(channel)) {
            return false;
        }
        limits.refused(Limit.CONNECTION_CHANNELS);
        answers.refuse(
                TooManyChannels.CODE,
                "this connection already has " + subscriptions.size() + " subscriptions",
                channel,
                id);
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
            answerEnd(subscriptions.patterns().follows(pattern), pattern.toString(), id);
            subscriptions.patterns().unfollow(pattern);
        });
    }

    private void answerEnd(boolean ended, String channel, JsonValue id) {
        if (ended) {
            answers.answer(Notices.unsubscribed(channel).inReplyTo(id));
        } else {
            refuseUnknown(channel, id);
        }
    }

    private void refuseUnknown(String channel, JsonValue id) {
        answers.refuse("not_subscribed", "there is no subscription to this channel", channel, id);
    }

    /** Channels have been created, which may fit the patterns of this connection. Called by its sender. */
    void offer(Arrivals.Batch batch) {
        attempt(() -> subscriptions.patterns().offer(batch));
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
                refuseUnknown(channel, id);
                return;
            }
            answers.expectNone();
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
        if (answers.expect()) {
            requests.add(work);
        }
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
        outbox.settleIfLate(now);
        if (outbox.isGone()) {
            // in case onGone could not be submitted to the sender
            giveUp();
            return;
        }
        lifetime.check(now).ifPresent(end -> {
            depart();
            connection.close(end.code(), end.reason());
        });
    }

    private void depart() {
        if (outbox.isClosed()) {
            return;
        }
        outbox.close();
        requests.clear();
        subscriptions.clear();
        sender.remove(this);
        onLeave.run();
    }

    Instant wallClock() {
        return channels.clock().instant();
    }
}
