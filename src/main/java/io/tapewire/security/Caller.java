package io.tapewire.security;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.Objects;

/**
 * Who sends a request, as far as it can be told: the address, and the token or the page's cookie. Each login has a cookie of its own, so
 * people behind one proxy are different callers. Programs with the same token on the same machine are the same one.
 *
 * <p>A key to compare. It has secrets, so it must not be logged.
 */
public final class Caller {
    private final String address;
    private final String credential;

    private Caller(String address, String credential) {
        this.address = address;
        this.credential = credential;
    }

    public static Caller of(HttpServletRequest request) {
        String token = Gate.tokenOf(request);
        return new Caller(request.getRemoteAddr(), token != null ? token : cookieOf(request));
    }

    private static String cookieOf(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies == null
                ? null
                : Arrays.stream(cookies)
                        .filter(cookie -> Login.COOKIE.equals(cookie.getName()))
                        .map(Cookie::getValue)
                        .findFirst()
                        .orElse(null);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Caller caller
                && Objects.equals(address, caller.address)
                && Objects.equals(credential, caller.credential);
    }

    @Override
    public int hashCode() {
        return Objects.hash(address, credential);
    }
}
