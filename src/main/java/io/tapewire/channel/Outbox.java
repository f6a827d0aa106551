package io.tapewire.channel;

import io.tapewire.log.Frame;
import java.util.ArrayDeque;

/**
 * What one connection is to be sent: pings, replies, and what its cursors have for it. One frame is under way at a time.
 *
 * <p>Used by the connection's sender alone, but for the completion of a send.
 */
final class Outbox {
    private final Outlet outlet;
    private final Sender sender;
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
     * @param onReply is told when a reply leaves the queue
     * @param onFault is told when a frame did not get through
     */
    Outbox(Outlet outlet, Sender sender, Runnable onReply, Runnable onFault) {
        this.outlet = outlet;
        this.sender = sender;
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

    boolean isClosed() {
        return closed;
    }

    /** Nothing is sent any more, and nothing waited for. */
    void close() {
        closed = true;
        flight.settle();
        pending.clear();
        replies.clear();
    }

    /** Lets others have the room of a frame that takes long. */
    void settleIfLate(long now) {
        flight.settleIfLate(now);
    }

    /** Whether the frame under way is so for longer than that. */
    boolean isStuck(long timeoutNanos, long now) {
        return flight.isLongerThan(timeoutNanos, now);
    }

    private void takeTurn() {
        takeTurn(1);
    }

    /** Sends so many frames if the connection takes them at once, and sees to it that a turn comes for the rest. */
    private void takeTurn(int frames) {
        int sent = 0;
        // last: it also notes that a turn is wanted when the frame under way has landed
        while (!closed && hasWork() && flight.isFree()) {
            if (sent == frames) {
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
            sent++;
            flight.launch(frame);
            outlet.send(frame, landed);
        }
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
