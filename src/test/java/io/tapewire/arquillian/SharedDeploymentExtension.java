package io.tapewire.arquillian;

import org.jboss.arquillian.core.spi.LoadableExtension;

/** Makes Arquillian know {@link SharedDeployment}; found by its service file. */
public class SharedDeploymentExtension implements LoadableExtension {
    @Override
    public void register(ExtensionBuilder builder) {
        builder.observer(SharedDeployment.class);
    }
}
