package io.tapewire.drain;

import io.tapewire.http.Rejected;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Refuses new connections while this server is drained. Mapped in web-fragment.xml, before the gate: a load balancer tries
 * the same handshake again at another server, so its ticket must not be used up here.
 */
public class DrainGate extends HttpFilter {
    private static final long serialVersionUID = 1;

    @Inject
    private transient Drain drain;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request.getHeader("Upgrade") != null && drain.state() != Drain.State.SERVING) {
            Rejected.draining().send(request, response);
        } else {
            chain.doFilter(request, response);
        }
    }
}
