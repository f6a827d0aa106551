package io.tapewire.socket;

import io.tapewire.channel.Senders;
import io.tapewire.fault.FaultLog;
import io.tapewire.security.Methods;
import io.tapewire.security.Refusal;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.time.Duration;

/**
 * Refuses a connection too many and what is no connection, and closes them all when the application is being stopped. Mapped
 * in web-fragment.xml, behind the gate.
 *
 * <p>That is done in a filter's {@code destroy}, because Payara calls it before Tyrus lets go of the sessions, and
 * {@code @PreDestroy} of a bean after that, when the clients have seen a cut already.
 */
public class Admission extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = System.getLogger(Admission.class.getName());
    private static final FaultLog FAULTS = FaultLog.of(Admission.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final Methods METHODS = Methods.of("GET");

    @Inject
    private transient Senders senders;

    @Inject
    private transient Closers closers;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!METHODS.admit(request, response)) {
            return;
        }
        if (request.getHeader("Upgrade") == null) {
            response.setHeader("Upgrade", "websocket");
            Refusal.send(response, 426, "no_websocket", "this address is for WebSocket connections");
        } else if (senders.isFull()) {
            Refusal.send(response, 503, "too_many_connections", "there are as many connections as may be");
        } else {
            upgrade(request, response, chain);
        }
    }

    private static void upgrade(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (IOException gone) {
            // as soon as it came, which is no fault of the server's: Payara would write a trace of 60 lines into its
            // log
            LOG.log(Logger.Level.DEBUG, () -> "A viewer did not wait for its connection: " + gone);
        }
    }

    @Override
    public void destroy() {
        FAULTS.attempt("Not all senders were stopped", senders::stop);
        FAULTS.attempt("Not all connections were closed", this::awaitCloses);
    }

    private void awaitCloses() {
        try {
            if (!senders.awaitStop(PATIENCE) || !closers.finish(PATIENCE)) {
                LOG.log(Logger.Level.INFO, "Some viewers were cut off without a close: they did not take it in time");
            }
        } catch (InterruptedException e) {
            // the server is in a hurry; the clients come back from a cut as well
            Thread.currentThread().interrupt();
        }
    }
}
