package io.tapewire.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * The cookies that this server sets.
 *
 * <p>Over TLS their names begin with {@code __Host-}, or with {@code __Secure-} if the application is not at the root.
 * Browsers accept such a cookie from this host over TLS alone, so nobody who controls another host of the domain, or the
 * network, can set it.
 */
public enum BrowserCookie {
    /** Who uses the page: a value of {@link Login} or of {@link Sessions}. */
    LOGIN("tapewire"),
    /** Which browser has begun to sign in. */
    SIGN_IN("tapewire-sign-in");

    private static final String OF_HOST = "__Host-";
    private static final String OF_PATH = "__Secure-";

    private final String open;

    BrowserCookie(String open) {
        this.open = open;
    }

    /**
     * Its values in a request. There are several if another path or application has set some of this name.
     *
     * @param secure whether the browser's connection has TLS: then a cookie that was set without it does not count
     */
    public Stream<String> all(HttpServletRequest request, boolean secure) {
        List<String> names = secure ? List.of(OF_HOST + open, OF_PATH + open) : List.of(open);
        // read from the header, because Undertow gives only the last of several cookies with the same name
        return Collections.list(request.getHeaders("Cookie")).stream()
                .flatMap(header -> Arrays.stream(header.split(";", -1)))
                .map(cookie -> cookie.strip().split("=", 2))
                .filter(cookie -> cookie.length == 2 && names.contains(cookie[0]))
                .map(cookie -> cookie[1]);
    }

    /** The header that sets it. */
    public String header(HttpServletRequest request, boolean secure, String value, long maxAgeSeconds) {
        boolean atRoot = request.getContextPath().isEmpty();
        String name = (!secure ? "" : atRoot ? OF_HOST : OF_PATH) + open;
        return name + "=" + value + "; Path=" + (atRoot ? "/" : request.getContextPath()) + "; Max-Age=" + maxAgeSeconds
                + "; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }

    /** The header that removes it. */
    public String removal(HttpServletRequest request, boolean secure) {
        return header(request, secure, "", 0);
    }
}
