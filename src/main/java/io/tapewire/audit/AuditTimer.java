package io.tapewire.audit;

import io.tapewire.fault.FaultLog;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedThreadFactory;
import jakarta.enterprise.context.ApplicationScoped;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The thread that ends the audit's periods. It has one task at a time, and begins with the first. Any thread. */
@ApplicationScoped
public class AuditTimer {
    private static final Logger LOG = System.getLogger(AuditTimer.class.getName());
    private static final FaultLog FAULTS = FaultLog.of(AuditTimer.class);

    @Resource
    private ManagedThreadFactory threads;

    private ScheduledThreadPoolExecutor executor;

    @PostConstruct
    void start() {
        // not the container's: Payara's managed scheduled executor has in effect one thread for all applications
        executor = new ScheduledThreadPoolExecutor(1, threads);
    }

    /** What has been counted and was not told is lost. */
    @PreDestroy
    void stop() {
        executor.shutdownNow();
    }

    /** Runs the work after this time, unless the application is being stopped. */
    void runIn(Duration delay, Runnable work) {
        try {
            Future<?> unused = executor.schedule(
                    () -> FAULTS.attempt("Cannot end a period of the audit", work),
                    delay.toMillis(),
                    TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            LOG.log(Logger.Level.DEBUG, "The application is being stopped", stopped);
        }
    }
}
