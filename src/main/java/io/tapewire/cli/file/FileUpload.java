package io.tapewire.cli.file;

import com.grack.nanojson.JsonObject;
import io.tapewire.cli.server.Refusal;
import io.tapewire.cli.server.Server;
import io.tapewire.cli.upload.Backoff;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Publishes a file. A connection that breaks is replaced, and the file continues where the server has it. One thread. */
public final class FileUpload {
    private static final Duration STALL = Duration.ofSeconds(30);

    private final Contents contents;
    private final Parts parts;
    private final Listener listener;
    private final Backoff backoff;
    private long furthest;
    private long progressNanos;

    public FileUpload(Server server, Description description, Contents contents, Listener listener) {
        this(new Parts(server, description, contents, STALL), contents, listener, new Backoff());
    }

    FileUpload(Parts parts, Contents contents, Listener listener, Backoff backoff) {
        this.parts = parts;
        this.contents = contents;
        this.listener = listener;
        this.backoff = backoff;
    }

    /** Is told how the upload goes. */
    public interface Listener {
        /** So much of the file is on its way. */
        void sent(long bytes, long of);

        /** The next attempt has to wait, because of this. */
        void waiting(String trouble);
    }

    /**
     * Publishes it.
     *
     * @param patience how long to try without getting further in the file
     * @return the id of the published file
     * @throws Refusal if the server does not want it
     * @throws IOException if the server could not be reached for so long
     * @throws UncheckedIOException if the file cannot be read, or something else than the file has arrived
     */
    public String publish(Duration patience) throws IOException, InterruptedException, Refusal {
        progressNanos = System.nanoTime();
        while (true) {
            String trouble;
            try {
                parts.open();
                return requireSame(parts.sendRest(this::sent));
            } catch (Refusal refusal) {
                if (!refusal.isTemporary() && !parts.canContinueAfter(refusal)) {
                    throw refusal;
                }
                trouble = refusal.getMessage();
            } catch (IOException e) {
                trouble = e.getMessage() == null ? e.toString() : e.getMessage();
            }
            Duration wait = backoff.next();
            if (System.nanoTime() - progressNanos + wait.toNanos() >= patience.toNanos()) {
                throw new IOException("not published, no progress for " + patience.toSeconds() + " s: " + trouble);
            }
            listener.waiting(trouble);
            TimeUnit.MILLISECONDS.sleep(wait.toMillis());
        }
    }

    private void sent(long bytes) {
        if (bytes > furthest) {
            furthest = bytes;
            progressNanos = System.nanoTime();
            backoff.reset();
        }
        listener.sent(bytes, contents.length());
    }

    private String requireSame(JsonObject receipt) {
        String ours = contents.hash();
        String theirs = receipt.getString("sha256");
        if (!ours.equals(theirs)) {
            String problem = "what has arrived is not the file: its SHA-256 is " + theirs + ", not " + ours
                    + "; was the file changed meanwhile?";
            throw new UncheckedIOException(problem, new IOException(problem));
        }
        return receipt.getString("file");
    }
}
