package io.tapewire.channel;

import io.tapewire.fault.FaultLog;
import io.tapewire.log.Frame;
import java.util.ArrayDeque;

/**
 * What one connection is to be sent: pings, replies, and what its cursors have for it. One frame is under way at a time.
 *
 * <p>Used by the connection's sender alone.
 */
final class Outbox {
    private static final FaultLog FAULTS = FaultLog.of(Outbox.class);

    private final Connection connection;
    private final Sender sender;
    private final Runnable onReply;
    private final Runnable onGone;
    private final ArrayDeque<Frame> replies = new ArrayDeque<>(2);
    private final ArrayDeque<Cursor> pending = new ArrayDeque<>(2);
    private final Runnable turn = this::takeTurn;
    private Flight flight;
    private boolean pingDue;
    private boolean queued;
    private boolean awaitsRoom;
    private boolean gone;
    private boolean closed;

    /**
     * @param onReply is told when a reply leaves the queue
     * @param onGone is left for the sender when the connection can't be used any more: never called from here, so that nothing
     *     ends in the midst of being served
     */
    Outbox(Connection connection, Sender sender, Runnable onReply, Runnable onGone) {
        this.connection = connection;
        this.sender = sender;
        this.onReply = onReply;
        this.onGone = onGone;
    }

    /** Sends a reply after those that wait and before output. */
    void reply(Frame reply) {
        replies.add(reply);
        takeTurn();
    }

    /** Lets a cursor send what it has as soon as the connection can take it. */
    void serve(Cursor cursor) {
        if (cursor.queue()) {
            pending.add(cursor);
        }
        takeTurn();
    }

    void ping() {
        pingDue = true;
        takeTurn();
    }

    void forget(Cursor cursor) {
        pending.remove(cursor);
    }

    boolean isClosed() {
        return closed;
    }

    /** Whether the connection can't be used any more, though it may not have been said yet. */
    boolean isGone() {
        return gone || closed;
    }

    /** Nothing is sent any more, and nothing waited for. */
    void close() {
        closed = true;
        if (flight != null) {
            flight.settle();
        }
        pending.clear();
        replies.clear();
    }

    /** Lets others have the room of a frame that takes long. */
    void settleIfLate(long now) {
        if (flight != null) {
            flight.settleIfLate(now);
        }
    }

    /** Whether the frame under way is so for longer than that. */
    boolean isStuck(long timeoutNanos, long now) {
        return flight != null && flight.isLongerThan(timeoutNanos, now);
    }

    private void takeTurn() {
        takeTurn(1);
    }

    /** Sends so many frames if the connection takes them at once, and sees to it that a turn comes for the rest. */
    private void takeTurn(int frames) {
        try {
            send(frames);
        } catch (Throwable fault) {
            FAULTS.report("A viewer can't be served, it is told to come back", fault);
            lose();
        }
    }

    private void send(int frames) {
        int sent = 0;
        // last: it also notes that a turn is wanted when the frame under way has landed
        while (!isGone() && hasWork() && (flight == null || flight.hasLanded())) {
            if (sent == frames) {
                queueTurn();
                return;
            }
            if (pingDue) {
                pingDue = false;
                if (!connection.ping()) {
                    lose();
                    return;
                }
            }
            Frame frame = nextFrame();
            if (frame == null) {
                if (!pending.isEmpty()) {
                    awaitRoom();
                }
                return;
            }
            sent++;
            flight = new Flight(sender, frame, turn, onGone);
            if (!connection.send(frame, flight)) {
                lose();
            }
        }
    }

    private void lose() {
        gone = true;
        sender.submit(onGone);
    }

    private boolean hasWork() {
        return pingDue || !replies.isEmpty() || !pending.isEmpty();
    }

    /**
     * A reply, or what the first cursor has that has something. Cursors that are far behind have to wait where there is no
     * room, and for the connection's own turn when that is to come; the others never.
     */
    private Frame nextFrame() {
        Frame reply = replies.poll();
        if (reply != null) {
            onReply.run();
            return reply;
        }
        boolean room = !queued && sender.flights().hasRoom();
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

    private void queueTurn() {
        if (!queued) {
            queued = true;
            sender.ready(this);
        }
    }

    /** The turn that {@link #queueTurn} asked for: the only one that may be long, because others go in between. */
    void takeQueuedTurn(int frames) {
        queued = false;
        takeTurn(frames);
    }

    private void awaitRoom() {
        if (!awaitsRoom && !queued) {
            awaitsRoom = true;
            sender.flights().await(this);
        }
    }

    /** The turn that {@link #awaitRoom} asked for. */
    void takeRoom() {
        awaitsRoom = false;
        takeTurn();
    }
}
