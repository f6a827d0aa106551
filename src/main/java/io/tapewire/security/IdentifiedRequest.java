package io.tapewire.security;

import io.tapewire.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;

/** A request whose principal is the caller, which containers pass on to the endpoint of a WebSocket. */
final class IdentifiedRequest extends HttpServletRequestWrapper {
    private final Caller caller;

    IdentifiedRequest(HttpServletRequest request, Caller caller) {
        super(request);
        this.caller = caller;
    }

    @Override
    public Principal getUserPrincipal() {
        return caller;
    }
}
