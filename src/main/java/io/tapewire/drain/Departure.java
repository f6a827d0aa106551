package io.tapewire.drain;

import io.tapewire.channel.Senders;
import io.tapewire.fault.FaultLog;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Ends connections and uploads, each at a moment by chance within a period, so that the other servers do not get all at once.
 * Run by one thread; any may cancel it.
 */
final class Departure {
    private static final FaultLog FAULTS = FaultLog.of(Departure.class);
    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    /** For the closes that are on their way at the end of the period. */
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Senders senders;
    private final Set<Upload> uploads;
    private final long periodNanos;
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile boolean cancelled;

    /** @param uploads those in progress, which others change meanwhile */
    Departure(Senders senders, Set<Upload> uploads, long periodNanos) {
        this.senders = senders;
        this.uploads = uploads;
        this.periodNanos = periodNanos;
    }

    void run() {
        try {
            long begun = System.nanoTime();
            for (long left = periodNanos; left > 0 && goesOn(); left = begun + periodNanos - System.nanoTime()) {
                // with this chance in each step, all moments of the period are equally likely
                long steps = Math.max(1, left / STEP_NANOS);
                senders.dismiss(steps);
                uploads.stream()
                        .filter(upload ->
                                upload.resumes() && ThreadLocalRandom.current().nextLong(steps) == 0)
                        .forEach(Departure::stop);
                TimeUnit.NANOSECONDS.sleep(STEP_NANOS);
            }
            if (!cancelled) {
                senders.dismiss(1);
                uploads.forEach(Departure::stop);
            }
            long grace = System.nanoTime();
            while (goesOn() && System.nanoTime() - grace < GRACE_NANOS) {
                TimeUnit.NANOSECONDS.sleep(STEP_NANOS);
            }
        } catch (InterruptedException stopped) {
            // the server is being stopped, which closes what is left
            Thread.currentThread().interrupt();
        } finally {
            end.countDown();
        }
    }

    private boolean goesOn() {
        return !cancelled && (senders.connectionsHere() > 0 || !uploads.isEmpty());
    }

    private static void stop(Upload upload) {
        FAULTS.attempt("Cannot end an upload", upload::stop);
    }

    void cancel() {
        cancelled = true;
    }

    boolean hasEnded() {
        return end.getCount() == 0;
    }

    void awaitEnd() throws InterruptedException {
        end.await();
    }
}
