package io.tapewire.broadcast;

import io.tapewire.fault.FaultLog;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;

/**
 * A timer that is set again when its work is done. An interval timer would ring while the work is still going on, which
 * WildFly reports as a fault. One thread at a time, except for {@link #stop}.
 */
final class Alarm {
    private static final FaultLog FAULTS = FaultLog.of(Alarm.class);

    private final TimerService timers;
    private final String name;
    private final long intervalMillis;
    private volatile boolean stopped;

    /** @param intervalMillis from the end of the work to its next beginning */
    Alarm(TimerService timers, String name, long intervalMillis) {
        this.timers = timers;
        this.name = name;
        this.intervalMillis = intervalMillis;
    }

    void set() {
        timers.createSingleActionTimer(intervalMillis, new TimerConfig(name, false));
    }

    /** To be called when it rings. */
    void ring(Runnable work) {
        try {
            work.run();
        } finally {
            if (!stopped) {
                FAULTS.attempt("Cannot set a timer again", this::set);
            }
        }
    }

    /** It is not set again. Any thread. */
    void stop() {
        stopped = true;
    }
}
