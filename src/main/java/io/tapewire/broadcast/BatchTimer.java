package io.tapewire.broadcast;

import io.tapewire.channel.Channels;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
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
    private static final long FORGET_NANOS = TimeUnit.SECONDS.toNanos(10);

    @Resource
    private TimerService timers;

    @Inject
    private Channels channels;

    @Inject
    private Broadcaster broadcaster;

    @Inject
    private Limits limits;

    private final AtomicBoolean atWork = new AtomicBoolean();
    private Punctuality punctuality;
    private long delayMillis;
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
            channels.sealOlderThan(delayMillis - delayMillis / 2);
            broadcaster.giveUpHalves(delayMillis);
            channels.endSilentRuns();
            if (now - forgotNanos > FORGET_NANOS) {
                forgotNanos = now;
                channels.forgetIdle();
            }
        } catch (RuntimeException e) {
            // Payara removes a timer for good whose method has thrown twice
            LOG.log(Logger.Level.ERROR, "The batch timer's work failed", e);
        } finally {
            atWork.set(false);
        }
    }
}
