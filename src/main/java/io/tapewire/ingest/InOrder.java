package io.tapewire.ingest;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** Does what it is given on others' threads, in order and never two things at a time. Any thread, never waits. */
final class InOrder implements Executor {
    private final Executor threads;
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    private boolean busy;

    InOrder(Executor threads) {
        this.threads = threads;
    }

    @Override
    public void execute(Runnable work) {
        synchronized (waiting) {
            waiting.add(work);
            if (busy) {
                return;
            }
            busy = true;
        }
        threads.execute(this::work);
    }

    private void work() {
        for (Runnable next = next(); next != null; next = next()) {
            next.run();
        }
    }

    private Runnable next() {
        synchronized (waiting) {
            Runnable next = waiting.poll();
            busy = next != null;
            return next;
        }
    }
}
