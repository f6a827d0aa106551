package io.tapewire.broadcast;

import io.tapewire.channel.Channels;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.RunEnded;
import io.tapewire.fault.FaultLog;
import jakarta.annotation.PostConstruct;
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
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.lang.System.Logger;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Makes output visible at its latest, when no viewer has asked for it before, and forgets idle channels.
 *
 * <p>Bean-managed concurrency and no transaction: by default a timeout would hold the write lock and a JTA transaction.
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

    @Inject
    private Channels channels;

    @Inject
    private Broadcaster broadcaster;

    @Inject
    private Event<RunEnded> ends;

    @Inject
    private Limits limits;

    private final AtomicBoolean atWork = new AtomicBoolean();
    private Punctuality punctuality;
    private long delayMillis;
    private long searchedNanos = System.nanoTime();
    private long forgotNanos = System.nanoTime();

    @PostConstruct
    void start() {
        delayMillis = limits.of(Limit.BATCH_DELAY_MS);
        // output waits for up to one interval after its time: half the delay for each
        long intervalMillis = Math.max(10, delayMillis / 2);
        punctuality = new Punctuality(intervalMillis);
        timers.createIntervalTimer(intervalMillis, intervalMillis, new TimerConfig("tapewire-batch", false));
    }

    @Timeout
    void ring() {
        if (!atWork.compareAndSet(false, true)) {
            return;
        }
        try {
            long now = System.nanoTime();
            if (punctuality.isLateFor(now)) {
                LOG.log(
                        Logger.Level.WARNING,
                        "This server's EJB timers are coarser than " + Limit.BATCH_DELAY_MS.key()
                                + " needs: output that nobody watches is recorded up to a second late. On Payara, set with asadmin: "
                                + "set configs.config.server-config.ejb-container.ejb-timer-service.minimum-delivery-interval-in-millis=10");
            }
            // none of them throws: Payara removes a timer for good whose method has thrown twice
            FAULTS.attempt("Output was not sealed", () -> channels.sealOlderThan(delayMillis - delayMillis / 2));
            FAULTS.attempt("Halves of pairs were not given up", () -> broadcaster.giveUpHalves(delayMillis));
            if (now - forgotNanos > FORGET_NANOS) {
                forgotNanos = now;
                FAULTS.attempt("Idle channels were not forgotten", channels::forgetIdle);
            }
            if (now - searchedNanos > SEARCH_NANOS) {
                searchedNanos = now;
                // as an event: for those who observe runs, too
                channels.silentRuns()
                        .forEach(run -> FAULTS.attempt("A silent run was not ended", () -> ends.fire(run)));
            }
        } finally {
            atWork.set(false);
        }
    }
}
