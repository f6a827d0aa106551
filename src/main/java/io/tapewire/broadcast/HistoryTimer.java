package io.tapewire.broadcast;

import io.tapewire.channel.Channels;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.fault.FaultLog;
import io.tapewire.log.Archive;
import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.concurrent.TimeUnit;

/**
 * Stores output that nobody has asked for, forgets idle channels, prepares quiet ones for an end without notice, brings
 * files to the disk, and deletes old ones. It has a timer of its own, because a disk can take seconds, and output must be
 * sealed in time.
 *
 * <p>It has bean-managed concurrency and no transaction, because by default a timeout would hold the write lock and a
 * JTA transaction.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class HistoryTimer {
    private static final FaultLog FAULTS = FaultLog.of(HistoryTimer.class);
    private static final long MARK_NANOS = TimeUnit.SECONDS.toNanos(1);

    @Resource
    private TimerService timers;

    @Inject
    private Channels channels;

    @Inject
    private Archive archive;

    @Inject
    private Limits limits;

    private long intervalMillis;
    private long markedNanos = System.nanoTime();
    private long maintainedNanos = System.nanoTime();
    private volatile boolean stops;

    @PostConstruct
    void start() {
        intervalMillis = Math.max(10, limits.of(Limit.BATCH_DELAY_MS) / 2);
        ringLater();
    }

    @PreDestroy
    void stop() {
        stops = true;
    }

    /** An interval timer would ring while this is still at work, which WildFly reports as a fault. */
    private void ringLater() {
        timers.createSingleActionTimer(intervalMillis, new TimerConfig("tapewire-history", false));
    }

    @Timeout
    void ring() {
        FAULTS.attempt("Cannot store output", channels::store);
        long now = System.nanoTime();
        if (now - markedNanos > MARK_NANOS) {
            markedNanos = now;
            FAULTS.attempt("Cannot mark quiet channels", channels::markQuiet);
        }
        if (now - maintainedNanos > TimeUnit.MILLISECONDS.toNanos(limits.of(Limit.HISTORY_SYNC_MS))) {
            maintainedNanos = now;
            FAULTS.attempt("Cannot forget idle channels", channels::forgetIdle);
            FAULTS.attempt("Cannot maintain the history", archive::maintain);
        }
        if (!stops) {
            FAULTS.attempt("Cannot set the timer of the history", this::ringLater);
        }
    }
}
