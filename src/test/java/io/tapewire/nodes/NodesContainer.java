package io.tapewire.nodes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.arquillian.container.spi.client.container.ContainerConfiguration;
import org.jboss.arquillian.container.spi.client.container.DeployableContainer;
import org.jboss.arquillian.container.spi.client.protocol.ProtocolDescription;
import org.jboss.arquillian.container.spi.client.protocol.metadata.HTTPContext;
import org.jboss.arquillian.container.spi.client.protocol.metadata.ProtocolMetaData;
import org.jboss.shrinkwrap.api.Archive;
import org.jboss.shrinkwrap.api.exporter.ZipExporter;

/**
 * Deploys to a Payara and a WildFly that share a Redis, and gives tests the address of an nginx before them. Each connection and
 * each request goes to the next server.
 */
public class NodesContainer implements DeployableContainer<NodesContainer.Configuration> {
    private Redis redis;
    private Fleet fleet;
    private Balancer balancer;

    /** There is nothing to configure. */
    public static class Configuration implements ContainerConfiguration {
        @Override
        public void validate() {
            // nothing can be wrong
        }
    }

    @Override
    public Class<Configuration> getConfigurationClass() {
        return Configuration.class;
    }

    @Override
    public void setup(Configuration configuration) {
        // nothing is kept between deployments
    }

    @Override
    public void start() {
        // the servers start with what is deployed
    }

    @Override
    public void stop() {
        end();
    }

    @Override
    public ProtocolDescription getDefaultProtocol() {
        return ProtocolDescription.DEFAULT;
    }

    @Override
    public ProtocolMetaData deploy(Archive<?> archive) {
        try {
            Path home = Files.createTempDirectory(
                    Path.of(System.getProperty("it.war")).getParent(), "nodes");
            Path war = home.resolve(archive.getName());
            archive.as(ZipExporter.class).exportTo(war.toFile());
            redis = new Redis(home.resolve("redis")).start();
            fleet = Fleet.deploy(war, home, redis);
            balancer = Balancer.start(
                    home.resolve("nginx"),
                    fleet.targets().get(0).port(),
                    fleet.targets().get(1).port());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ProtocolMetaData().addContext(new HTTPContext("localhost", balancer.port()));
    }

    @Override
    public void undeploy(Archive<?> archive) {
        end();
    }

    private void end() {
        if (balancer != null) {
            balancer.close();
            balancer = null;
        }
        if (fleet != null) {
            fleet.close();
            fleet = null;
        }
        if (redis != null) {
            redis.close();
            redis = null;
        }
    }
}
