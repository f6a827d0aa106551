package io.tapewire.token;

import io.tapewire.config.Configuration;
import io.tapewire.config.JwtSettings;
import io.tapewire.config.Limits;
import io.tapewire.config.OidcSettings;
import io.tapewire.config.SafeAddress;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Extension;
import java.lang.System.Logger;
import java.net.URI;
import java.time.InstantSource;

/** Stops the deployment when JWTs or sign-ins are to be accepted and cannot be checked, and warns of risks. */
public class TokenCheck implements Extension {
    private static final Logger LOG = System.getLogger(TokenCheck.class.getName());

    void check(@Observes AfterDeploymentValidation deployment) {
        try {
            new Configuration().jwt().ifPresent(TokenCheck::check);
            new Configuration().oidc().ifPresent(TokenCheck::check);
        } catch (IllegalArgumentException notAllowed) {
            deployment.addDeploymentProblem(notAllowed);
        }
    }

    private static void check(OidcSettings settings) {
        IdTokens unused = IdTokens.of(settings, URI.create(settings.issuer()), Limits.STANDARD, InstantSource.system());
    }

    private static void check(JwtSettings settings) {
        Verifier unused = Tokens.verifier(settings, Limits.STANDARD, InstantSource.system());
        if (settings.source() != JwtSettings.Source.JWKS) {
            return;
        }
        if (settings.audience() == null) {
            LOG.log(
                    Logger.Level.WARNING,
                    "{0} is set without tapewire.jwt.audience: tokens that its provider makes for other applications"
                            + " are accepted, too",
                    settings.source().key());
        }
        if (settings.key().startsWith("http:") && !SafeAddress.isThisMachine(URI.create(settings.key()))) {
            LOG.log(
                    Logger.Level.WARNING,
                    "{0} has no TLS: who can change what comes from there can make tokens",
                    settings.source().key());
        }
    }
}
