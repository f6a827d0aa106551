package io.tapewire.socket;

import io.tapewire.access.Caller;
import io.tapewire.channel.Senders;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.fault.FaultLog;
import io.tapewire.security.Methods;
import io.tapewire.security.Proxies;
import io.tapewire.security.Refusal;
import io.tapewire.security.UnwantedBody;
import io.tapewire.security.Visitor;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * Refuses connections above the limits and requests that are not WebSocket handshakes, and closes all connections when
 * the application stops. Mapped in web-fragment.xml, behind the gate.
 *
 * <p>Connections are closed in a filter's {@code destroy}, because Payara calls that before Tyrus drops the sessions.
 * It calls a bean's {@code @PreDestroy} afterwards, when the clients have already been cut off.
 */
public class Admission extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = System.getLogger(Admission.class.getName());
    private static final FaultLog FAULTS = FaultLog.of(Admission.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final String RETRY_S = "5";
    private static final Methods METHODS = Methods.of("GET");

    @Inject
    private transient Senders senders;

    @Inject
    private transient Closers closers;

    @Inject
    private transient ConnectionQuota quota;

    @Inject
    private transient Proxies proxies;

    @Inject
    private transient Limits limits;

    private transient Semaphore handshakes;

    @Override
    public void init() {
        handshakes = new Semaphore(limits.asInt(Limit.HANDSHAKES));
    }

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!METHODS.admit(request, response)) {
            return;
        }
        if (request.getHeader("Upgrade") == null) {
            response.setHeader("Upgrade", "websocket");
            Refusal.send(request, response, 426, "no_websocket", "this address is for WebSocket connections");
            return;
        }
        if (UnwantedBody.isIn(request)) {
            // Undertow would read it for parameters, and wait for it
            UnwantedBody.refuse(request, response);
            return;
        }
        Visitor visitor = new Visitor(
                Caller.of(request.getUserPrincipal()), proxies.addressOf(request), proxies.networkOf(request));
        if (senders.isFull()) {
            limits.refused(Limit.CONNECTIONS);
            refuse(request, response, "too_many_connections", "there are as many connections as allowed");
        } else if (!quota.hasRoomFor(visitor)) {
            refuse(
                    request,
                    response,
                    "too_many_connections",
                    "you or your address have as many connections as allowed");
        } else if (!handshakes.tryAcquire()) {
            limits.refused(Limit.HANDSHAKES);
            refuse(request, response, "too_many_handshakes", "as many connections are being opened as allowed");
        } else {
            try {
                upgrade(visitor.sending(request), response, chain);
            } finally {
                handshakes.release();
            }
        }
    }

    private static void refuse(HttpServletRequest request, HttpServletResponse response, String code, String message)
            throws IOException {
        response.setHeader("Retry-After", RETRY_S);
        Refusal.send(request, response, 429, code, message);
    }

    private static void upgrade(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        try {
            chain.doFilter(request, response);
        } catch (IOException gone) {
            // the viewer left at once, which is not the server's fault: if this were thrown, Payara would log a trace
            // of 60 lines
            LOG.log(Logger.Level.DEBUG, () -> "A viewer did not wait for its connection: " + gone);
        }
    }

    @Override
    public void destroy() {
        FAULTS.attempt("Cannot stop all senders", senders::stop);
        FAULTS.attempt("Cannot close all connections", this::awaitCloses);
    }

    private void awaitCloses() {
        try {
            if (!senders.awaitStop(PATIENCE) || !closers.finish(PATIENCE)) {
                LOG.log(Logger.Level.INFO, "Some viewers did not receive the close in time and are cut off");
            }
        } catch (InterruptedException e) {
            // the server does not want to wait; clients also come back after a cut
            Thread.currentThread().interrupt();
        }
    }
}
