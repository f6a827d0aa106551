package io.tapewire.it;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/**
 * The login of an application, which believes what the test says. It is a filter because a login by the container is
 * configured differently on each server; what Tapewire sees of it is the same: a principal and its roles.
 */
public class TeamLogin extends HttpFilter {
    private static final long serialVersionUID = 1;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String user = request.getHeader("Test-User");
        String role = request.getHeader("Test-Role");
        chain.doFilter(user == null ? request : new SignedIn(request, user, role), response);
    }

    private static final class SignedIn extends HttpServletRequestWrapper {
        private final String user;
        private final String role;

        SignedIn(HttpServletRequest request, String user, String role) {
            super(request);
            this.user = user;
            this.role = role;
        }

        @Override
        public Principal getUserPrincipal() {
            return () -> user;
        }

        @Override
        public boolean isUserInRole(String wanted) {
            return wanted.equals(role);
        }
    }
}
