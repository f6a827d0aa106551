package io.tapewire.log;

import java.util.List;
import java.util.Map;

/**
 * Brings one log's records to its store, in order. Readers get a record when it is stored, or when that has failed, so
 * that nobody has seen what the server's end could take back. From a store that other servers share it brings their
 * records to the log.
 *
 * <p>Any thread. How far it has come is guarded by the log. Nothing waits for the store under the log's lock.
 */
final class Storing {
    private final Store store;
    private final Source source;
    private final Turns turns;
    private long last;
    private long end;
    private Beginning beginning;
    /** Records that were sent to the store without an answer, or too late. Only the thread at work sets it. */
    private volatile Batch unanswered;

    /** Whether everything was stored when somebody stored last. */
    private volatile boolean available = true;

    private volatile boolean answered = true;
    /** Whether the log goes on elsewhere, so that nobody needs to wait for this one. Only the thread at work uses it. */
    private boolean replaced;

    /** The log. Each method takes its lock. */
    interface Source {
        /** The next records; none if there are none. */
        Batch next();

        /** Readers may get them. */
        void stored(Batch batch);

        /** They are not stored, and are part of the next ones. */
        void refused(Batch batch);

        /** Other servers have appended these before what is not stored yet. */
        void adopt(List<Store.Commit> commits);

        /** The log was deleted elsewhere. */
        void replaced();
    }

    /**
     * Records for the store.
     *
     * @param records in order
     * @param received how much of runs they include, of those that have grown
     * @param next the state after them
     * @param after a snapshot of the log after them, or {@code null} if none is needed
     * @param operations how many operations they come from, if other servers append to the log
     * @param messages how many messages of requests are stored with them, by the request
     */
    record Batch(
            List<Excerpt> records,
            List<Received> received,
            Beginning next,
            LogSnapshot after,
            int operations,
            Map<String, Long> messages) {
        static final Batch NOTHING = new Batch(List.of(), List.of(), Beginning.FRESH, null, 0, Map.of());

        private Excerpt newest() {
            return records.get(records.size() - 1);
        }
    }

    /** @param stored what the store has */
    Storing(Store store, LogSnapshot stored, Source source) {
        this.store = store;
        this.source = source;
        this.last = stored.last();
        this.end = stored.end();
        this.beginning = new Beginning(stored.state(), stored.midLine());
        this.turns = new Turns(this::storeAll);
    }

    private boolean storeAll() {
        boolean worked = false;
        while (true) {
            Batch batch = unanswered != null ? unanswered : source.next();
            if (batch.records().isEmpty()) {
                available = true;
                return worked;
            }
            Store.Outcome outcome = store.append(batch.records(), batch.received(), batch.after(), batch.messages());
            if (outcome == Store.Outcome.DONE) {
                unanswered = null;
                source.stored(batch);
                worked = true;
            } else if (!goesOnAfter(outcome, batch)) {
                return worked;
            }
        }
    }

    private boolean goesOnAfter(Store.Outcome outcome, Batch batch) {
        if (outcome == Store.Outcome.REPLACED) {
            // what was sent before may be stored: whoever goes on with the log looks for it
            available = true;
            replace();
            return false;
        }
        unanswered = batch;
        boolean goesOn = outcome == Store.Outcome.BEHIND && catchUp();
        available = goesOn || replaced;
        return goesOn;
    }

    private void replace() {
        replaced = true;
        source.replaced();
    }

    /** Brings what other servers have appended to the log. Returns whether there was something. */
    private boolean catchUp() {
        boolean more = false;
        while (true) {
            Store.News news = store.after(last);
            answered = news.outcome() != Store.Outcome.UNAVAILABLE;
            if (news.outcome() == Store.Outcome.REPLACED || leavesHole(news)) {
                // whoever opens the log again finds what comes after the hole
                replace();
                return more;
            }
            if (news.commits().isEmpty()) {
                return more;
            }
            List<Store.Commit> others = withoutOwn(news.commits());
            if (!others.isEmpty()) {
                source.adopt(others);
            }
            more = true;
        }
    }

    /** Whether the next records have been trimmed, because this server has not asked for long. */
    private boolean leavesHole(Store.News news) {
        return !news.commits().isEmpty()
                && news.commits().get(0).records().get(0).first() > last + 1;
    }

    /** The first commit has the place that the unanswered one was sent for: it is that one, or one of another server. */
    private List<Store.Commit> withoutOwn(List<Store.Commit> commits) {
        Batch sent = unanswered;
        boolean isOwn = sent != null && commits.get(0).own();
        if (isOwn) {
            source.stored(sent);
        } else if (sent != null) {
            source.refused(sent);
        }
        unanswered = null;
        return isOwn ? commits.subList(1, commits.size()) : commits;
    }

    /**
     * Waits until everything that was appended so far is stored.
     *
     * @param millis at most
     * @return false if the store does not answer for so long
     */
    boolean awaitStored(TimeSource clock, long millis) {
        long begun = clock.elapsedMillis();
        flush(true);
        while (!available) {
            long left = begun + millis - clock.elapsedMillis();
            if (left <= 0) {
                return false;
            }
            try {
                store.awaitAnswer(left);
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                return false;
            }
            flush(true);
        }
        return true;
    }

    /**
     * Brings what other servers have appended so far to the log.
     *
     * @return whether readers get more than before
     */
    boolean refresh() {
        boolean[] more = new boolean[1];
        turns.alone(() -> more[0] = catchUp());
        return flush(true) || more[0];
    }

    /**
     * Stores what there is.
     *
     * @param waits whether it must be stored when this returns; if not, a thread that is storing already does it
     * @return whether readers get more than before because of this call
     */
    boolean flush(boolean waits) {
        return turns.run(waits);
    }

    /** How many operations were sent to the store without an answer. */
    int unansweredOperations() {
        Batch sent = unanswered;
        return sent == null ? 0 : sent.operations();
    }

    /** Whether the store has answered when it was asked last what other servers have appended. */
    boolean isAnswered() {
        return answered;
    }

    /** Does something with the store while nobody stores. */
    void alone(Runnable work) {
        turns.alone(work);
    }

    /** Readers may get these records. */
    void note(Batch batch) {
        note(batch.newest(), batch.next());
    }

    /**
     * Readers may get the records up to the last one of these.
     *
     * @param next the state after it
     */
    void note(Excerpt newest, Beginning next) {
        last = newest.last();
        end = newest.end();
        beginning = next;
    }

    /** The last record that readers may get. */
    long last() {
        return last;
    }

    /** Bytes of the log up to and including that record. */
    long end() {
        return end;
    }

    /** The state after that record. */
    Beginning beginning() {
        return beginning;
    }

    Store store() {
        return store;
    }
}
