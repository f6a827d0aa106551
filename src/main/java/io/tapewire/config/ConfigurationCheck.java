package io.tapewire.config;

import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.spi.AfterDeploymentValidation;
import jakarta.enterprise.inject.spi.Extension;
import java.lang.System.Logger;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigProvider;

/** Stops the deployment when a {@code tapewire.*} key has a value that is not allowed. */
public class ConfigurationCheck implements Extension {
    private static final Logger LOG = System.getLogger(ConfigurationCheck.class.getName());

    void check(@Observes AfterDeploymentValidation deployment) {
        Config config = ConfigProvider.getConfig();
        try {
            Limits limits = Configuration.limits(config);
            Configuration.token(config);
            Configuration.maskedValues(config, limits);
            Configuration.origins(config);
            Configuration.isAudited(config);
            Configuration.history(config);
            Configuration.engine(config);
            Configuration.oidc(config);
            Configuration.proxyLogin(config);
        } catch (IllegalArgumentException notAllowed) {
            deployment.addDeploymentProblem(notAllowed);
        }
        strangers(config)
                .forEach(key -> LOG.log(Logger.Level.WARNING, "{0} is not a key of Tapewire: a typing error?", key));
    }

    private static Set<String> strangers(Config config) {
        KnownKeys known = new KnownKeys(System.getenv());
        return StreamSupport.stream(config.getPropertyNames().spliterator(), false)
                .filter(key -> key.startsWith("tapewire.") && !known.has(key))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
