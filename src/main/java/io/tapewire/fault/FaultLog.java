package io.tapewire.fault;

import java.lang.System.Logger;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Logs faults of our own as errors with their stack traces, each cause at most once a minute, because what fails for
 * one viewer may fail for thousands. The next report of a cause says how many were left out. Any thread.
 */
public final class FaultLog {
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** Causes beyond this number share one entry. */
    private static final int MOST_CAUSES = 100;

    private final Logger log;
    private final LongSupplier nanoClock;
    private final Map<Cause, Tally> tallies = new HashMap<>();
    private final AtomicLong unreported = new AtomicLong();

    /** When a cause was last shown, and how often it was left out since then. */
    private static final class Tally {
        long shownNanos;
        long unshown;
    }

    FaultLog(Logger log, LongSupplier nanoClock) {
        this.log = log;
        this.nanoClock = nanoClock;
    }

    /** The fault log for a class, which uses the class's logger. */
    public static FaultLog of(Class<?> owner) {
        return new FaultLog(System.getLogger(owner.getName()), System::nanoTime);
    }

    /** Does the work and reports what it throws, including errors. Returns whether it succeeded. */
    public boolean attempt(String failure, Runnable work) {
        try {
            work.run();
            return true;
        } catch (Throwable fault) {
            report(failure, fault);
            return false;
        }
    }

    /**
     * Reports a fault. Never throws, because the caller has others to serve.
     *
     * @param failure what has failed, without details that differ each time
     */
    public void report(String failure, Throwable fault) {
        try {
            long unshown = show(Cause.of(failure, fault));
            if (unshown >= 0) {
                unshown += unreported.getAndSet(0);
                log.log(
                        Logger.Level.ERROR,
                        unshown == 0 ? failure : failure + " (and " + unshown + " times more that were not shown)",
                        fault);
            }
        } catch (Throwable logging) {
            // there may be no memory to log it; it is counted, and the next report says so
            unreported.incrementAndGet();
        }
    }

    /** How often a cause was left out since it was last shown, or -1 if it should not be shown yet. */
    private synchronized long show(Cause cause) {
        long now = nanoClock.getAsLong();
        if (!tallies.containsKey(cause) && tallies.size() >= MOST_CAUSES) {
            tallies.values().removeIf(tally -> isForgotten(tally, now));
        }
        Cause known = tallies.containsKey(cause) || tallies.size() < MOST_CAUSES ? cause : Cause.OTHERS;
        Tally tally = tallies.get(known);
        if (tally == null) {
            tallies.put(known, startedAt(now));
            return 0;
        }
        if (now - tally.shownNanos < QUIET_NANOS) {
            tally.unshown++;
            return -1;
        }
        long unshown = tally.unshown;
        tally.unshown = 0;
        tally.shownNanos = now;
        return unshown;
    }

    private boolean isForgotten(Tally tally, long now) {
        boolean old = now - tally.shownNanos >= QUIET_NANOS;
        if (old) {
            unreported.addAndGet(tally.unshown);
        }
        return old;
    }

    private static Tally startedAt(long now) {
        Tally tally = new Tally();
        tally.shownNanos = now;
        return tally;
    }
}
