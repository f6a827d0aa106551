package io.tapewire.nodes;

import io.tapewire.it.Cable;
import io.tapewire.it.OwnServer;
import io.tapewire.load.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Several servers that share a Redis. Each has a way of its own to it, which can be cut, frozen and led to another Redis. */
final class Fleet implements AutoCloseable {
    private final List<OwnServer> servers = new ArrayList<>();
    private final List<Cable> ways = new ArrayList<>();

    /**
     * Starts them, one after the other on each kind of server that the build has.
     *
     * @param configuration environment variables
     */
    static Fleet start(int size, Path home, Redis redis, Map<String, String> configuration) {
        return start(size, home, redis, configuration, server -> server);
    }

    /** Starts two, which run another archive than the packaged one. */
    static Fleet deploy(Path war, Path home, Redis redis) {
        return start(2, home, redis, Map.of(), server -> server.deploying(war));
    }

    private static Fleet start(
            int size, Path home, Redis redis, Map<String, String> configuration, UnaryOperator<OwnServer> change) {
        Fleet fleet = new Fleet();
        try {
            Path files = Files.createDirectories(home.resolve("files"));
            for (int i = 0; i < size; i++) {
                Cable way = new Cable(redis.port());
                fleet.ways.add(way);
                Map<String, String> environment = new HashMap<>(configuration);
                environment.put("TAPEWIRE_ENGINE", "redis");
                environment.put("TAPEWIRE_FILES_DIR", files.toString());
                environment.put("TAPEWIRE_REDIS_URI", "redis://localhost:" + way.port());
                OwnServer server = change.apply(new OwnServer(home.resolve("node-" + i), environment, i));
                fleet.servers.add(server);
                server.start();
            }
            return fleet;
        } catch (IOException failure) {
            fleet.close();
            throw new UncheckedIOException(failure);
        } catch (RuntimeException | Error failure) {
            fleet.close();
            throw failure;
        }
    }

    int size() {
        return servers.size();
    }

    OwnServer server(int index) {
        return servers.get(index);
    }

    Cable way(int index) {
        return ways.get(index);
    }

    /** From now on all use this one. */
    void use(Redis redis) {
        ways.forEach(way -> way.leadTo(redis.port()));
    }

    /** How each is asked. */
    List<Target> targets() {
        return servers.stream()
                .map(server -> new Target(server.at("/").getPort(), OwnServer.TOKEN))
                .toList();
    }

    @Override
    public void close() {
        servers.forEach(OwnServer::close);
        ways.forEach(Cable::close);
    }
}
