package io.tapewire.page;

import io.tapewire.security.Methods;
import io.tapewire.security.PageGate;
import io.tapewire.security.UnwantedBody;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;

/**
 * Keeps from Faces what a stranger can send and no page of ours needs: forms, which Faces would read, waiting for one
 * that never comes, and cookies that the server cannot read. The WAR's web.xml names this filter; an application that
 * has only the jar has forms of its own.
 */
public class PlainPages extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = System.getLogger(PlainPages.class.getName());
    private static final Methods METHODS = Methods.of("GET");

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getServletPath();
        // where another servlet than Faces answers, the path ends before the file's name
        if (path.equals(PageGate.PAGE) || !path.endsWith(".xhtml")) {
            chain.doFilter(new ReadableCookies(request), response);
        } else if (METHODS.admit(request, response)) {
            if (UnwantedBody.isIn(request)) {
                UnwantedBody.refuse(request, response);
            } else {
                chain.doFilter(new ReadableCookies(request), response);
            }
        }
    }

    /** Without cookies if the server cannot read them. Faces asks for them, and has none of its own here. */
    private static final class ReadableCookies extends HttpServletRequestWrapper {
        ReadableCookies(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Cookie[] getCookies() {
            try {
                return super.getCookies();
            } catch (IllegalArgumentException | IllegalStateException unreadable) {
                LOG.log(Logger.Level.DEBUG, "Cookies that cannot be read are ignored", unreadable);
                return new Cookie[0];
            }
        }
    }
}
