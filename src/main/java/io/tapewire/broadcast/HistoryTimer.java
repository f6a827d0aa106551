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
import jakarta.ejb.SessionContext;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
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
    private static final long FORGET_NANOS = TimeUnit.SECONDS.toNanos(10);

    @Resource
    private TimerService timers;

    @Resource
    private SessionContext context;

    @Inject
    private AlarmGuard guard;

    @Inject
    private Channels channels;

    @Inject
    private Archive archive;

    @Inject
    private Limits limits;

    private Alarm alarm;
    private Runnable unguard;
    private long markedNanos = System.nanoTime();
    private long maintainedNanos = System.nanoTime();
    private long forgotNanos = System.nanoTime();

    @PostConstruct
    void start() {
        alarm = new Alarm(
                timers, "tapewire-history", Math.max(10, limits.of(Limit.BATCH_DELAY_MS) / 2), System::nanoTime);
        alarm.set();
        unguard = guard.watch(context.getBusinessObject(HistoryTimer.class)::setIfLate);
    }

    @PreDestroy
    void stop() {
        unguard.run();
        alarm.stop();
    }

    @Timeout
    void ring(Timer timer) {
        alarm.ring(timer, this::work);
    }

    /** Called by the server's proxy, because a timer service answers only within a call of its bean. */
    public void setIfLate() {
        alarm.setIfLate();
    }

    private void work() {
        FAULTS.attempt("Cannot store output", channels.upkeep()::store);
        long now = System.nanoTime();
        if (now - markedNanos > MARK_NANOS) {
            markedNanos = now;
            FAULTS.attempt("Cannot mark quiet channels", channels.upkeep()::markQuiet);
        }
        if (now - forgotNanos > FORGET_NANOS) {
            forgotNanos = now;
            FAULTS.attempt("Cannot forget idle channels", channels.upkeep()::forgetIdle);
        }
        if (now - maintainedNanos > TimeUnit.MILLISECONDS.toNanos(limits.of(Limit.HISTORY_SYNC_MS))) {
            maintainedNanos = now;
            FAULTS.attempt("Cannot maintain the history", archive::maintain);
        }
    }
}
