package io.tapewire.security;

import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Arrays;
import java.util.Objects;

/**
 * Lets requests in that have the token or the page's cookie, including upgrades to WebSocket.
 *
 * <p>A browser sends the cookie with requests of any page, so it counts only for requests of our own pages.
 */
public class Gate extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final String BEARER = "Bearer ";

    @Inject
    private transient AdministratorToken token;

    @Inject
    private transient Login login;

    @Inject
    private transient Origins origins;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String offered = tokenOf(request);
        if (offered != null ? token.matches(offered) : hasLogin(request)) {
            if (offered == null && !origins.isOurs(request)) {
                Refusal.send(
                        response,
                        403,
                        "foreign_origin",
                        "the cookie counts only for requests from pages of this server");
                return;
            }
            chain.doFilter(request, response);
        } else {
            // so that a client that has a token sends it
            response.setHeader("WWW-Authenticate", "Bearer realm=\"tapewire\"");
            Refusal.send(
                    response, 401, "unauthorized", offered == null ? "a token is needed" : "this is not the token");
        }
    }

    /** The token in the request, right or wrong, or {@code null} if there is none. */
    static String tokenOf(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        if (header != null) {
            return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                    ? header.substring(BEARER.length()).strip()
                    : "";
        }
        // in the address only for /ws, where a browser cannot set a header; not getParameter, which would read a
        // posted body
        return "/ws".equals(pathOf(request)) ? Query.of(request).first("token") : null;
    }

    /**
     * Both parts of the path, because no servlet is mapped to an endpoint: Open Liberty then has the whole path in
     * the second part.
     */
    private static String pathOf(HttpServletRequest request) {
        return request.getServletPath() + Objects.toString(request.getPathInfo(), "");
    }

    private boolean hasLogin(HttpServletRequest request) {
        return hasLogin(request, login);
    }

    static boolean hasLogin(HttpServletRequest request, Login login) {
        Cookie[] cookies = request.getCookies();
        return cookies != null
                && Arrays.stream(cookies)
                        .filter(cookie -> Login.COOKIE.equals(cookie.getName()))
                        .anyMatch(cookie -> login.holds(cookie.getValue()));
    }
}
