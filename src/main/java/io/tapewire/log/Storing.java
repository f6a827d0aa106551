package io.tapewire.log;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Brings one log's records to its store, in order. Readers get a record when it is stored, or when that has failed, so
 * that nobody has seen what the server's end could take back.
 *
 * <p>Any thread. How far it has come is guarded by the log. Nothing waits for the disk under the log's lock.
 */
final class Storing {
    private final Store store;
    private final Turns turns;
    private long last;
    private long end;
    private Beginning beginning;

    /**
     * Records for the store.
     *
     * @param records in order
     * @param received how much of runs they include, of those that have grown
     * @param next the state after them
     * @param after a snapshot of the log after them, or {@code null} if none is needed
     */
    record Batch(List<Excerpt> records, List<Received> received, Beginning next, LogSnapshot after) {
        static final Batch NOTHING = new Batch(List.of(), List.of(), Beginning.FRESH, null);

        private Excerpt newest() {
            return records.get(records.size() - 1);
        }
    }

    /**
     * @param stored what the store has
     * @param batches gives the next records, under the log's lock; none if there are none
     * @param done is told when readers may get records, and notes it under the log's lock
     */
    Storing(Store store, LogSnapshot stored, Supplier<Batch> batches, Consumer<Batch> done) {
        this.store = store;
        this.last = stored.last();
        this.end = stored.end();
        this.beginning = new Beginning(stored.state(), stored.midLine());
        this.turns = new Turns(() -> store(batches, done));
    }

    private boolean store(Supplier<Batch> batches, Consumer<Batch> done) {
        boolean worked = false;
        for (Batch batch = batches.get(); !batch.records().isEmpty(); batch = batches.get()) {
            store.append(batch.records(), batch.received(), batch.after());
            done.accept(batch);
            worked = true;
        }
        return worked;
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

    /** Does something with the store while nobody stores. */
    void alone(Runnable work) {
        turns.alone(work);
    }

    /** Readers may get these records. */
    void note(Batch batch) {
        last = batch.newest().last();
        end = batch.newest().end();
        beginning = batch.next();
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
