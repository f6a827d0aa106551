package io.tapewire.security;

import io.tapewire.token.BadToken;
import io.tapewire.token.KeysUnavailable;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Lets requests in whose caller is known, including upgrades to WebSocket, and passes the caller on as the request's
 * principal. What they may do is decided for each channel, by {@link io.tapewire.access.Access}.
 *
 * <p>A browser sends a cookie with requests of any page, so it counts only for requests of our own pages.
 */
public class Gate extends HttpFilter {
    private static final long serialVersionUID = 1;
    private static final String RETRY_S = "5";

    @Inject
    private transient Callers callers;

    @Inject
    private transient Origins origins;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        SafeHeaders.ofData(response);
        Callers.Found found;
        try {
            found = callers.of(request);
        } catch (TooManyFailures often) {
            response.setHeader("Retry-After", Integer.toString(FailedTokens.RETRY_S));
            Refusal.send(response, 429, "too_many_failures", often.getMessage());
            return;
        } catch (BadToken bad) {
            refuse(response, ", error=\"invalid_token\"", bad.getMessage());
            return;
        } catch (KeysUnavailable outage) {
            response.setHeader("Retry-After", RETRY_S);
            Refusal.send(response, 503, "keys_unavailable", outage.getMessage());
            return;
        }
        if (found == null) {
            refuse(response, "", "a token is needed");
        } else if (!origins.allow(request, found.session() != null)) {
            Refusal.send(response, 403, "foreign_origin", "pages of this origin may not do that (tapewire.origins)");
        } else {
            if (found.session() != null) {
                found.session().attachTo(request);
            }
            chain.doFilter(new CallerRequest(request, found.caller()), response);
        }
    }

    private static void refuse(HttpServletResponse response, String challenge, String message) throws IOException {
        // so that a client that has a token sends it
        response.setHeader("WWW-Authenticate", "Bearer realm=\"tapewire\"" + challenge);
        Refusal.send(response, 401, "unauthorized", message);
    }
}
