package io.tapewire.ingest;

import io.tapewire.fault.FaultLog;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The thread that continues to read paused producers. Each has at most one wait, so the number of producers bounds
 * its queue.
 */
@ApplicationScoped
public class IngestTimer {
    private static final FaultLog FAULTS = FaultLog.of(IngestTimer.class);

    @Resource
    private ManagedThreadFactory threads;

    private ScheduledThreadPoolExecutor executor;

    @PostConstruct
    void start() {
        start(threads);
    }

    void start(ThreadFactory factory) {
        // not the container's: Payara's managed scheduled executor has in effect one thread for all applications
        executor = new ScheduledThreadPoolExecutor(1, factory);
    }

    /**
     * Accepts nothing more. Waits that are scheduled still end, within milliseconds, so that no request is left
     * hanging.
     */
    @PreDestroy
    void stop() {
        executor.shutdown();
    }

    /**
     * Runs the work after this time.
     *
     * @throws RejectedExecutionException if the application is being stopped
     */
    void runIn(long nanos, Runnable work) {
        // the executor would not report what is thrown
        Future<?> unused = executor.schedule(
                () -> FAULTS.attempt("Cannot continue to read a producer", work), nanos, TimeUnit.NANOSECONDS);
    }
}
