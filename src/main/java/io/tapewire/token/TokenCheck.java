package io.tapewire.token;

import io.tapewire.config.Configuration;
import io.tapewire.config.Limits;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Extension;
import java.time.InstantSource;

/** Stops the deployment when JWTs are to be accepted and their keys cannot be used. */
public class TokenCheck implements Extension {
    void check(@Observes AfterDeploymentValidation deployment) {
        try {
            new Configuration()
                    .jwt()
                    .ifPresent(settings -> Tokens.verifier(settings, Limits.STANDARD, InstantSource.system()));
        } catch (IllegalArgumentException notAllowed) {
            deployment.addDeploymentProblem(notAllowed);
        }
    }
}
