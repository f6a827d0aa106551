package io.tapewire.ingest;

import io.tapewire.http.Rejected;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Reads a request's body without blocking a thread, at the pace that its {@link Throttle} sets.
 *
 * <p>It is called by the container when more bytes have arrived, and by our own timer after a wait. A container
 * should call again only after {@code isReady} returned false, but it may report the body's end while its last bytes
 * still wait for our timer. Therefore the methods lock. If the store is shared, all of them take their steps on threads that may
 * wait for it.
 */
final class BodyReader implements ReadListener {
    private static final Logger LOG = System.getLogger(BodyReader.class.getName());

    private final AsyncContext exchange;
    private final ServletInputStream in;
    private final Body body;
    private final Throttle throttle;
    private final IngestTimer timer;
    private final Answer answer;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final Piece piece;
    private final Remainder remainder;
    private final Executor steps;
    private long bytes;
    private boolean listens;
    private boolean left;

    /** Answers the request. */
    interface Answer {
        /** Everything was accepted. */
        void accept(AsyncContext exchange, long bytes) throws IOException;

        /** The request was refused or failed. The producer gets the answer before the exchange ends. */
        void reject(AsyncContext exchange, Rejected reason) throws IOException;
    }

    BodyReader(
            AsyncContext exchange,
            Piece piece,
            Body body,
            Throttle throttle,
            IngestTimer timer,
            Answer answer,
            Remainder remainder,
            Executor steps)
            throws IOException {
        this.exchange = exchange;
        this.in = exchange.getRequest().getInputStream();
        this.piece = piece;
        this.body = body;
        this.throttle = throttle;
        this.timer = timer;
        this.answer = answer;
        this.remainder = remainder;
        this.steps = steps;
    }

    synchronized void start() {
        attempt(() -> {
            // it may have been stopped before it begins
            if (!ended.get()) {
                in.setReadListener(this);
                listens = true;
            }
        });
    }

    /** Ends the request without waiting for the producer's next bytes. Any thread. */
    void stop(Rejected reason) {
        steps.execute(() -> refuse(reason));
    }

    private synchronized void refuse(Rejected reason) {
        reject(reason);
    }

    @Override
    public void onDataAvailable() {
        steps.execute(this::takeArrived);
    }

    @Override
    public void onAllDataRead() {
        steps.execute(this::takeEnd);
    }

    @Override
    public void onError(Throwable cause) {
        steps.execute(() -> giveUp(cause));
    }

    private synchronized void takeArrived() {
        if (remainder.hasBegun()) {
            skip();
            return;
        }
        attempt(() -> {
            long wait = throttle.gatherNanos(System.nanoTime());
            if (wait > 0) {
                pumpIn(wait);
            } else {
                pump();
            }
        });
    }

    private void pumpIn(long nanos) {
        timer.runIn(nanos, () -> steps.execute(this::pump));
    }

    private synchronized void takeEnd() {
        attempt(() -> {
            // WildFly calls this from inside isReady
            handOn();
            // Payara calls this when everything has arrived, even if the last bytes have not been read
            while (!ended.get() && in.available() > 0) {
                piece.readFrom(in);
                handOn();
            }
            end();
        });
        if (remainder.hasBegun()) {
            complete();
        }
    }

    private synchronized void giveUp(Throwable cause) {
        // the producer is gone: what it had sent stays published, and there is nobody to answer
        LOG.log(Logger.Level.DEBUG, "A producer's request broke off", cause);
        if (ended.compareAndSet(false, true)) {
            breakOff();
            complete();
        } else if (remainder.hasBegun()) {
            complete();
        }
    }

    /** Reads what has arrived and hands it on, in one piece if it fits the buffer. */
    private synchronized void pump() {
        attempt(() -> {
            handOn();
            while (!ended.get()) {
                long wait = throttle.holdNanos(System.nanoTime());
                if (wait > 0) {
                    pumpIn(wait);
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

    /** Any failure ends the request, because otherwise its producer would wait for ever. */
    private void attempt(Step step) {
        try {
            step.take();
        } catch (IOException e) {
            giveUp(e);
        } catch (Throwable failure) {
            reject(failure);
        }
    }

    /** Returns false if nothing more is ready. */
    private boolean fill() throws IOException {
        int length = 0;
        try {
            while (length >= 0 && !piece.isFull()) {
                // when this returns false the container may call from another thread, or has already done so inside
                // it, so the input must not be used after it
                if (!in.isReady()) {
                    return false;
                }
                length = piece.readFrom(in);
                if (length > 0) {
                    throttle.read(length, System.nanoTime());
                }
            }
        } finally {
            // what arrived before a failure is still published
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
                leave();
            }
        }
    }

    /** The request has been refused, perhaps before all of its body has come. */
    private void leave() {
        if (listens && !in.isFinished()) {
            remainder.begin(this::cutOff);
            skip();
        } else {
            complete();
        }
    }

    private synchronized void cutOff() {
        if (!left) {
            remainder.cutOff();
            complete();
        }
    }

    private void skip() {
        if (!left && remainder.skip()) {
            complete();
        }
    }

    private void answerWith(Throwable failure) {
        try {
            answer.reject(exchange, Rejected.because(failure));
        } catch (IOException e) {
            LOG.log(Logger.Level.DEBUG, "A producer did not wait for the answer", e);
        }
    }

    /** Hands on what has arrived and ends the body. Failures are only logged, because there is nobody to answer. */
    private void breakOff() {
        try {
            handOn();
        } catch (Throwable failure) {
            LOG.log(
                    Logger.Level.DEBUG,
                    "The last bytes of a broken request were not published",
                    Rejected.because(failure));
        }
        try {
            body.breakOff();
        } catch (Throwable failure) {
            LOG.log(Logger.Level.DEBUG, "The end of a broken request was not recorded", Rejected.because(failure));
        }
    }

    private synchronized void complete() {
        if (left) {
            return;
        }
        left = true;
        remainder.end();
        try {
            exchange.complete();
        } catch (IllegalStateException ended) {
            LOG.log(Logger.Level.DEBUG, "The container has already ended a request", ended);
        }
    }
}
