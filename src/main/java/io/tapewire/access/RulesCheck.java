package io.tapewire.access;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.AmbiguousResolutionException;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.enterprise.inject.spi.Extension;

/** Stops the deployment when an application has several rules, because nobody could tell which of them decide. */
public class RulesCheck implements Extension {
    void check(@Observes AfterDeploymentValidation deployment, BeanManager beans) {
        try {
            beans.resolve(beans.getBeans(ChannelRules.class, Any.Literal.INSTANCE));
        } catch (AmbiguousResolutionException several) {
            deployment.addDeploymentProblem(
                    new IllegalArgumentException("there can be only one bean of type ChannelRules", several));
        }
    }
}
