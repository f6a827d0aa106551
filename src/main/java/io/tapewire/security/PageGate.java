package io.tapewire.security;

import io.tapewire.access.Caller;
import io.tapewire.token.BadToken;
import io.tapewire.token.KeysUnavailable;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Lets browsers in to the page. {@code ?token=} is replaced by a cookie and removed from the address. A browser that
 * has neither gets a form that asks for the token.
 */
@WebFilter(
        urlPatterns = PageGate.PAGE,
        dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.FORWARD})
public class PageGate extends HttpFilter {
    private static final long serialVersionUID = 1;
    static final String PAGE = "/tapewire.xhtml";
    private static final Methods METHODS = Methods.of("GET");

    @Inject
    private transient Identification identification;

    @Inject
    private transient Login login;

    @Inject
    private transient Sessions sessions;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("Cache-Control", "no-store");
        response.setHeader("Referrer-Policy", "no-referrer");
        response.setHeader("X-Content-Type-Options", "nosniff");
        response.setHeader("X-Frame-Options", "SAMEORIGIN");
        if (!METHODS.admit(request, response)) {
            return;
        }
        String offered = Query.of(request).first("token");
        try {
            if (offered != null) {
                signIn(offered, request, response);
            } else {
                show(request, response, chain);
            }
        } catch (BadToken bad) {
            ask(response, sentence(bad.getMessage()));
        } catch (KeysUnavailable outage) {
            ask(response, sentence(outage.getMessage()));
        }
    }

    private void signIn(String token, HttpServletRequest request, HttpServletResponse response) throws BadToken {
        Caller caller = identification.byToken(token);
        String value = caller.isAdministrator() ? login.issue() : sessions.begin(caller);
        response.setHeader("Set-Cookie", LoginCookie.header(request, value, login.maxAgeSeconds()));
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", address(request) + Query.of(request).without("token"));
    }

    private void show(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws BadToken, IOException, ServletException {
        Identity identity = identification.of(request);
        if (identity == null) {
            ask(response, "");
            return;
        }
        if (LoginCookie.of(request).filter(login::holds).isPresent()) {
            // for as long as the page is used
            response.setHeader("Set-Cookie", LoginCookie.header(request, login.issue(), login.maxAgeSeconds()));
        }
        chain.doFilter(request, response);
    }

    /**
     * The page's address, built from known parts: an address as sent could begin with two slashes, which would name
     * another host.
     */
    private static String address(HttpServletRequest request) {
        return request.getContextPath() + (request.getRequestURI().endsWith(PAGE) ? PAGE : "/");
    }

    private static String sentence(String message) {
        return message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1) + ".";
    }

    private static void ask(HttpServletResponse response, String said) throws IOException {
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setContentType("text/html;charset=utf-8");
        try (var page = PageGate.class.getResourceAsStream("ask.html")) {
            String html = new String(page.readAllBytes(), StandardCharsets.UTF_8);
            response.getOutputStream().write(html.replace("{{said}}", said).getBytes(StandardCharsets.UTF_8));
        }
    }
}
