package io.tapewire.search;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.log.Log;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * All searches that run now. Their number is bounded, each reader has one at most, and together they use half of the processors at most.
 * A reader's newer search ends its older one: whoever types on wants the answer to what is typed last. Any thread.
 */
public final class Searches {
    private static final long REPLACING_MS = 1_000;

    private final Limits limits;
    private final LongSupplier nanoTime;
    private final Semaphore free;
    private final Turns turns;
    private final Map<Object, Patience> byReader = new ConcurrentHashMap<>();

    /** @param processors of the machine */
    public Searches(Limits limits, LongSupplier nanoTime, int processors) {
        this.limits = limits;
        this.nanoTime = nanoTime;
        free = new Semaphore(limits.asInt(Limit.SEARCHES));
        turns = new Turns(Math.max(1, processors / 2));
    }

    /**
     * Searches a log. Returns when the search is over.
     *
     * @param reader who searches, as a key with {@code equals}
     * @param after only lines that begin after this record
     * @param before only lines that begin before this record
     * @throws TooManySearches if there are as many as allowed
     * @throws IOException if the report cannot be written
     */
    public Result run(Object reader, Log log, Expression expression, long after, long before, int limit, Report report)
            throws IOException, TooManySearches {
        Patience patience = new Patience(nanoTime, limits.nanos(Limit.SEARCH_TIME_MS));
        Patience older = byReader.put(reader, patience);
        try {
            if (older != null) {
                older.replace();
            }
            admit(older != null);
            try {
                return new Search(log, expression, limits, patience, turns).run(after, before, limit, report);
            } finally {
                free.release();
            }
        } finally {
            byReader.remove(reader, patience);
        }
    }

    /** Waits a moment for the place of the search that is replaced. */
    private void admit(boolean replacing) throws IOException, TooManySearches {
        try {
            if (!free.tryAcquire(replacing ? REPLACING_MS : 0, TimeUnit.MILLISECONDS)) {
                limits.refused(Limit.SEARCHES);
                throw new TooManySearches();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IOException("the server stops", interrupted);
        }
    }
}
