package io.tapewire.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Set;

/** Tells whether a request with a cookie was made by a page of this server. */
@ApplicationScoped
public class Origins {
    private static final Set<String> HARMLESS = Set.of("GET", "HEAD");

    /**
     * True if the browser says so, or if it says nothing and the request neither changes anything nor opens a
     * connection.
     */
    public boolean isOurs(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return HARMLESS.contains(request.getMethod()) && request.getHeader("Upgrade") == null;
        }
        try {
            // only host and port are compared, because behind a proxy that ends TLS the scheme differs
            return URI.create(origin).getAuthority() != null
                    && URI.create(origin).getAuthority().equalsIgnoreCase(hostOf(request));
        } catch (IllegalArgumentException opaque) {
            return false;
        }
    }

    private static String hostOf(HttpServletRequest request) {
        String host = request.getHeader("Host");
        return host == null ? "" : host.replaceFirst(":(80|443)$", "");
    }
}
