package io.tapewire.welcome;

import io.tapewire.config.JwtSettings;
import io.tapewire.config.OidcSettings;
import io.tapewire.config.ProxyLoginSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Who can use this server, and with what.
 *
 * @param isTokenMade whether the administrator's token was generated at this start
 * @param jwt how JWTs are checked, or nothing if none is accepted
 * @param oidc how people sign in with OpenID Connect, or nothing if they cannot
 * @param proxyLogin which headers of a proxy say who makes a request, or nothing if none does
 * @param byRules whether an application decides for the callers of its login
 * @param origins the origins whose pages may connect, besides the server's own
 */
record Admitted(
        boolean isTokenMade,
        Optional<JwtSettings> jwt,
        Optional<OidcSettings> oidc,
        Optional<ProxyLoginSettings> proxyLogin,
        boolean byRules,
        Set<String> origins) {
    /** One line for the log. It shows no secret. */
    @Override
    public String toString() {
        List<String> proofs = new ArrayList<>();
        proofs.add(
                isTokenMade
                        ? "the administrator's token (made anew at each start)"
                        : "the administrator's token (tapewire.token)");
        jwt.ifPresent(settings -> proofs.add("a JWT (" + settings.source().key()
                + (settings.issuer() == null ? "" : ", of " + settings.issuer())
                + (settings.audience() == null ? "" : ", for " + settings.audience()) + ")"));
        oidc.ifPresent(settings -> proofs.add("an account at " + settings.issuer() + " (tapewire.oidc.issuer)"));
        proxyLogin.ifPresent(
                settings -> proofs.add("a name in " + settings.userHeader() + " that one of tapewire.proxies says"));
        if (byRules) {
            proofs.add("the application's own login, as its rules allow");
        }
        return "anybody who can reach this server and has " + String.join(", or ", proofs)
                + "; browsers connect from pages of this server"
                + (origins.isEmpty() ? "" : " and of " + String.join(", ", origins));
    }
}
