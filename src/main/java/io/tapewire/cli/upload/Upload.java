package io.tapewire.cli.upload;

import io.tapewire.cli.server.Refusal;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Publishes what comes into a spool, in a thread of its own, as long as that takes. A connection that breaks is replaced,
 * and the run continues where the server has it. Thread-safe.
 */
public final class Upload {
    private final Connection connection;
    private final Backoff backoff;
    private final CompletableFuture<Integer> exit = new CompletableFuture<>();
    private final CompletableFuture<Void> published = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "tapewire-upload");
    private volatile String trouble = "no connection yet";

    public Upload(Run run, Spool spool, Pace pace) {
        this(run, spool, pace, new Backoff());
    }

    Upload(Run run, Spool spool, Pace pace, Backoff backoff) {
        this.backoff = backoff;
        connection = new Connection(run, new RunBytes(spool), pace);
        thread.setDaemon(true);
    }

    public Upload start() {
        thread.start();
        return this;
    }

    /**
     * The program has ended, and so has the spool. Waits until everything is published.
     *
     * @param status the program's exit status, or {@code null} if there is none
     * @return why it is not published, or nothing if it is
     */
    public Optional<Failure> finish(Integer status, Duration within) throws InterruptedException {
        exit.complete(status);
        try {
            published.get(within.toMillis(), TimeUnit.MILLISECONDS);
            return Optional.empty();
        } catch (TimeoutException late) {
            thread.interrupt();
            return Optional.of(
                    new Failure(false, "not everything was published within " + within.toSeconds() + " s: " + trouble));
        } catch (ExecutionException e) {
            return Optional.of(
                    new Failure(e.getCause() instanceof Refusal, e.getCause().getMessage()));
        }
    }

    /**
     * Why something was not published.
     *
     * @param refused the server does not want it; otherwise there was not enough time
     */
    public record Failure(boolean refused, String message) {}

    private void run() {
        try {
            while (!attempt()) {
                TimeUnit.MILLISECONDS.sleep(backoff.next().toMillis());
            }
            published.complete(null);
        } catch (Refusal | InterruptedException | RuntimeException | Error end) {
            published.completeExceptionally(end);
        }
    }

    /** Returns true when everything is published, and false if it is worth trying again. */
    private boolean attempt() throws Refusal, InterruptedException {
        long before = connection.received();
        try {
            connection.open();
            connection.sendAll();
            connection.end(exit.get());
            return true;
        } catch (Refusal refusal) {
            if (!refusal.isTemporary() && !connection.canContinueAfter(refusal)) {
                throw refusal;
            }
            trouble = refusal.getMessage();
        } catch (IOException e) {
            trouble = e.getMessage() == null ? e.toString() : e.getMessage();
        } catch (ExecutionException impossible) {
            throw new IllegalStateException(impossible);
        }
        if (connection.received() > before) {
            backoff.reset();
        }
        return false;
    }
}
