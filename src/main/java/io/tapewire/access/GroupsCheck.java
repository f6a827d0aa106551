package io.tapewire.access;

import io.tapewire.config.Configuration;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Extension;
import java.util.Map;

/** Stops the deployment when it cannot be told what groups are granted. */
public class GroupsCheck implements Extension {
    void check(@Observes AfterDeploymentValidation deployment) {
        try {
            Map<String, Grants> unused =
                    GroupsJson.read(new Configuration().groups().orElse(""));
        } catch (IllegalArgumentException notAllowed) {
            deployment.addDeploymentProblem(notAllowed);
        }
    }
}
