package io.tapewire.arquillian;

import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.container.DeploymentException;
import org.jboss.arquillian.container.spi.client.deployment.DeploymentDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.arquillian.container.spi.context.annotation.DeploymentScoped;
import org.jboss.arquillian.container.spi.event.DeployDeployment;
import org.jboss.arquillian.container.spi.event.StopContainer;
import org.jboss.arquillian.container.spi.event.UnDeployDeployment;
import org.jboss.arquillian.core.api.InstanceProducer;
import org.jboss.arquillian.core.api.annotation.Inject;
import org.jboss.arquillian.core.api.annotation.Observes;
import org.jboss.arquillian.core.spi.EventContext;

/**
 * Lets a deployment with a name stay for the next test class whose deployment has the same name.
 *
 * <p>Arquillian deploys anew for each class, and for Payara Micro a deployment is a new server: with it, most of the
 * time of the tests would be the server's start. A deployment without a name, or one that a test manages itself, is
 * left alone. Not thread-safe: Arquillian fires its events one after the other.
 */
public class SharedDeployment {
    private static final String UNNAMED = "_DEFAULT_";

    /** After those observers of Arquillian that open the scope of a deployment, which have 0. */
    private static final int WITHIN_ITS_SCOPE = -1;

    /** Where the tests find the address of the deployment. */
    @Inject
    @DeploymentScoped
    private InstanceProducer<ProtocolMetaData> address;

    private Kept kept;

    private record Kept(
            DeploymentDescription description, DeployableContainer<?> container, ProtocolMetaData address) {}

    public void deploy(@Observes(precedence = WITHIN_ITS_SCOPE) EventContext<DeployDeployment> context)
            throws DeploymentException {
        DeployDeployment event = context.getEvent();
        DeploymentDescription wanted = event.getDeployment().getDescription();
        if (kept != null && isShared(wanted) && wanted.getName().equals(kept.description.getName())) {
            address.set(kept.address);
            event.getDeployment().deployed();
            return;
        }
        end();
        LeftHistory.delete();
        context.proceed();
        if (isShared(wanted)) {
            kept = new Kept(wanted, event.getDeployableContainer(), address.get());
        }
    }

    public void undeploy(@Observes(precedence = WITHIN_ITS_SCOPE) EventContext<UnDeployDeployment> context) {
        UnDeployDeployment event = context.getEvent();
        if (isShared(event.getDeployment().getDescription())) {
            event.getDeployment().undeployed();
        } else {
            context.proceed();
        }
    }

    /** Before the server is stopped, because for Payara Micro only the undeployment ends it. */
    public void stop(@Observes(precedence = WITHIN_ITS_SCOPE) EventContext<StopContainer> context)
            throws DeploymentException {
        end();
        context.proceed();
    }

    private void end() throws DeploymentException {
        if (kept != null) {
            kept.container.undeploy(kept.description.getArchive());
            kept = null;
        }
    }

    private static boolean isShared(DeploymentDescription description) {
        return description.managed() && !description.getName().equals(UNNAMED);
    }
}
