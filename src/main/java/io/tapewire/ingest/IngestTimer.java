package io.tapewire.ingest;

import io.tapewire.fault.FaultLog;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/**
 * The thread that continues to read paused producers, and ends those whose tokens have ended. Each has at most one wait
 * of each kind, so the number of producers bounds its queue.
 */
@ApplicationScoped
public class IngestTimer {
    private static final FaultLog FAULTS = FaultLog.of(IngestTimer.class);

    @Resource
    private ManagedThreadFactory threads;

    private final Map<Object, Future<?>> timeouts = new ConcurrentHashMap<>();
    private ScheduledThreadPoolExecutor executor;

    @PostConstruct
    void start() {
        start(threads);
    }

    void start(ThreadFactory factory) {
        // not the container's: Payara's managed scheduled executor has in effect one thread for all applications
        executor = new ScheduledThreadPoolExecutor(1, factory);
        // a wait for a token's end is long, and most uploads end before
        executor.setRemoveOnCancelPolicy(true);
    }

    /**
     * Accepts nothing more. Pauses that have begun still end, within milliseconds, so that no request is left hanging;
     * timeouts do not.
     */
    @PreDestroy
    void stop() {
        executor.shutdown();
        timeouts.values().forEach(timeout -> timeout.cancel(false));
    }

    /**
     * Runs the work after a time that may be long.
     *
     * @return what prevents that
     * @throws RejectedExecutionException if the application is being stopped
     */
    Runnable runIn(Duration delay, Runnable work) {
        Future<?> timeout = executor.schedule(
                () -> FAULTS.attempt("Cannot end an upload", work), delay.toMillis(), TimeUnit.MILLISECONDS);
        Object key = new Object();
        timeouts.put(key, timeout);
        return () -> {
            timeouts.remove(key);
            timeout.cancel(false);
        };
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
