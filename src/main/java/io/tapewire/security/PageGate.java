package io.tapewire.security;

import io.tapewire.access.Caller;
import io.tapewire.token.BadToken;
import io.tapewire.token.KeysUnavailable;
import jakarta.inject.Inject;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/**
 * Lets browsers in to the page. {@code ?token=} is replaced by a cookie and removed from the address. A browser that
 * has neither gets a page that lets people sign in, or asks for the token and posts it.
 */
@WebFilter(
        urlPatterns = PageGate.PAGE,
        dispatcherTypes = {DispatcherType.REQUEST, DispatcherType.FORWARD})
public class PageGate extends HttpFilter {
    private static final long serialVersionUID = 1;
    static final String PAGE = "/tapewire.xhtml";
    private static final String RETRY_S = "5";
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int MOST_FORM_BYTES = 32 << 10;
    private static final Methods METHODS = Methods.of("GET", "POST");

    @Inject
    private transient Callers callers;

    @Inject
    private transient Login login;

    @Inject
    private transient Sessions sessions;

    @Inject
    private transient Origins origins;

    @Inject
    private transient Proxies proxies;

    @Inject
    private transient RequestAudit audit;

    @Inject
    private transient AskPage askPage;

    @Override
    protected void doFilter(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        response.setHeader("Cache-Control", "no-store");
        SafeHeaders.ofPage(response);
        if (!METHODS.admit(request, response)) {
            return;
        }
        boolean isForm = "POST".equals(request.getMethod());
        String offered = isForm ? tokenOfForm(request) : Query.of(request).first("token");
        try {
            if (isForm && !origins.allow(request, true)) {
                audit.noteRefusal(request, null, "foreign_origin");
                ask(request, response, HttpServletResponse.SC_FORBIDDEN, "Only a page of this server can sign you in.");
            } else if (offered != null) {
                signIn(offered, request, response);
            } else if (isForm) {
                ask(request, response, HttpServletResponse.SC_BAD_REQUEST, "Enter a token.");
            } else {
                show(request, response, chain);
            }
        } catch (TooManyFailures often) {
            audit.noteRefusal(request, null, "too_many_failures");
            response.setHeader("Retry-After", Integer.toString(FailedTokens.RETRY_S));
            ask(request, response, TOO_MANY_REQUESTS, sentence(often.getMessage()));
        } catch (BadToken bad) {
            audit.noteRefusal(request, bad.caller(), "unauthorized");
            ask(request, response, HttpServletResponse.SC_UNAUTHORIZED, sentence(bad.getMessage()));
        } catch (KeysUnavailable outage) {
            response.setHeader("Retry-After", RETRY_S);
            ask(request, response, HttpServletResponse.SC_SERVICE_UNAVAILABLE, sentence(outage.getMessage()));
        }
    }

    /** What the form has sent, so that the token stands in no address; {@code null} if there is none. */
    private static String tokenOfForm(HttpServletRequest request) throws IOException {
        byte[] form = request.getInputStream().readNBytes(MOST_FORM_BYTES);
        return new Query(new String(form, StandardCharsets.UTF_8)).first("token");
    }

    private void signIn(String token, HttpServletRequest request, HttpServletResponse response)
            throws BadToken, IOException {
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
            audit.noteRefusal(request, caller, "too_many_sessions");
            response.setHeader("Retry-After", RETRY_S);
            ask(request, response, TOO_MANY_REQUESTS, "As many people are signed in as this server allows.");
            return;
        }
        // whoever was signed in with this browser before is not any more
        BrowserCookie.LOGIN.all(request, proxies.isSecure(request)).forEach(sessions::end);
        audit.noteSignIn(request, caller);
        response.setHeader("Set-Cookie", cookie(request, value.get()));
        response.setStatus(HttpServletResponse.SC_SEE_OTHER);
        response.setHeader("Location", ReturnAddress.of(request).in(request));
    }

    private String cookie(HttpServletRequest request, String value) {
        return BrowserCookie.LOGIN.header(request, proxies.isSecure(request), value, login.maxAgeSeconds());
    }

    /** Says the browser; programs say nothing. */
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

    private void show(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws BadToken, IOException, ServletException {
        Callers.Found found = callers.of(request);
        if (found == null) {
            ask(request, response, HttpServletResponse.SC_UNAUTHORIZED, "");
            return;
        }
        if (found.session() != null && found.caller().isAdministrator()) {
            // for as long as the page is used
            response.setHeader("Set-Cookie", cookie(request, login.issue()));
        }
        chain.doFilter(request, response);
    }

    private static String sentence(String message) {
        return message.substring(0, 1).toUpperCase(Locale.ROOT) + message.substring(1) + ".";
    }

    private void ask(HttpServletRequest request, HttpServletResponse response, int status, String said)
            throws IOException {
        askPage.send(request, response, status, said, ReturnAddress.of(request));
    }
}
