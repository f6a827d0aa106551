package io.tapewire.ingest;

import io.tapewire.http.Rejected;
import java.util.function.Consumer;

/**
 * One upload that continues a run. It writes until a newer upload of the same run replaces it, because its producer has
 * connected again. Any thread.
 */
final class Upload {
    private volatile Upload before;
    private Consumer<Rejected> stop = reason -> {};
    private boolean replaced;

    /** @param before the one that this one replaces, or {@code null} */
    Upload(Upload before) {
        this.before = before;
    }

    /** Replaces all that are older. When this returns, none of them writes any more. */
    void begin() {
        // the one before may not have replaced its own predecessors yet
        for (Upload each = before; each != null; each = each.before) {
            each.replace();
        }
        before = null;
    }

    private void replace() {
        Consumer<Rejected> action;
        synchronized (this) {
            replaced = true;
            action = stop;
        }
        // without the lock, because the reader has a lock of its own and needs this one within it
        action.accept(refusal());
    }

    /** @param action ends this upload's request when it is replaced, or now if it was */
    void onReplaced(Consumer<Rejected> action) {
        synchronized (this) {
            stop = action;
            if (!replaced) {
                return;
            }
        }
        action.accept(refusal());
    }

    /**
     * Does the work, during which this upload is not replaced.
     *
     * @throws Rejected if it was replaced before
     */
    synchronized void write(Runnable work) {
        if (replaced) {
            throw refusal();
        }
        work.run();
    }

    private static Rejected refusal() {
        return new Rejected(409, "replaced", "a newer upload of the same run has begun");
    }
}
