package io.tapewire.broadcast;

import io.tapewire.fault.FaultLog;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The thread that looks once a second whether a timer is late, which happens when somebody puts the clock back. Java's own
 * executors do not care about the time of day. Any thread.
 */
@ApplicationScoped
public class AlarmGuard {
    private static final FaultLog FAULTS = FaultLog.of(AlarmGuard.class);

    @Resource
    private ManagedThreadFactory threads;

    private ScheduledThreadPoolExecutor executor;

    @PostConstruct
    void start() {
        // not the container's: Payara's managed scheduled executor has in effect one thread for all applications
        executor = new ScheduledThreadPoolExecutor(1, threads);
    }

    @PreDestroy
    void stop() {
        executor.shutdownNow();
    }

    /**
     * Runs the check once a second.
     *
     * @return what ends that
     */
    Runnable watch(Runnable check) {
        Future<?> checks = executor.scheduleWithFixedDelay(
                () -> FAULTS.attempt("Cannot set a late timer", check), 1, 1, TimeUnit.SECONDS);
        return () -> checks.cancel(false);
    }
}
