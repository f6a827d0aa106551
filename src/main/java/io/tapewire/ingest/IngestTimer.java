package io.tapewire.ingest;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The thread on which paused producers are read again. One wait per producer at most, so its queue is bounded by them. */
@ApplicationScoped
public class IngestTimer {
    @Resource
    private ManagedThreadFactory threads;

    private ScheduledThreadPoolExecutor executor;

    @PostConstruct
    void start() {
        // an own one: Payara's managed scheduled executor has in effect one thread, for all applications
        executor = new ScheduledThreadPoolExecutor(1, threads);
    }

    @PreDestroy
    void stop() {
        executor.shutdownNow();
    }

    /** Has the work done after so long; it sees to its own failures. */
    void runIn(long nanos, Runnable work) {
        Future<?> unused = executor.schedule(work, nanos, TimeUnit.NANOSECONDS);
    }
}
