package io.tapewire.security;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.System.Logger;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Receives forms. Anybody can send one, as slowly as they like, so their number and their time are bounded, and no
 * thread waits for one if the server can do without. Any thread.
 */
@ApplicationScoped
public class Forms {
    private static final Logger LOG = System.getLogger(Forms.class.getName());
    private static final int MOST_BYTES = 32 << 10;
    private static final int PIECE = 4 << 10;

    private final Limits limits;
    private final Semaphore free;

    /** Who has asked for a form. Exactly one of these is called, once. */
    interface Recipient {
        /** It has arrived; of one that is too long, the beginning. */
        void take(Query form) throws IOException;

        /** It has not arrived in time. */
        void late() throws IOException;

        /** As many forms as allowed are being received. */
        void tooMany() throws IOException;
    }

    @Inject
    Forms(Limits limits) {
        this.limits = limits;
        this.free = new Semaphore(limits.asInt(Limit.FORMS));
    }

    /** Only for the container's proxy. */
    protected Forms() {
        this.limits = null;
        this.free = null;
    }

    /** Receives the form that a request brings, now or later. */
    void receive(HttpServletRequest request, HttpServletResponse response, Recipient recipient) throws IOException {
        if (!free.tryAcquire()) {
            limits.refused(Limit.FORMS);
            recipient.tooMany();
        } else if (request.isAsyncSupported() && ReadListeners.work(request.getInputStream())) {
            listen(request, recipient);
        } else {
            await(request.getInputStream(), response, recipient);
        }
    }

    private void listen(HttpServletRequest request, Recipient recipient) throws IOException {
        AsyncContext exchange;
        try {
            exchange = request.startAsync();
        } catch (IllegalStateException notNow) {
            free.release();
            throw notNow;
        }
        exchange.setTimeout(TimeUnit.SECONDS.toMillis(limits.of(Limit.FORM_S)));
        ArrivingForm form = new ArrivingForm(exchange, recipient, this::countLate, free::release);
        exchange.addListener(form);
        request.getInputStream().setReadListener(form);
    }

    private void await(ServletInputStream in, HttpServletResponse response, Recipient recipient) throws IOException {
        Interruption waiting = new Interruption();
        CompletableFuture.delayedExecutor(limits.of(Limit.FORM_S), TimeUnit.SECONDS)
                .execute(waiting::interrupt);
        Query form;
        try {
            form = read(in, waiting);
        } catch (IOException cut) {
            if (waiting.isWanted()) {
                countLate();
                tellLate(recipient);
            } else {
                // the browser is gone: if this were thrown, Payara would log a trace of 30 lines
                LOG.log(Logger.Level.DEBUG, "A form broke off", cut);
                response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            }
            return;
        } finally {
            free.release();
        }
        recipient.take(form);
    }

    /** Payara ends a connection on which a read was interrupted, so perhaps nobody is told. */
    private static void tellLate(Recipient recipient) {
        try {
            recipient.late();
        } catch (IOException gone) {
            LOG.log(Logger.Level.DEBUG, "Somebody was not told that a form is late", gone);
        }
    }

    private static Query read(ServletInputStream in, Interruption waiting) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] piece = new byte[PIECE];
        int length = 0;
        while (length >= 0 && bytes.size() < MOST_BYTES) {
            bytes.write(piece, 0, length);
            length = waiting.around(() -> in.read(piece));
        }
        return parse(bytes);
    }

    static boolean hasRoomFor(int length, ByteArrayOutputStream bytes) {
        return bytes.size() + length <= MOST_BYTES;
    }

    static Query parse(ByteArrayOutputStream bytes) {
        return new Query(bytes.toString(StandardCharsets.UTF_8));
    }

    private void countLate() {
        limits.refused(Limit.FORM_S);
    }
}
