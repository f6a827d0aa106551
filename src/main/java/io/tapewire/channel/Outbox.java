package io.tapewire.channel;

import java.util.ArrayDeque;

/**
 * What one connection is to be sent: replies, and the cursors that have something for it. One frame is under way at a time.
 *
 * <p>Used by the connection's sender alone.
 */
final class Outbox {
    private final Outlet outlet;
    private final Sender sender;
    private final long turnBytes;
    private final Runnable onReply;
    private final Runnable onFault;
    private final ArrayDeque<Frame> replies = new ArrayDeque<>(2);
    private final ArrayDeque<Cursor> pending = new ArrayDeque<>(2);
    private final Flight flight;
    private final Outlet.Completion landed = this::landed;
    private final Runnable turn = this::takeTurn;
    private boolean pingDue;
    private boolean queued;
    private boolean awaitsRoom;
    private boolean closed;

    /**
     * @param turnBytes so much is sent at once to a connection that takes it, then others have their turn
     * @param onReply is told when a reply is sent
     * @param onFault is told when a frame did not get through
     */
    Outbox(Outlet outlet, Sender sender, long turnBytes, Runnable onReply, Runnable onFault) {
        this.outlet = outlet;
        this.sender = sender;
        this.turnBytes = turnBytes;
        this.onReply = onReply;
        this.onFault = onFault;
        this.flight = new Flight(sender);
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

    /** Nothing is sent any more, and nothing waited for. */
    void close() {
        closed = true;
        flight.settle();
        pending.clear();
        replies.clear();
    }

    /** Whether the frame under way is so for too long. */
    boolean isStuck(long timeoutNanos, long now) {
        flight.settleIfLate(now);
        return flight.isLongerThan(timeoutNanos, now);
    }

    private void takeTurn() {
        takeTurn(turnBytes);
    }

    /** Sends what the connection takes at once, up to so many bytes, and sees to it that a turn comes for the rest. */
    private void takeTurn(long most) {
        long sent = 0;
        // not while its turn is to come: who asks often would have more than the others
        while (!closed && !queued && hasWork() && flight.isFree()) {
            if (sent >= most) {
                queueTurn();
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
            sent += frame.size();
            flight.launch(frame);
            outlet.send(frame, landed);
        }
    }

    private boolean hasWork() {
        return pingDue || !replies.isEmpty() || !pending.isEmpty();
    }

    /** A reply, or what the first cursor has that has something; without room only cursors that are not far behind. */
    private Frame nextFrame() {
        Frame reply = replies.poll();
        if (reply != null) {
            onReply.run();
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
            sender.submit(onFault);
        } else if (flight.land()) {
            sender.submit(turn);
        }
    }

    private void queueTurn() {
        if (!queued) {
            queued = true;
            sender.ready(this);
        }
    }

    /** The turn that {@link #queueTurn} asked for. */
    void takeQueuedTurn() {
        queued = false;
        takeTurn();
    }

    private void awaitRoom() {
        if (!awaitsRoom) {
            awaitsRoom = true;
            sender.flights().await(this);
        }
    }

    /** The turn that {@link #awaitRoom} asked for: a single frame, because all who wait get theirs before anything else. */
    void takeRoom() {
        awaitsRoom = false;
        takeTurn(1);
    }
}
