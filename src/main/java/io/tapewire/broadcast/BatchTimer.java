package io.tapewire.broadcast;

import io.tapewire.channel.Channels;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.directory.Directory;
import io.tapewire.event.RunEnded;
import io.tapewire.fault.FaultLog;
import io.tapewire.mask.Masks;
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
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.util.concurrent.TimeUnit;

/**
 * Seals output that no viewer has asked for in time, ends silent runs, and tells what has changed in the list of
 * channels.
 *
 * <p>It has bean-managed concurrency and no transaction, because by default a timeout would hold the write lock and a
 * JTA transaction.
 */
@Singleton
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BatchTimer {
    private static final Logger LOG = System.getLogger(BatchTimer.class.getName());
    private static final FaultLog FAULTS = FaultLog.of(BatchTimer.class);
    private static final long SEARCH_NANOS = TimeUnit.SECONDS.toNanos(1);
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
    private Directory directory;

    @Inject
    private Broadcaster broadcaster;

    @Inject
    private Masks masks;

    @Inject
    private Event<RunEnded> ends;

    @Inject
    private Limits limits;

    private Punctuality punctuality;
    private Alarm alarm;
    private Runnable unguard;
    private long delayMillis;
    private long searchedNanos = System.nanoTime();
    private long forgotNanos = System.nanoTime();

    @PostConstruct
    void start() {
        delayMillis = limits.of(Limit.BATCH_DELAY_MS);
        // output waits up to one interval longer than its age at sealing, so each gets half of the delay
        long intervalMillis = Math.max(10, delayMillis / 2);
        punctuality = new Punctuality(intervalMillis);
        alarm = new Alarm(timers, "tapewire-batch", intervalMillis, System::nanoTime);
        alarm.set();
        unguard = guard.watch(context.getBusinessObject(BatchTimer.class)::setIfLate);
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
        long now = System.nanoTime();
        if (punctuality.isLateFor(now)) {
            LOG.log(
                    Logger.Level.WARNING,
                    "This server's EJB timers are coarser than " + Limit.BATCH_DELAY_MS.key()
                            + " needs: output that nobody watches is recorded up to a second late. On Payara, set with asadmin: "
                            + "set configs.config.server-config.ejb-container.ejb-timer-service.minimum-delivery-interval-in-millis=10");
        }
        // none of these may throw: Payara removes a timer whose method has thrown twice
        FAULTS.attempt("Cannot seal output", () -> channels.upkeep().sealOlderThan(delayMillis - delayMillis / 2));
        FAULTS.attempt("Cannot replace halves of surrogate pairs", () -> broadcaster.giveUpHalves(delayMillis));
        FAULTS.attempt("Cannot record output that was held", broadcaster::releaseSilent);
        FAULTS.attempt("Cannot tell what has changed in the list of channels", directory::refresh);
        if (now - forgotNanos > FORGET_NANOS) {
            forgotNanos = now;
            FAULTS.attempt("Cannot forget masked values", () -> masks.forgetUnused(channels::has));
        }
        if (now - searchedNanos > SEARCH_NANOS) {
            searchedNanos = now;
            // fired as an event, so that other observers of runs get it, too
            channels.upkeep()
                    .silentRuns()
                    .forEach(run -> FAULTS.attempt("Cannot end a silent run", () -> ends.fire(run)));
        }
    }
}
