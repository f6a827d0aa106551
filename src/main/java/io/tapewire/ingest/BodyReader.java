package io.tapewire.ingest;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads a request's body without holding a thread while nothing comes, at the pace that its {@link Throttle} sets.
 *
 * <p>Either the container calls, because more has come, or our own timer does, because it was told to wait. A container should
 * call again only after {@code isReady} has said no, but may tell the body's end right after its last bytes, which may still be
 * waiting for our timer. Hence the lock.
 */
final class BodyReader implements ReadListener {
    private static final Logger LOG = System.getLogger(BodyReader.class.getName());
    private static final int MOST_BUFFER = 64 << 10;

    private final AsyncContext exchange;
    private final ServletInputStream in;
    private final Body body;
    private final Throttle throttle;
    private final IngestTimer timer;
    private final Answer answer;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Piece piece = new Piece(MOST_BUFFER);
    private long bytes;

    /** How a request is answered. */
    interface Answer {
        /** Everything was taken. */
        void accept(AsyncContext exchange, long bytes) throws IOException;

        /** It was not. */
        void reject(AsyncContext exchange, Rejected reason) throws IOException;
    }

    BodyReader(AsyncContext exchange, Body body, Throttle throttle, IngestTimer timer, Answer answer)
            throws IOException {
        this.exchange = exchange;
        this.in = exchange.getRequest().getInputStream();
        this.body = body;
        this.throttle = throttle;
        this.timer = timer;
        this.answer = answer;
    }

    void start() {
        attempt(() -> in.setReadListener(this));
    }

    @Override
    public synchronized void onDataAvailable() {
        attempt(() -> {
            long wait = throttle.gatherNanos(System.nanoTime());
            if (wait > 0) {
                timer.runIn(wait, this::pump);
            } else {
                pump();
            }
        });
    }

    @Override
    public synchronized void onAllDataRead() {
        attempt(() -> {
            // WildFly says so from inside of isReady
            handOn();
            // Payara says so when all has come, even if the last of it has not been read
            while (!ended.get() && in.available() > 0) {
                piece.readFrom(in);
                handOn();
            }
            end();
        });
    }

    @Override
    public synchronized void onError(Throwable cause) {
        // the producer is gone: what it had sent stays, and nobody is there to be answered
        LOG.log(Logger.Level.DEBUG, "A producer's request broke off", cause);
        if (ended.compareAndSet(false, true)) {
            breakOff();
            complete();
        }
    }

    /** Reads what there is, and hands it on in one piece where it fits the buffer. */
    private synchronized void pump() {
        attempt(() -> {
            handOn();
            while (!ended.get()) {
                long wait = throttle.holdNanos(System.nanoTime());
                if (wait > 0) {
                    timer.runIn(wait, this::pump);
                    return;
                }
                if (!fill()) {
                    return;
                }
            }
        });
    }

    private interface Step {
        void take() throws IOException;
    }

    /** Whatever goes wrong ends the request, or else its producer would wait for ever. */
    private void attempt(Step step) {
        try {
            step.take();
        } catch (IOException e) {
            onError(e);
        } catch (Throwable failure) {
            reject(failure);
        }
    }

    /** Returns false if nothing more is ready. */
    private boolean fill() throws IOException {
        int length = 0;
        try {
            while (length >= 0 && !piece.isFull()) {
                // once this says no the container may call from another thread, or has done so inside of it:
                // the input is not touched after it
                if (!in.isReady()) {
                    return false;
                }
                length = piece.readFrom(in);
                if (length > 0) {
                    throttle.read(length, System.nanoTime());
                }
            }
        } finally {
            // what came before a failure stays
            handOn();
        }
        if (length < 0) {
            end();
        }
        return true;
    }

    private void handOn() {
        bytes += piece.handOn(body);
    }

    private void end() {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        try {
            endBody();
            answer.accept(exchange, bytes);
        } catch (IOException e) {
            LOG.log(Logger.Level.DEBUG, "A producer did not wait for the answer", e);
        } catch (Throwable failure) {
            answerWith(failure);
        } finally {
            complete();
        }
    }

    private void endBody() {
        try {
            body.end();
        } catch (Throwable failure) {
            breakOff();
            throw failure;
        }
    }

    private void reject(Throwable failure) {
        if (ended.compareAndSet(false, true)) {
            try {
                breakOff();
                answerWith(failure);
            } finally {
                complete();
            }
        }
    }

    private void answerWith(Throwable failure) {
        try {
            answer.reject(exchange, Rejected.because(failure));
        } catch (IOException e) {
            LOG.log(Logger.Level.DEBUG, "A producer did not wait for the answer", e);
        }
    }

    /** Hands on what has come and ends the body; there is nobody left to be told what goes wrong. */
    private void breakOff() {
        try {
            handOn();
        } catch (Throwable failure) {
            LOG.log(Logger.Level.DEBUG, "The last of what came was not taken", Rejected.because(failure));
        }
        try {
            body.breakOff();
        } catch (Throwable failure) {
            LOG.log(Logger.Level.DEBUG, "The end of a body was not recorded", Rejected.because(failure));
        }
    }

    private void complete() {
        try {
            exchange.complete();
        } catch (IllegalStateException ended) {
            LOG.log(Logger.Level.DEBUG, "The container has ended a request by itself", ended);
        }
    }
}
