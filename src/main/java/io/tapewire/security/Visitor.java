package io.tapewire.security;

import io.tapewire.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;

/**
 * Who connects, and from where. Given as the principal of a session, which containers pass on from the handshake.
 *
 * @param address as in {@link Proxies#addressOf}
 * @param network as in {@link Proxies#networkOf}
 */
public record Visitor(Caller caller, String address, String network) implements Principal {
    @Override
    public String getName() {
        return caller.getName();
    }

    /** The handshake, with this visitor as its principal. */
    public HttpServletRequest sending(HttpServletRequest handshake) {
        return new HttpServletRequestWrapper(handshake) {
            @Override
            public Principal getUserPrincipal() {
                return Visitor.this;
            }
        };
    }
}
