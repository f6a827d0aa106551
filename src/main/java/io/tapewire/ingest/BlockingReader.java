package io.tapewire.ingest;

import io.tapewire.http.Rejected;
import io.tapewire.security.Interruption;
import io.tapewire.security.ReadListeners;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.util.concurrent.locks.LockSupport;

/** Reads a request's body on the request's own thread, for containers whose {@link ReadListeners} cannot be trusted. */
final class BlockingReader {
    /** A read that takes longer than this has waited for its bytes. */
    private static final long AT_ONCE_NANOS = 50_000;

    private final ServletInputStream in;
    private final Body body;
    private final Throttle throttle;
    private final Piece piece;
    private final Interruption waiting = new Interruption();
    private volatile Rejected refusal;

    BlockingReader(ServletInputStream in, Piece piece, Body body, Throttle throttle) {
        this.in = in;
        this.piece = piece;
        this.body = body;
        this.throttle = throttle;
    }

    /** Ends the wait for the producer's next bytes; its request is refused. Any thread. */
    void stop(Rejected reason) {
        refusal = reason;
        waiting.interrupt();
    }

    /**
     * Reads the whole body.
     *
     * @return the number of bytes
     * @throws IOException if the producer is gone; what it had sent is published
     * @throws Rejected if the body cannot be accepted, or was stopped
     */
    long read() throws IOException {
        long bytes = 0;
        try {
            int length = readPiece();
            while (length >= 0) {
                bytes += piece.handOn(body);
                throttle.read(length, System.nanoTime());
                hold();
                length = readPiece();
            }
            body.end();
            return bytes;
        } catch (IOException cut) {
            body.breakOff();
            if (refusal != null) {
                throw refusal;
            }
            throw cut;
        } catch (RuntimeException | Error refused) {
            body.breakOff();
            throw refused;
        }
    }

    /**
     * Reads the next piece. Payara returns each chunk by itself and does not say whether there are more. A chunk that
     * had to be waited for is the first one after a pause, so the next ones are gathered after it.
     */
    private int readPiece() throws IOException {
        long began = System.nanoTime();
        int length = waiting.around(() -> piece.readFrom(in));
        long now = System.nanoTime();
        if (now - began > AT_ONCE_NANOS && length > 0) {
            pause(throttle.gatherNanos(now));
        }
        return length;
    }

    private void hold() {
        long wait = throttle.holdNanos(System.nanoTime());
        while (wait > 0 && refusal == null && !Thread.currentThread().isInterrupted()) {
            pause(wait);
            wait = throttle.holdNanos(System.nanoTime());
        }
    }

    private void pause(long nanos) {
        if (nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        }
    }
}
