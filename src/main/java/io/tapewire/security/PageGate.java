package io.tapewire.security;

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
    private transient AdministratorToken token;

    @Inject
    private transient Login login;

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
        if (offered != null && token.matches(offered)) {
            response.setHeader("Set-Cookie", cookie(request));
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", address(request) + Query.of(request).without("token"));
        } else if (Gate.hasLogin(request, login)) {
            response.setHeader("Set-Cookie", cookie(request));
            chain.doFilter(request, response);
        } else {
            ask(response, offered != null);
        }
    }

    /**
     * The page's address, built from known parts: an address as sent could begin with two slashes, which would name
     * another host.
     */
    private static String address(HttpServletRequest request) {
        return request.getContextPath() + (request.getRequestURI().endsWith(PAGE) ? PAGE : "/");
    }

    private String cookie(HttpServletRequest request) {
        String path = request.getContextPath().isEmpty() ? "/" : request.getContextPath();
        return Login.COOKIE + "=" + login.issue() + "; Path=" + path + "; Max-Age=" + login.maxAgeSeconds()
                + "; HttpOnly; SameSite=Lax" + (request.isSecure() ? "; Secure" : "");
    }

    private static void ask(HttpServletResponse response, boolean wasWrong) throws IOException {
        response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
        response.setContentType("text/html;charset=utf-8");
        try (var page = PageGate.class.getResourceAsStream("ask.html")) {
            String html = new String(page.readAllBytes(), StandardCharsets.UTF_8);
            response.getOutputStream()
                    .write(html.replace("{{said}}", wasWrong ? "This is not the token." : "")
                            .getBytes(StandardCharsets.UTF_8));
        }
    }
}
