package io.tapewire.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * A request that brings a body, other than an upload, is the last one of its connection: nearly none of our addresses
 * reads a body, and a server must not wait for one that nobody reads ({@link UnwantedBody}). Uploads are looked after by
 * the {@link Gate}. Mapped in web-fragment.xml for our own addresses, and in the WAR's web.xml for all.
 */
public class BodyGate extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final String UPLOADS = "/channels";

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        // the path as the container has understood it, because that is what chooses who gets the request
        if (UnwantedBody.isIn(request) && !UPLOADS.equals(request.getServletPath())) {
            UnwantedBody.endConnection(request, response);
        }
        chain.doFilter(request, response);
    }
}
