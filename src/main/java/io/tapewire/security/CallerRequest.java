package io.tapewire.security;

import io.tapewire.access.Caller;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.security.Principal;

/** A request whose principal is the caller, which containers pass on to the endpoint of a WebSocket. */
final class CallerRequest extends HttpServletRequestWrapper {
    private final Caller caller;

    CallerRequest(HttpServletRequest request, Caller caller) {
        super(request);
        this.caller = caller;
    }

    @Override
    public Principal getUserPrincipal() {
        return caller;
    }

    @Override
    public String getRemoteUser() {
        return caller.getName();
    }

    /** Roles are the application's, so only its own login has some. */
    @Override
    public boolean isUserInRole(String role) {
        return caller.kind() == Caller.Kind.APPLICATION && super.isUserInRole(role);
    }
}
