package io.tapewire.signin;

import io.tapewire.config.OidcSettings;
import io.tapewire.security.Proxies;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;

/** Where browsers find this application: as configured, or as a request says it. Any thread. */
@ApplicationScoped
public class ServerAddress {
    @Inject
    private Provider provider;

    @Inject
    private Proxies proxies;

    /** The application's root, without a slash at its end. */
    String root(HttpServletRequest request) throws SignInFailed {
        String configured = provider.settings().map(OidcSettings::redirectUri).orElse(null);
        return configured != null
                ? configured.substring(0, configured.length() - OidcSettings.CALLBACK.length())
                : proxies.ownAddress(request)
                        .orElseThrow(() -> new SignInFailed(400, "This address is not one of a server."));
    }
}
