package io.tapewire.fault;

import java.lang.System.Logger;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Logs faults of our own as errors with their stack traces, each cause once a minute at most: what fails for one viewer may
 * fail for thousands. How many were not shown is told with the next one. Any thread.
 */
public final class FaultLog {
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    /** More causes than that share one minute. */
    private static final int MOST_CAUSES = 100;

    private final Logger log;
    private final LongSupplier nanoClock;
    private final Map<Cause, Tally> tallies = new HashMap<>();
    private final AtomicLong unreported = new AtomicLong();

    /** Tells when a cause was shown, and how often it was not since then. */
    private static final class Tally {
        long shownNanos;
        long unshown;
    }

    FaultLog(Logger log, LongSupplier nanoClock) {
        this.log = log;
        this.nanoClock = nanoClock;
    }

    /** That of a class, beside its logger. */
    public static FaultLog of(Class<?> owner) {
        return new FaultLog(System.getLogger(owner.getName()), System::nanoTime);
    }

    /** Does something, and reports what it throws, errors included. Returns whether it went well. */
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
     * Reports a fault. Never throws: whoever calls has others to serve.
     *
     * @param failure what has failed, without details that differ from one time to the next
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
            // there may be no memory left for it: it is counted, and told with the next one
            unreported.incrementAndGet();
        }
    }

    /** How often a cause was not shown since it was, or -1 if it is not to be shown yet. */
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
