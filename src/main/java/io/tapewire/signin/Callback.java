package io.tapewire.signin;

import io.tapewire.access.Caller;
import io.tapewire.access.GroupGrants;
import io.tapewire.access.Revocations;
import io.tapewire.config.OidcSettings;
import io.tapewire.event.StoreUnavailable;
import io.tapewire.security.AskPage;
import io.tapewire.security.BrowserCookie;
import io.tapewire.security.Login;
import io.tapewire.security.Methods;
import io.tapewire.security.Proxies;
import io.tapewire.security.Query;
import io.tapewire.security.Refusal;
import io.tapewire.security.RequestAudit;
import io.tapewire.security.ReturnAddress;
import io.tapewire.security.Sessions;
import io.tapewire.token.IdTokens;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.System.Logger;
import java.util.HashSet;
import java.util.List;

/** Completes a sign-in: the provider has sent the browser here with a code, or with an error. */
@WebServlet(OidcSettings.CALLBACK)
public class Callback extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Logger LOG = System.getLogger(Callback.class.getName());
    private static final Methods METHODS = Methods.of("GET");

    @Inject
    private transient Provider provider;

    @Inject
    private transient PendingSignIns pending;

    @Inject
    private transient GroupGrants grants;

    @Inject
    private transient Revocations revocations;

    @Inject
    private transient Sessions sessions;

    @Inject
    private transient Login login;

    @Inject
    private transient Proxies proxies;

    @Inject
    private transient RequestAudit audit;

    @Inject
    private transient AskPage askPage;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (provider.settings().isEmpty()) {
            Refusal.send(request, response, 404, "not_found", "nobody can sign in here (tapewire.oidc.issuer)");
        } else if (METHODS.admit(request, response)) {
            complete(request, response);
        }
    }

    private void complete(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean secure = proxies.isSecure(request);
        ReturnAddress to = ReturnAddress.PLAIN;
        try {
            Query answer = Query.of(request);
            Pending signIn = signIn(answer, request, secure);
            to = signIn.to();
            String session = begin(person(answer, signIn), request);
            // whoever was signed in with this browser before is not any more
            BrowserCookie.LOGIN.all(request, secure).forEach(sessions::end);
            response.addHeader("Set-Cookie", BrowserCookie.SIGN_IN.removal(request, secure));
            response.addHeader(
                    "Set-Cookie", BrowserCookie.LOGIN.header(request, secure, session, login.maxAgeSeconds()));
            response.setHeader("Cache-Control", "no-store");
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", to.in(request));
        } catch (SignInFailed failed) {
            audit.noteRefusal(request, null, "sign_in_failed");
            Failures.show(failed, to, askPage, request, response);
        } catch (StoreUnavailable silent) {
            Failures.show(SignInFailed.storeUnavailable(), to, askPage, request, response);
        }
    }

    private Pending signIn(Query answer, HttpServletRequest request, boolean secure) throws SignInFailed {
        List<String> names = answer.names();
        String state = answer.first("state");
        if (state == null || new HashSet<>(names).size() < names.size()) {
            throw new SignInFailed(400, "This is no answer of an identity provider.");
        }
        return pending.take(state, BrowserCookie.SIGN_IN.all(request, secure))
                .orElseThrow(() -> new SignInFailed(
                        400, "This sign-in has ended, or another browser or tab has begun it. Sign in again."));
    }

    private IdTokens.Person person(Query answer, Pending signIn) throws SignInFailed {
        provider.requireOwn(answer.first("iss"));
        String error = answer.first("error");
        if (error != null) {
            throw new SignInFailed(403, "The identity provider did not sign you in (" + ErrorCode.of(error) + ").");
        }
        String code = answer.first("code");
        if (code == null) {
            throw new SignInFailed(400, "This is no answer of an identity provider.");
        }
        return provider.redeem(code, signIn);
    }

    private String begin(IdTokens.Person person, HttpServletRequest request) throws SignInFailed {
        Caller caller = Caller.person(person.subject(), person.name(), null, grants.of(person.groups()));
        if (revocations.isRevoked(caller)) {
            throw new SignInFailed(403, "Your permission was taken back.");
        }
        String session = sessions.begin(caller)
                .orElseThrow(() -> new SignInFailed(429, "As many people are signed in as this server allows."));
        audit.noteSignIn(request, caller);
        LOG.log(
                Logger.Level.INFO,
                () -> "Signed in: " + person.subject().replaceAll("\\p{Cntrl}", "?") + ", in "
                        + person.groups().size() + " groups");
        return session;
    }
}
