package io.tapewire.nodes;

import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.core.spi.LoadableExtension;

/** Makes Arquillian know {@link NodesContainer}; found by a service file that only the profile nodes has. */
public class NodesExtension implements LoadableExtension {
    @Override
    public void register(ExtensionBuilder builder) {
        builder.service(DeployableContainer.class, NodesContainer.class);
    }
}
