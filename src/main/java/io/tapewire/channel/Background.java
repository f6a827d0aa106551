package io.tapewire.channel;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that wait for a store that servers share, so that no sender has to. What waits for them is bounded: each
 * connection, each of its cursors and each audience asks for one thing at a time. Any thread.
 */
final class Background {
    private final ThreadPoolExecutor executor;
    private final AtomicInteger started = new AtomicInteger();
    private volatile ThreadFactory threads;

    Background(Limits limits) {
        int count = limits.asInt(Limit.REDIS_THREADS);
        executor = new ThreadPoolExecutor(
                count,
                count,
                0,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                this::newThread,
                // when it has been stopped, nobody is served any more
                new ThreadPoolExecutor.DiscardPolicy());
    }

    /** From now on work may be given to it. */
    void start(ThreadFactory factory) {
        threads = factory;
    }

    private Thread newThread(Runnable work) {
        Thread thread = threads.newThread(work);
        thread.setName("tapewire-store-" + started.getAndIncrement());
        return thread;
    }

    void run(Runnable work) {
        executor.execute(work);
    }

    void stop() {
        executor.shutdownNow();
    }
}
