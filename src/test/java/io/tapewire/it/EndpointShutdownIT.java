package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.nodes.OfOneNode;
import java.net.URI;
import java.net.URL;
import org.jboss.arquillian.container.test.api.Deployer;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.OperateOnDeployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;

/** Deploys for itself, because Arquillian lets no test undeploy what it has deployed. */
@OfOneNode("undeploys from a server")
@ExtendWith(ArquillianExtension.class)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class EndpointShutdownIT {
    private static final String GOES_AWAY = "goes-away";

    @ArquillianResource
    private Deployer deployer;

    @Deployment(name = GOES_AWAY, managed = false, testable = false)
    static WebArchive packagedWar() {
        return War.packaged();
    }

    @Test
    @Order(1)
    void the_application_can_be_deployed() {
        deployer.deploy(GOES_AWAY);
    }

    @Test
    @Order(2)
    void viewers_are_told_to_come_back_when_it_goes_away(
            @ArquillianResource @OperateOnDeployment(GOES_AWAY) URL deployed) {
        URI address = URI.create("http://localhost:" + deployed.getPort() + "/ws?token=" + ServerTest.TOKEN);
        try (Viewer viewer = Viewer.connect(address)) {
            viewer.await("subscribed");

            deployer.undeploy(GOES_AWAY);

            assertThat(viewer.awaitClose()).isEqualTo(1001);
        }
    }
}
