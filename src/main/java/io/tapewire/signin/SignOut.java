package io.tapewire.signin;

import io.tapewire.access.Caller;
import io.tapewire.event.StoreUnavailable;
import io.tapewire.http.JsonAnswer;
import io.tapewire.http.Rejected;
import io.tapewire.protocol.Providers;
import io.tapewire.security.BrowserCookie;
import io.tapewire.security.Methods;
import io.tapewire.security.Origins;
import io.tapewire.security.Proxies;
import io.tapewire.security.Refusal;
import io.tapewire.security.RequestAudit;
import io.tapewire.security.Sessions;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Ends the browser's session, and says in {@code next} where the page goes then: to the provider, so that it ends its own
 * session, too, or to the page that lets people sign in. Only our own pages can ask for it.
 */
@WebServlet("/tapewire/sign-out")
public class SignOut extends HttpServlet {
    private static final long serialVersionUID = 1;
    private static final Methods METHODS = Methods.of("POST");

    @Inject
    private transient Provider provider;

    @Inject
    private transient Sessions sessions;

    @Inject
    private transient Origins origins;

    @Inject
    private transient ServerAddress address;

    @Inject
    private transient Proxies proxies;

    @Inject
    private transient RequestAudit audit;

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!METHODS.admit(request, response)) {
            return;
        }
        if (!origins.allow(request, true)) {
            Refusal.send(
                    request,
                    response,
                    403,
                    "foreign_origin",
                    "pages of this origin may not do that (tapewire.origins)");
            return;
        }
        try {
            signOut(request, response);
        } catch (StoreUnavailable later) {
            Rejected.because(later).send(request, response);
        }
    }

    private void signOut(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean secure = proxies.isSecure(request);
        List<Caller> ended = BrowserCookie.LOGIN
                .all(request, secure)
                .map(sessions::end)
                .flatMap(Optional::stream)
                .toList();
        ended.forEach(caller -> audit.noteSignOut(request, caller));
        response.setHeader("Set-Cookie", BrowserCookie.LOGIN.removal(request, secure));
        JsonAnswer.send(response, Providers.JSON.createObjectBuilder().add("next", next(request, ended)));
    }

    private String next(HttpServletRequest request, List<Caller> ended) {
        String here = request.getContextPath() + "/";
        boolean isOfProvider = ended.stream().anyMatch(caller -> caller.kind() == Caller.Kind.PERSON);
        try {
            return isOfProvider
                    ? provider.endSessionAddress(address.root(request) + "/").orElse(here)
                    : here;
        } catch (SignInFailed noAddress) {
            return here;
        }
    }
}
