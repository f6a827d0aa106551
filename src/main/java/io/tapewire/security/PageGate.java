package io.tapewire.security;

import io.tapewire.token.BadToken;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Lets browsers in to the page. {@code ?token=} is replaced by a cookie and removed from the address. A browser that
 * has neither gets a page that lets people sign in, or asks for the token and posts it.
 */
@WebFilter(
        urlPatterns = PageGate.PAGE,
        asyncSupported = true,
        dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.FORWARD})
public class PageGate extends HttpFilter {
    /** The page's own address. */
    public static final String PAGE = "/tapewire.xhtml";

    private static final long serialVersionUID = 1;
    private static final Methods METHODS = Methods.of("GET", "POST");

    @Inject
    private transient Callers callers;

    @Inject
    private transient Origins origins;

    @Inject
    private transient RequestAudit audit;

    @Inject
    private transient TokenExchange exchange;

    @Inject
    private transient Forms forms;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("Cache-Control", "no-store");
        SafeHeaders.ofPage(response);
        if (!METHODS.admit(request, response)) {
            return;
        }
        if ("POST".equals(request.getMethod())) {
            receive(request, response);
        } else if (UnwantedBody.isIn(request)) {
            // Faces would read it, and wait for it
            UnwantedBody.refuse(request, response);
        } else {
            exchange.attempt(request, response, () -> {
                String offered = Query.of(request).first("token");
                if (offered == null) {
                    show(request, response, chain);
                } else {
                    exchange.signIn(offered, request, response);
                }
            });
        }
    }

    private void receive(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (origins.allow(request, true)) {
            forms.receive(request, response, new TokenForm(request, response, exchange));
        } else {
            audit.noteRefusal(request, null, "foreign_origin");
            exchange.ask(
                    request, response, HttpServletResponse.SC_FORBIDDEN, "Only a page of this server can sign you in.");
        }
    }

    private void show(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws BadToken, IOException, ServletException {
        Callers.Found found = callers.of(request);
        if (found == null) {
            exchange.ask(request, response, HttpServletResponse.SC_UNAUTHORIZED, "");
            return;
        }
        if (found.session() != null && found.caller().isAdministrator()) {
            exchange.renew(request, response);
        }
        chain.doFilter(request, response);
    }
}
