package io.tapewire.channel;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that one sender has under way, and the connections that wait until there are less.
 *
 * <p>Containers copy a frame for each session, some more than once, and keep that until the connection has taken it. Measured: a
 * thousand viewers that resume at once, each sent its 64 KiB, brought Payara with a heap of 256 MB to collect garbage for two
 * thirds of its time.
 *
 * <p>{@link #landed} may be called by any thread; the rest is the sender's.
 */
final class Flights {
    private final long mostBytes;
    private final AtomicLong bytes = new AtomicLong();
    private final Queue<Outbox> waiting = new ArrayDeque<>();
    private volatile boolean awaited;

    Flights(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    void launched(int size) {
        bytes.addAndGet(size);
    }

    /** So many bytes have arrived, or are not waited for any more. Returns whether somebody waits for that. */
    boolean landed(int size) {
        bytes.addAndGet(-size);
        return awaited;
    }

    boolean hasRoom() {
        return bytes.get() < mostBytes;
    }

    /** Gives a connection a turn when there is room and those before it have had theirs. */
    void await(Outbox outbox) {
        waiting.add(outbox);
        awaited = true;
    }

    /** The next one that may have its turn, or {@code null}. */
    Outbox poll() {
        if (!isReady()) {
            return null;
        }
        Outbox next = waiting.poll();
        awaited = !waiting.isEmpty();
        return next;
    }

    boolean isReady() {
        return awaited && hasRoom();
    }
}
