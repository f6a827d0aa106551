package io.tapewire.security;

import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.Objects;

/**
 * Who sends a request, as far as it can be told: the address, and the token, the page's cookie or the application's login. Each login has
 * a cookie of its own, so people behind one proxy are different ones. Programs with the same token on the same machine are the same one.
 *
 * <p>A key to compare. It has secrets, so it must not be logged.
 */
public final class Requester {
    private final String address;
    private final String credential;

    private Requester(String address, String credential) {
        this.address = address;
        this.credential = credential;
    }

    public static Requester of(HttpServletRequest request) {
        String token = Identification.bearerOf(request, true);
        return new Requester(request.getRemoteAddr(), token != null ? token : cookieOrName(request));
    }

    private static String cookieOrName(HttpServletRequest request) {
        Principal principal = request.getUserPrincipal();
        return LoginCookie.of(request).orElse(principal == null ? null : principal.getName());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Requester requester
                && Objects.equals(address, requester.address)
                && Objects.equals(credential, requester.credential);
    }

    @Override
    public int hashCode() {
        return Objects.hash(address, credential);
    }
}
