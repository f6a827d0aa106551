package io.tapewire.channel;

import java.util.ArrayDeque;
import java.util.function.Consumer;

/**
 * The requests of one connection, which its sender carries out in order. While one of them waits for a store that servers
 * share, those behind it wait, too, and nobody else does.
 *
 * <p>Any thread may {@link #add}; the connection's sender alone does the rest.
 */
final class RequestQueue {
    private final Sender sender;
    private final Outbox outbox;
    private final Consumer<Runnable> attempt;
    /** As many as may be unanswered. */
    private final ArrayDeque<Runnable> waiting = new ArrayDeque<>(0);

    private boolean isAside;

    /** @param attempt carries out a request and does not throw */
    RequestQueue(Sender sender, Outbox outbox, Consumer<Runnable> attempt) {
        this.sender = sender;
        this.outbox = outbox;
        this.attempt = attempt;
    }

    void add(Runnable request) {
        sender.submit(() -> {
            if (isAside) {
                waiting.add(request);
            } else if (!outbox.isGone()) {
                attempt.accept(request);
            }
        });
    }

    /**
     * Does the part of a request that may wait for the store, and then goes on with it.
     *
     * @param then is given the failure, or {@code null}
     */
    void aside(Runnable work, Consumer<Throwable> then) {
        isAside = true;
        sender.aside(work, failure -> {
            isAside = false;
            if (outbox.isGone()) {
                return;
            }
            attempt.accept(() -> then.accept(failure));
            while (!isAside && !outbox.isGone() && !waiting.isEmpty()) {
                attempt.accept(waiting.poll());
            }
        });
    }

    /** The connection has ended. */
    void clear() {
        waiting.clear();
    }
}
