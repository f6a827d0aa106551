package io.tapewire.channel;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.protocol.CloseCode;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.EnvelopeEncoder;
import io.tapewire.protocol.MessageType;
import jakarta.json.JsonValue;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One connection: its cursors, its replies, and the one frame that is under way.
 *
 * <p>The public methods may be called by any thread and never block; what they ask for happens on the subscriber's sender.
 */
public final class Subscriber {
    private static final EnvelopeEncoder ENCODER = new EnvelopeEncoder();

    private final Outlet outlet;
    private final Sender sender;
    private final Channels channels;
    private final Limits limits;
    private final Runnable onLeave;
    private final Map<String, Cursor> cursors = new HashMap<>(2);
    private final ArrayDeque<Frame> replies = new ArrayDeque<>(2);
    private final ArrayDeque<Cursor> pending = new ArrayDeque<>(2);
    private final Flight flight;
    private final AtomicInteger unanswered = new AtomicInteger();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final Outlet.Completion landed = this::landed;
    private final Runnable turn = this::takeTurn;
    private final Runnable departure = this::depart;
    private final Runnable fault = this::giveUp;
    private volatile long heardNanos;
    private long askedNanos;
    private boolean pingDue;
    private boolean gone;
    private boolean queued;
    private boolean awaitsRoom;

    Subscriber(Outlet outlet, Sender sender, Channels channels, Limits limits, Runnable onLeave) {
        this.outlet = outlet;
        this.sender = sender;
        this.channels = channels;
        this.limits = limits;
        this.onLeave = onLeave;
        this.flight = new Flight(sender);
        this.heardNanos = sender.nanos();
        this.askedNanos = heardNanos;
        sender.submit(() -> sender.add(this));
    }

    /** The client has given a sign of life. */
    public void heard() {
        heardNanos = sender.nanos();
    }

    /** Sends a reply after those that wait. */
    public void reply(Envelope envelope) {
        request(() -> answer(envelope));
    }

    /** Starts, or starts anew, to deliver a channel from the position that is asked for. */
    public void subscribe(Subscription wish) {
        request(() -> {
            Cursor before = cursors.get(wish.channel());
            if (before == null && cursors.size() >= limits.of(Limit.CONNECTION_CHANNELS)) {
                answer(refusal(
                        "too_many_channels",
                        "this connection has " + cursors.size() + " subscriptions already",
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

    /** Ends a subscription at the client's wish; one that was to be answered yet still is. */
    private void end(Cursor cursor) {
        if (cursor != null && !cursor.isAnnounced()) {
            unanswered.incrementAndGet();
            replies.add(cursor.next());
        }
        drop(cursor);
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

    /** Ends the connection for its own good or the server's. */
    public void close(CloseCode code, String reason) {
        // once: who floods goes on to do so until the connection is really closed
        if (closing.compareAndSet(false, true)) {
            outlet.close(code, reason);
            leave();
        }
    }

    private void request(Runnable work) {
        if (unanswered.incrementAndGet() > limits.of(Limit.CONNECTION_REPLIES)) {
            close(CloseCode.ABUSE, "too many requests without reading the answers");
            return;
        }
        sender.submit(() -> {
            if (!gone) {
                work.run();
            }
        });
    }

    private void answer(Envelope envelope) {
        replies.add(Frame.reply(ENCODER.encodeBytes(envelope.stamped(wallClock()))));
        takeTurn();
    }

    private static Envelope refusal(String code, String message, String channel, JsonValue id) {
        return Envelope.error(code, message).about(channel).inReplyTo(id);
    }

    /** Lets a cursor send what it has as soon as the connection can take it. */
    void serve(Cursor cursor) {
        if (cursor.queue()) {
            pending.add(cursor);
        }
        takeTurn();
    }

    /** Sends one frame if there is one and the connection can take it, else sees to it that a turn comes when it can. */
    void takeTurn() {
        while (!gone && hasWork()) {
            if (!flight.isFree()) {
                return;
            }
            if (pingDue) {
                pingDue = false;
                outlet.ping();
            }
            Frame frame = nextFrame();
            if (frame == null) {
                if (!pending.isEmpty()) {
                    awaitRoom();
                }
                return;
            }
            flight.launch(frame);
            outlet.send(frame, landed);
            if (flight.isIdle() && hasWork()) {
                // it went at once and there is more, but others are waiting
                queueTurn();
                return;
            }
        }
    }

    private boolean hasWork() {
        return pingDue || !replies.isEmpty() || !pending.isEmpty();
    }

    /** A reply, or what the first cursor has that has something; without room only cursors that are not far behind. */
    private Frame nextFrame() {
        Frame reply = replies.poll();
        if (reply != null) {
            unanswered.decrementAndGet();
            return reply;
        }
        boolean room = sender.flights().hasRoom();
        for (int looks = pending.size(); looks > 0; looks--) {
            Cursor cursor = pending.poll();
            if (!room && cursor.hasFullFrame()) {
                pending.add(cursor);
                continue;
            }
            cursor.unqueue();
            Frame frame = cursor.next();
            if (frame != null) {
                if (cursor.isBehind() && cursor.queue()) {
                    pending.add(cursor);
                }
                return frame;
            }
        }
        return null;
    }

    /** Any thread, perhaps the container's and under its locks: notes the result and wakes the sender, no more. */
    private void landed(boolean sent) {
        flight.settle();
        if (!sent) {
            sender.submit(fault);
        } else if (flight.land()) {
            sender.submit(turn);
        }
    }

    /** A frame did not get through: whoever is still there must not wait for the rest, but come back. */
    private void giveUp() {
        if (!gone) {
            depart();
            outlet.close(CloseCode.FAULT, "a message could not be sent");
        }
    }

    /** The turn that {@link #queueTurn} asked for. */
    void takeQueuedTurn() {
        queued = false;
        takeTurn();
    }

    private void queueTurn() {
        if (!queued) {
            queued = true;
            sender.ready(this);
        }
    }

    private void awaitRoom() {
        if (!awaitsRoom) {
            awaitsRoom = true;
            sender.flights().await(this);
        }
    }

    /** The turn that {@link #awaitRoom} asked for. */
    void takeRoom() {
        awaitsRoom = false;
        takeTurn();
    }

    /** Pings when it has been silent, ends it when it has been so for too long. */
    void checkAlive(long now) {
        long interval = limits.nanos(Limit.PING_INTERVAL_MS);
        long timeout = limits.nanos(Limit.PING_TIMEOUT_MS);
        long silence = now - heardNanos;
        flight.settleIfLate(now);
        if (flight.isLongerThan(timeout, now) || silence > interval + timeout) {
            depart();
            outlet.close(CloseCode.UNRESPONSIVE, "nothing was taken or said for too long");
        } else if (silence > interval && now - askedNanos > interval) {
            askedNanos = now;
            pingDue = true;
            takeTurn();
        }
    }

    private void depart() {
        if (gone) {
            return;
        }
        gone = true;
        flight.settle();
        cursors.values().forEach(this::drop);
        cursors.clear();
        pending.clear();
        replies.clear();
        sender.remove(this);
        onLeave.run();
    }

    private void drop(Cursor cursor) {
        if (cursor != null) {
            pending.remove(cursor);
            cursor.audience().remove(cursor);
            channels.forgetIfUnused(cursor.audience().channel());
        }
    }

    Instant wallClock() {
        return channels.clock().instant();
    }
}
