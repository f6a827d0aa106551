package io.tapewire.security;

import io.tapewire.access.Caller;
import io.tapewire.config.Limits;
import io.tapewire.event.StoreUnavailable;
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
    private static final Refusal UNAUTHORIZED = new Refusal(401, "unauthorized");

    @Inject
    private transient Callers callers;

    @Inject
    private transient Origins origins;

    @Inject
    private transient RequestAudit audit;

    @Inject
    private transient Limits limits;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        SafeHeaders.ofData(response);
        if (UnwantedBody.isIn(request) && !request.isAsyncSupported()) {
            // a filter of the application's own does not allow it
            UnwantedBody.endConnection(request, response);
        }
        answer(request, response, chain);
        UnwantedBody.discard(request, response, limits);
    }

    private void answer(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        Callers.Found found;
        try {
            found = callers.of(request);
        } catch (TooManyFailures often) {
            response.setHeader("Retry-After", Integer.toString(FailedTokens.RETRY_S));
            refuse(request, response, null, new Refusal(429, "too_many_failures"), often.getMessage());
            return;
        } catch (BadToken bad) {
            challenge(response, ", error=\"invalid_token\"");
            refuse(request, response, bad.caller(), UNAUTHORIZED, bad.getMessage());
            return;
        } catch (KeysUnavailable outage) {
            response.setHeader("Retry-After", RETRY_S);
            refuse(request, response, null, new Refusal(503, "keys_unavailable"), outage.getMessage());
            return;
        } catch (StoreUnavailable outage) {
            response.setHeader("Retry-After", RETRY_S);
            refuse(request, response, null, new Refusal(503, "store_unavailable"), outage.getMessage());
            return;
        }
        if (found == null) {
            challenge(response, "");
            refuse(request, response, null, UNAUTHORIZED, "a token is needed");
        } else if (origins.allow(request, found.session() != null)) {
            admit(found, request, response, chain);
        } else {
            String message = "pages of this origin may not do that (tapewire.origins)";
            refuse(request, response, found.caller(), new Refusal(403, "foreign_origin"), message);
        }
    }

    private void admit(Callers.Found found, HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (found.session() != null) {
            found.session().attachTo(request);
        }
        try {
            chain.doFilter(new CallerRequest(request, found.caller()), response);
        } finally {
            // what comes after the gate may have refused it, too
            audit.noteRefusal(request, found.caller());
        }
    }

    /** So that a client that has a token sends it. */
    private static void challenge(HttpServletResponse response, String error) {
        response.setHeader("WWW-Authenticate", "Bearer realm=\"tapewire\"" + error);
    }

    /** @param caller who has asked, or {@code null} if nobody knows */
    private void refuse(
            HttpServletRequest request, HttpServletResponse response, Caller caller, Refusal refusal, String message)
            throws IOException {
        try {
            Refusal.send(request, response, refusal.status(), refusal.code(), message);
        } finally {
            // also if nobody has waited for the answer
            audit.noteRefusal(request, caller);
        }
    }
}
