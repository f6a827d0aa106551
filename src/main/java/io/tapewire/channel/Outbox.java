package io.tapewire.channel;

import io.tapewire.fault.FaultLog;
import io.tapewire.log.Frame;
import java.util.ArrayDeque;

/**
 * What is to be sent to one connection: pings, replies, the frames of its cursors, and those of its transfers. One
 * frame is in flight at a time.
 *
 * <p>Used by the connection's sender alone.
 */
final class Outbox {
    private static final FaultLog FAULTS = FaultLog.of(Outbox.class);

    private final Connection connection;
    private final Sender sender;
    private final Runnable onGone;
    private final ArrayDeque<Reply> replies = new ArrayDeque<>(2);
    private final ArrayDeque<Cursor> pending = new ArrayDeque<>(2);
    private final ArrayDeque<Transfer> transfers = new ArrayDeque<>(1);
    private final Runnable turn = this::takeTurn;
    private Flight flight;
    private boolean pingDue;
    /** Whether output was sent last, so that it is a transfer's turn. */
    private boolean transferIsNext;

    private boolean queued;
    private boolean awaitsRoom;
    private boolean gone;
    private boolean closed;

    private record Reply(Frame frame, Runnable taken) {}

    /**
     * @param onGone submitted to the sender when the connection is lost. Never called directly, so that a subscriber
     *     does not end while it is being served
     */
    Outbox(Connection connection, Sender sender, Runnable onGone) {
        this.connection = connection;
        this.sender = sender;
        this.onGone = onGone;
    }

    /**
     * Sends a reply after those that wait and before output.
     *
     * @param taken called when it leaves the queue
     */
    void reply(Frame reply, Runnable taken) {
        replies.add(new Reply(reply, taken));
        takeTurn();
    }

    /** Lets a cursor send what it has as soon as the connection can take it. */
    void serve(Cursor cursor) {
        if (cursor.queue()) {
            pending.add(cursor);
        }
        takeTurn();
    }

    /** Lets a transfer send what it has, beside output. */
    void serve(Transfer transfer) {
        if (!transfers.contains(transfer)) {
            transfers.add(transfer);
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

    /** Whether the connection is lost, even if {@code onGone} has not run yet. */
    boolean isGone() {
        return gone || closed;
    }

    /** Sends nothing more and discards what waits. */
    void close() {
        closed = true;
        if (flight != null) {
            flight.settle();
        }
        pending.clear();
        transfers.clear();
        replies.clear();
    }

    /** Frees the room of a frame that takes too long, for others. */
    void settleIfLate(long now) {
        if (flight != null) {
            flight.settleIfLate(now);
        }
    }

    /** Whether a frame has been in flight for longer than that. */
    boolean isStuck(long timeoutNanos, long now) {
        return flight != null && flight.isLongerThan(timeoutNanos, now);
    }

    private void takeTurn() {
        takeTurn(1);
    }

    /** Sends up to this many frames if the connection takes them at once, and asks for a turn for the rest. */
    private void takeTurn(int frames) {
        try {
            send(frames);
        } catch (Throwable fault) {
            FAULTS.report("Cannot serve a viewer, closing its connection so that it comes back", fault);
            lose();
        }
    }

    private void send(int frames) {
        int sent = 0;
        // hasLanded is last because it also asks for a turn when the frame in flight lands
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
                if (!pending.isEmpty() || !transfers.isEmpty()) {
                    awaitRoom();
                }
                return;
            }
            sent++;
            flight = new Flight(sender, connection.bytesOf(frame), turn, onGone);
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
        return pingDue || !replies.isEmpty() || !pending.isEmpty() || !transfers.isEmpty();
    }

    /** A reply, or else output and transfers in turn. */
    private Frame nextFrame() {
        Reply reply = replies.poll();
        if (reply != null) {
            reply.taken().run();
            return reply.frame();
        }
        boolean room = !queued && sender.flights().hasRoom();
        Frame frame = transferIsNext ? nextOfTransfers(room) : null;
        if (frame != null) {
            transferIsNext = false;
            return frame;
        }
        frame = nextOfCursors(room);
        transferIsNext = frame != null;
        return frame == null ? nextOfTransfers(room) : frame;
    }

    /**
     * The next frame of the first cursor that has one. A cursor that is far behind waits until there is room and for
     * its connection's queued turn; others do not wait.
     */
    private Frame nextOfCursors(boolean room) {
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

    /** The next frame of the first transfer that has one. Transfers wait like cursors that are far behind. */
    private Frame nextOfTransfers(boolean room) {
        while (room && !transfers.isEmpty()) {
            Transfer transfer = transfers.poll();
            Frame frame = transfer.next();
            if (frame != null) {
                // asked again in its next turn: it may have more
                transfers.add(transfer);
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

    /**
     * The turn that {@link #queueTurn} asked for. Only this turn may be long, because other connections are served
     * between two such turns.
     */
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
