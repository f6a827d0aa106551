package io.tapewire.security;

import io.tapewire.fault.FaultLog;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.util.concurrent.atomic.AtomicBoolean;

/** A form that no thread waits for. The container calls it one thing at a time, but its timeout at any time. */
final class ArrivingForm implements ReadListener, AsyncListener {
    private static final Logger LOG = System.getLogger(ArrivingForm.class.getName());
    private static final FaultLog FAULTS = FaultLog.of(ArrivingForm.class);
    private static final int PIECE = 4 << 10;

    private final AsyncContext exchange;
    private final ServletInputStream in;
    private final Forms.Recipient recipient;
    private final Runnable whenLate;
    private final Runnable whenOver;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final AtomicBoolean decided = new AtomicBoolean();
    private final AtomicBoolean over = new AtomicBoolean();

    /** Answers the request. */
    private interface Answer {
        void give() throws IOException;
    }

    ArrivingForm(AsyncContext exchange, Forms.Recipient recipient, Runnable whenLate, Runnable whenOver)
            throws IOException {
        this.exchange = exchange;
        this.in = exchange.getRequest().getInputStream();
        this.recipient = recipient;
        this.whenLate = whenLate;
        this.whenOver = whenOver;
    }

    @Override
    public void onDataAvailable() throws IOException {
        byte[] piece = new byte[PIECE];
        while (in.isReady()) {
            int length = in.read(piece);
            if (length < 0) {
                take();
                return;
            }
            // of a form that is too long, the rest is read and not kept
            if (Forms.hasRoomFor(length, bytes)) {
                bytes.write(piece, 0, length);
            }
        }
    }

    @Override
    public void onAllDataRead() {
        take();
    }

    /** On a thread of its own, because to check a token can take a while, and this one is the container's for all I/O. */
    private void take() {
        if (decided.compareAndSet(false, true)) {
            exchange.start(() -> {
                try {
                    attempt(() -> recipient.take(Forms.parse(bytes)));
                } finally {
                    exchange.complete();
                }
            });
        }
    }

    @Override
    public void onError(Throwable gone) {
        LOG.log(Logger.Level.DEBUG, "A form broke off", gone);
        if (decided.compareAndSet(false, true)) {
            exchange.complete();
        }
    }

    /** The answer is sent at once, so that Undertow closes the connection instead of waiting for the rest. */
    @Override
    public void onTimeout(AsyncEvent event) {
        if (decided.compareAndSet(false, true)) {
            whenLate.run();
            attempt(() -> {
                recipient.late();
                exchange.getResponse().getOutputStream().close();
            });
        }
    }

    private void attempt(Answer answer) {
        try {
            answer.give();
        } catch (IOException gone) {
            LOG.log(Logger.Level.DEBUG, "Somebody has not waited for the answer to a form", gone);
        } catch (RuntimeException failure) {
            FAULTS.report("A form cannot be answered", failure);
            if (!exchange.getResponse().isCommitted()) {
                ((HttpServletResponse) exchange.getResponse()).setStatus(HttpServletResponse.SC_INTERNAL_SERVER_ERROR);
            }
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        if (over.compareAndSet(false, true)) {
            whenOver.run();
        }
    }

    @Override
    public void onError(AsyncEvent event) {
        // the container completes the exchange
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // it is started once
    }
}
