package io.tapewire.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * The page's cookie: a value of {@link Login} or of {@link Sessions}.
 *
 * <p>Over TLS its name begins with {@code __Host-}, or with {@code __Secure-} if the application is not at the root.
 * Browsers accept such a cookie from this host over TLS alone, so nobody who controls another host of the domain, or the
 * network, can set it.
 */
final class LoginCookie {
    private static final String OPEN = "tapewire";
    private static final String OF_HOST = "__Host-tapewire";
    private static final String OF_PATH = "__Secure-tapewire";

    private LoginCookie() {}

    /**
     * Its values in a request. There are several if another path or application has set some of this name.
     *
     * @param secure whether the browser's connection has TLS: then a cookie that was set without it does not count
     */
    static Stream<String> all(HttpServletRequest request, boolean secure) {
        List<String> names = secure ? List.of(OF_HOST, OF_PATH) : List.of(OPEN);
        // read from the header, because Undertow gives only the last of several cookies with the same name
        return Collections.list(request.getHeaders("Cookie")).stream()
                .flatMap(header -> Arrays.stream(header.split(";", -1)))
                .map(cookie -> cookie.strip().split("=", 2))
                .filter(cookie -> cookie.length == 2 && names.contains(cookie[0]))
                .map(cookie -> cookie[1]);
    }

    /** The header that sets it. */
    static String header(HttpServletRequest request, boolean secure, String value, long maxAgeSeconds) {
        boolean atRoot = request.getContextPath().isEmpty();
        String name = !secure ? OPEN : atRoot ? OF_HOST : OF_PATH;
        return name + "=" + value + "; Path=" + (atRoot ? "/" : request.getContextPath()) + "; Max-Age=" + maxAgeSeconds
                + "; HttpOnly; SameSite=Lax" + (secure ? "; Secure" : "");
    }
}
