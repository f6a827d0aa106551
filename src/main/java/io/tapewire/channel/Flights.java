package io.tapewire.channel;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bytes that one sender has in flight, and the connections that wait until there are fewer.
 *
 * <p>Containers copy a frame for each session, some more than once, and keep the copy until the connection has taken
 * it. Measured: a
 * thousand viewers that resume at once, each sent its 64 KiB, made Payara with a heap of 256 MB spend two thirds of
 * its time on garbage collection.
 *
 * <p>{@link #landed} may be called by any thread; only the sender calls the rest.
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

    /** These bytes are no longer in flight. Returns whether a connection waits for room. */
    boolean landed(int size) {
        bytes.addAndGet(-size);
        return awaited;
    }

    boolean hasRoom() {
        return bytes.get() < mostBytes;
    }

    /** Queues a connection. It gets a turn when there is room and those before it have had theirs. */
    void await(Outbox outbox) {
        waiting.add(outbox);
        awaited = true;
    }

    /** The next connection that may have its turn, or {@code null}. */
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
