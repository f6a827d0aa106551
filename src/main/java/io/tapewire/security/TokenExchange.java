package io.tapewire.security;

import io.tapewire.access.Caller;
import io.tapewire.event.StoreUnavailable;
import io.tapewire.token.BadToken;
import io.tapewire.token.KeysUnavailable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** Replaces a token by the page's cookie. Any thread. */
@ApplicationScoped
public class TokenExchange {
    private static final String RETRY_S = "5";
    private static final int TOO_MANY_REQUESTS = 429;

    @Inject
    private Callers callers;

    @Inject
    private Login login;

    @Inject
    private Sessions sessions;

    @Inject
    private Proxies proxies;

    @Inject
    private RequestAudit audit;

    @Inject
    private AskPage askPage;

    /** Something that takes a good token. */
    interface Step {
        void take() throws BadToken, IOException, ServletException;
    }

    /** Takes the step, or says what is wrong with the token. */
    void attempt(HttpServletRequest request, HttpServletResponse response, Step step)
            throws IOException, ServletException {
        try {
            step.take();
        } catch (TooManyFailures often) {
            audit.noteRefusal(request, null, "too_many_failures");
            later(
                    request,
                    response,
                    TOO_MANY_REQUESTS,
                    Integer.toString(FailedTokens.RETRY_S),
                    sentence(often.getMessage()));
        } catch (BadToken bad) {
            audit.noteRefusal(request, bad.caller(), "unauthorized");
            ask(request, response, HttpServletResponse.SC_UNAUTHORIZED, sentence(bad.getMessage()));
        } catch (KeysUnavailable | StoreUnavailable outage) {
            later(
                    request,
                    response,
                    HttpServletResponse.SC_SERVICE_UNAVAILABLE,
                    RETRY_S,
                    sentence(outage.getMessage()));
        }
    }

    /** Signs somebody in with a token, or says why not. */
    void signIn(String token, HttpServletRequest request, HttpServletResponse response) throws BadToken, IOException {
        if (isFromAnotherSite(request) && isSignedIn(request)) {
            // or any site could have its visitors continue under a token of its own
            audit.noteRefusal(request, null, "another_site");
            ask(
                    request,
                    response,
                    HttpServletResponse.SC_FORBIDDEN,
                    "Another site wants you to use its token here. You are still signed in with yours. To change to"
                            + " the other token, enter it yourself.");
            return;
        }
        Caller caller = callers.byToken(token, request);
        Optional<String> value = caller.isAdministrator() ? Optional.of(login.issue()) : sessions.begin(caller);
        if (value.isEmpty()) {
            refuse(
                    request,
                    response,
                    caller,
                    "too_many_sessions",
                    "As many people are signed in as this server allows.");
            return;
        }
        // whoever was signed in with this browser before is not any more
        BrowserCookie.LOGIN.all(request, proxies.isSecure(request)).forEach(sessions::end);
        audit.noteSignIn(request, caller);
        setCookie(request, response, value.get());
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", ReturnAddress.of(request).in(request));
    }

    /** Continues a login of the administrator's, for as long as the page is used. */
    void renew(HttpServletRequest request, HttpServletResponse response) {
        setCookie(request, response, login.issue());
    }

    private void setCookie(HttpServletRequest request, HttpServletResponse response, String value) {
        response.setHeader(
                "Set-Cookie",
                BrowserCookie.LOGIN.header(request, proxies.isSecure(request), value, login.maxAgeSeconds()));
    }

    /** Browsers say so; programs say nothing. */
    private static boolean isFromAnotherSite(HttpServletRequest request) {
        return "cross-site".equals(request.getHeader("Sec-Fetch-Site"));
    }

    private boolean isSignedIn(HttpServletRequest request) {
        try {
            return callers.of(request) != null;
        } catch (BadToken | KeysUnavailable none) {
            return false;
        }
    }

    /** There are as many of something as allowed. */
    void refuse(HttpServletRequest request, HttpServletResponse response, Caller caller, String code, String said)
            throws IOException {
        audit.noteRefusal(request, caller, code);
        later(request, response, TOO_MANY_REQUESTS, RETRY_S, said);
    }

    private void later(
            HttpServletRequest request, HttpServletResponse response, int status, String seconds, String said)
            throws IOException {
        response.setHeader("Retry-After", seconds);
        ask(request, response, status, said);
    }

    /** Asks for a token, and says what is wrong. */
    void ask(HttpServletRequest request, HttpServletResponse response, int status, String said) throws IOException {
        askPage.send(request, response, status, said, ReturnAddress.of(request));
    }

    private static String sentence(String message) {
        return message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1) + ".";
    }
}
