package io.tapewire.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.Set;

/**
 * What a browser sends by itself to prove who uses it. A value to compare, which gives no secret away.
 *
 * @param text of the cookie its hash, or the name that the application's own login or a proxy says
 */
public record BrowserSession(Kind kind, String text) {
    private static final String ATTRIBUTE = BrowserSession.class.getName();

    /** How a browser proves it. */
    public enum Kind {
        COOKIE,
        LOGIN,
        PROXY
    }

    static BrowserSession ofCookie(String value) {
        return new BrowserSession(Kind.COOKIE, Secrets.hash(value));
    }

    static BrowserSession ofLogin(String name) {
        return new BrowserSession(Kind.LOGIN, name);
    }

    static BrowserSession ofProxy(String name) {
        return new BrowserSession(Kind.PROXY, name);
    }

    /** All that a request brings itself, whether they prove anything or not. */
    static Set<BrowserSession> in(HttpServletRequest request) {
        Set<BrowserSession> all = new HashSet<>();
        for (boolean secure : new boolean[] {true, false}) {
            BrowserCookie.LOGIN
                    .all(request, secure)
                    .map(BrowserSession::ofCookie)
                    .forEach(all::add);
        }
        if (request.getUserPrincipal() != null) {
            all.add(ofLogin(request.getUserPrincipal().getName()));
        }
        return all;
    }

    /** Keeps for a request's handler what has proved who makes it. */
    void attachTo(HttpServletRequest request) {
        request.setAttribute(ATTRIBUTE, this);
    }

    /** What has proved who makes a request that the gate has let in; {@code null} if it was a token or a ticket. */
    public static BrowserSession of(HttpServletRequest request) {
        return (BrowserSession) request.getAttribute(ATTRIBUTE);
    }
}
