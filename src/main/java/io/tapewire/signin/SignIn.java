package io.tapewire.signin;

import io.tapewire.config.OidcSettings;
import io.tapewire.event.StoreUnavailable;
import io.tapewire.security.AskPage;
import io.tapewire.security.BrowserCookie;
import io.tapewire.security.Methods;
import io.tapewire.security.Proxies;
import io.tapewire.security.Query;
import io.tapewire.security.Refusal;
import io.tapewire.security.ReturnAddress;
import io.tapewire.security.Secrets;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Begins to sign somebody in: sends the browser to the provider. {@code to} is the page to show afterwards. */
@WebServlet("/tapewire/sign-in")
public class SignIn extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Methods METHODS = Methods.of("GET");

    @Inject
    private transient Provider provider;

    @Inject
    private transient PendingSignIns pending;

    @Inject
    private transient ServerAddress address;

    @Inject
    private transient Proxies proxies;

    @Inject
    private transient AskPage askPage;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (provider.settings().isEmpty()) {
            Refusal.send(request, response, 404, "not_found", "nobody can sign in here (tapewire.oidc.issuer)");
        } else if (METHODS.admit(request, response)) {
            begin(ReturnAddress.parse(Query.of(request).first("to")), request, response);
        }
    }

    private void begin(ReturnAddress to, HttpServletRequest request, HttpServletResponse response) throws IOException {
        try {
            String browser = Secrets.next();
            PendingSignIns.Begun begun = pending.begin(
                            browser, address.root(request) + OidcSettings.CALLBACK, to, proxies.networkOf(request))
                    .orElseThrow(() -> new SignInFailed(429, "Too many people are signing in. Try again in a moment."));
            String next = provider.authorizationAddress(begun);
            response.setHeader(
                    "Set-Cookie",
                    BrowserCookie.SIGN_IN.header(request, proxies.isSecure(request), browser, pending.maxAgeSeconds()));
            response.setHeader("Cache-Control", "no-store");
            response.setStatus(HttpServletResponse.SC_SEE_OTHER);
            response.setHeader("Location", next);
        } catch (SignInFailed failed) {
            Failures.show(failed, to, askPage, request, response);
        } catch (StoreUnavailable silent) {
            Failures.show(SignInFailed.storeUnavailable(), to, askPage, request, response);
        }
    }
}
