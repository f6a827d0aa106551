package io.tapewire.search;

import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How long one search goes on, and when it tells how far it is. Searches take turns, a block at a time, so that together they never keep
 * all processors from those who deliver live. {@link #replace} from any thread, everything else from the searching one.
 */
public final class Patience {
    private static final long TELL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final Semaphore turns;
    private final LongSupplier nanoTime;
    private final long end;
    private long told;
    private boolean hasTurn;
    private volatile boolean replaced;

    /**
     * @param turns as many searches read at the same time
     * @param nanoTime the clock
     * @param mostNanos how long the search may take
     */
    public Patience(Semaphore turns, LongSupplier nanoTime, long mostNanos) {
        this.turns = turns;
        this.nanoTime = nanoTime;
        told = nanoTime.getAsLong();
        end = told + mostNanos;
    }

    /** Ends the search soon, because the same reader has begun another one. */
    public void replace() {
        replaced = true;
    }

    Result.Reason end() {
        if (replaced) {
            return Result.Reason.REPLACED;
        }
        return nanoTime.getAsLong() - end >= 0 ? Result.Reason.TIME : null;
    }

    void awaitTurn(long searched, Report report) throws IOException {
        try {
            while (!turns.tryAcquire(TELL_NANOS, TimeUnit.NANOSECONDS)) {
                tell(searched, report);
            }
            hasTurn = true;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("the server stops", interrupted);
        }
    }

    /** Does nothing without a turn. */
    void endTurn() {
        if (hasTurn) {
            hasTurn = false;
            turns.release();
        }
    }

    /** Tells how far the search is, if that was not told for half a second. Others take their turn meanwhile, since a write may take long. */
    void tell(long searched, Report report) throws IOException {
        long now = nanoTime.getAsLong();
        if (now - told >= TELL_NANOS) {
            told = now;
            boolean hadTurn = hasTurn;
            endTurn();
            report.searched(searched);
            if (hadTurn) {
                awaitTurn(searched, report);
            }
        }
    }
}
