package io.tapewire.broadcast;

import io.tapewire.fault.FaultLog;
import jakarta.ejb.NoSuchObjectLocalException;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A timer that is set again when its work is done. An interval timer would ring while the work is still going on, which
 * WildFly reports as a fault. Any thread.
 *
 * <p>Both servers set a timer to a time of day. When somebody puts the clock back by a day, it would ring a day late. So
 * whoever has an alarm calls {@link #setIfLate} now and then.
 */
final class Alarm {
    private static final FaultLog FAULTS = FaultLog.of(Alarm.class);
    /** Payara rings a second late if it is not configured for more; see {@link Punctuality}. */
    private static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final TimerService timers;
    private final String name;
    private final long intervalMillis;
    private final LongSupplier nanoClock;

    private Timer timer;
    /** How often it was set. It is in the timer, too, so that one that was given up does nothing when it rings. */
    private long count;

    private long dueNanos;
    private boolean isWorking;
    private boolean stopped;

    /** @param intervalMillis from the end of the work to its next beginning */
    Alarm(TimerService timers, String name, long intervalMillis, LongSupplier nanoClock) {
        this.timers = timers;
        this.name = name;
        this.intervalMillis = intervalMillis;
        this.nanoClock = nanoClock;
    }

    synchronized void set() {
        count++;
        dueNanos = nanoClock.getAsLong() + TimeUnit.MILLISECONDS.toNanos(intervalMillis);
        timer = timers.createSingleActionTimer(intervalMillis, new TimerConfig(label(), false));
    }

    private String label() {
        return name + " " + count;
    }

    /** To be called when a timer rings. */
    void ring(Timer rung, Runnable work) {
        synchronized (this) {
            if (!label().equals(rung.getInfo())) {
                return;
            }
            isWorking = true;
        }
        try {
            work.run();
        } finally {
            FAULTS.attempt("Cannot set a timer again", this::setAgain);
        }
    }

    private synchronized void setAgain() {
        isWorking = false;
        if (!stopped) {
            set();
        }
    }

    /** Sets it again if it should have rung long ago. */
    synchronized void setIfLate() {
        if (stopped || isWorking || nanoClock.getAsLong() - dueNanos < LATE_NANOS) {
            return;
        }
        Timer late = timer;
        set();
        try {
            late.cancel();
        } catch (NoSuchObjectLocalException rung) {
            // it has rung at this very moment, and will do nothing
            return;
        }
    }

    /** It is not set again. */
    synchronized void stop() {
        stopped = true;
    }
}
