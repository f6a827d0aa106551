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
        in.setReadListener(this);
    }

    @Override
    public synchronized void onDataAvailable() {
        long wait = throttle.gatherNanos(System.nanoTime());
        if (wait > 0) {
            timer.runIn(wait, this::pump);
        } else {
            pump();
        }
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
            exchange.complete();
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

    /** Whatever goes wrong ends the request. */
    private void attempt(Step step) {
        try {
            step.take();
        } catch (Rejected rejected) {
            reject(rejected);
        } catch (IOException e) {
            onError(e);
        } catch (RuntimeException e) {
            reject(failed(e));
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
            body.end();
            answer.accept(exchange, bytes);
        } catch (Rejected rejected) {
            breakOff();
            answerWith(rejected);
        } catch (IOException e) {
            LOG.log(Logger.Level.DEBUG, "A producer did not wait for the answer", e);
        } catch (RuntimeException e) {
            breakOff();
            answerWith(failed(e));
        } finally {
            exchange.complete();
        }
    }

    private void reject(Rejected rejected) {
        if (ended.compareAndSet(false, true)) {
            breakOff();
            answerWith(rejected);
            exchange.complete();
        }
    }

    /** Whatever an observer threw, for instance one of the application that this is a part of. */
    private static Rejected failed(RuntimeException cause) {
        LOG.log(Logger.Level.ERROR, "A request failed", cause);
        return new Rejected(503, "failed", "the server could not take this");
    }

    private void answerWith(Rejected rejected) {
        try {
            answer.reject(exchange, rejected);
        } catch (IOException e) {
            LOG.log(Logger.Level.DEBUG, "A producer did not wait for the answer", e);
        }
    }

    /** Hands on what has come and ends the body; there is nobody left to be told what goes wrong. */
    private void breakOff() {
        try {
            handOn();
        } catch (Rejected unfinished) {
            LOG.log(Logger.Level.DEBUG, "The last of a request was not taken", unfinished);
        } catch (RuntimeException e) {
            LOG.log(Logger.Level.ERROR, "The last of a request failed", e);
        }
        try {
            body.breakOff();
        } catch (RuntimeException e) {
            LOG.log(Logger.Level.ERROR, "The end of a request failed", e);
        }
    }
}
