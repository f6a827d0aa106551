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

/** The thread on which paused producers are read again. One wait per producer at most, so its queue is bounded by them. */
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
        // an own one: Payara's managed scheduled executor has in effect one thread, for all applications
        executor = new ScheduledThreadPoolExecutor(1, factory);
    }

    /** Takes nothing more. What waits still gets its turn, within milliseconds: a request must not be left hanging. */
    @PreDestroy
    void stop() {
        executor.shutdown();
    }

    /**
     * Has the work done after so long.
     *
     * @throws RejectedExecutionException if the application is being stopped
     */
    void runIn(long nanos, Runnable work) {
        // the executor would keep what is thrown to itself
        Future<?> unused = executor.schedule(
                () -> FAULTS.attempt("A producer that was to wait was not read on", work), nanos, TimeUnit.NANOSECONDS);
    }
}
