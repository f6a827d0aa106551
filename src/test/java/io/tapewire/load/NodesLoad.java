package io.tapewire.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.it.OwnServer;
import io.tapewire.nodes.Redis;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** What several servers with one Redis cost and deliver, beside one server without Redis in the same run. */
@ExtendWith(Report.Extension.class)
class NodesLoad {
    private static final int SECONDS = Integer.getInteger("load.seconds", 8);
    private static final int MOST_NODES = Integer.getInteger("load.nodes", 4);
    private static final int CHANNELS = Integer.getInteger("load.channels", 10_000);
    private static final int FLOOD_BYTES = Integer.getInteger("load.flood.bytes", 40_000_000);
    private static final int LENGTH = 128;
    private static final int VIEWERS = 100;
    private static final Work W1 = new Work("W1", VIEWERS, 1, 20, 80, SECONDS);
    private static final Work W2 = new Work("W2", VIEWERS, 1, 2_000, LENGTH, SECONDS);
    private static final Work MANY = new Work("many", VIEWERS, CHANNELS, 1, LENGTH, SECONDS);

    private static final String COLUMNS =
            "servers|W1 p50 ms|W1 p99 ms|of one alone|W2 p99 ms|W2 CPU %, with Redis|of one alone|flood MB/s|of one alone";
    private static final String CHANNELS_COLUMNS =
            "channels with a line/s each|channels|p50 ms|p99 ms|CPU %, with Redis|of one alone";

    @TempDir
    private Path home;

    private int groups;

    /** Servers that run at the same time. */
    private final class Group implements AutoCloseable {
        private final List<OwnServer> servers = new ArrayList<>();
        private final Redis redis;
        private ServerProcess processes;

        /** @param size how many servers share a Redis; none stands for one without it */
        Group(int size) {
            Path place = home.resolve("group-" + ++groups);
            redis = size == 0 ? null : new Redis(place.resolve("redis")).start();
            for (int i = 0; i < Math.max(1, size); i++) {
                servers.add(new OwnServer(place.resolve("server-" + i), configuration(place)));
            }
        }

        void start() {
            for (OwnServer server : servers) {
                ServerProcess process = ServerProcess.of(server.start().process());
                processes = processes == null ? process : processes.with(process);
            }
            if (redis != null) {
                processes = processes.with(redis.process());
            }
        }

        private Map<String, String> configuration(Path place) {
            Map<String, String> configuration = new HashMap<>();
            configuration.put("TAPEWIRE_CHANNELS_MAX_COUNT", String.valueOf(CHANNELS + 1_000));
            if (redis == null) {
                configuration.put(
                        "TAPEWIRE_HISTORY_DIR", place.resolve("history").toString());
            } else {
                configuration.put("TAPEWIRE_ENGINE", "redis");
                configuration.put("TAPEWIRE_REDIS_URI", "redis://localhost:" + redis.port());
            }
            return configuration;
        }

        private List<Target> targets() {
            return servers.stream()
                    .map(each -> new Target(each.at("/").getPort(), OwnServer.TOKEN))
                    .toList();
        }

        Outcome measure(Work work) throws IOException {
            Outcome outcome = new Steady(targets(), processes).run(work);
            assertThat(outcome.faults()).as("lines of %s", work.name()).isEqualTo(Faults.NONE);
            return outcome;
        }

        Outcome flood() throws IOException {
            Outcome outcome = new Flood(targets(), processes).run("load/flood", VIEWERS, FLOOD_BYTES);
            assertThat(outcome.faults()).as("lines of the flood").isEqualTo(Faults.NONE);
            return outcome;
        }

        @Override
        public void close() {
            servers.forEach(OwnServer::close);
            if (redis != null) {
                redis.close();
            }
        }
    }

    private record Figures(Outcome w1, Outcome w2, Outcome flood) {}

    private Figures figures(int size) throws IOException {
        try (Group group = new Group(size)) {
            group.start();
            // the compiler's part does not count
            group.measure(W2.named("warm-up"));
            group.flood();
            return new Figures(group.measure(W1), group.measure(W2), group.flood());
        }
    }

    @Test
    void one_to_four_servers_beside_one_alone(Report report) throws IOException {
        Figures alone = figures(0);
        row("one without Redis", alone, alone, report);
        for (int size = 1; size <= MOST_NODES; size++) {
            row(size + " with Redis", figures(size), alone, report);
        }
    }

    private static void row(String name, Figures figures, Figures alone, Report report) {
        report.row(
                COLUMNS,
                name,
                figures.w1.millis(50),
                figures.w1.millis(99),
                figures.w1.millis(99) / alone.w1.millis(99),
                figures.w2.millis(99),
                figures.w2.cpuPercent(),
                figures.w2.cpuPercent() / alone.w2.cpuPercent(),
                figures.flood.megabytesPerSecond(),
                figures.flood.megabytesPerSecond() / alone.flood.megabytesPerSecond());
    }

    @Test
    @EnabledIfSystemProperty(
            named = "it.server",
            matches = "wildfly",
            disabledReason = "on Payara each program takes a thread, of which there are 2,000")
    void many_channels_on_two_servers_beside_one_alone(Report report) throws IOException {
        Outcome alone = manyChannels(0);
        row("one without Redis", alone, alone, report);
        row("2 with Redis", manyChannels(2), alone, report);
    }

    private Outcome manyChannels(int size) throws IOException {
        try (Group group = new Group(size)) {
            group.start();
            group.measure(MANY.named("warm-up"));
            return group.measure(MANY);
        }
    }

    private static void row(String name, Outcome outcome, Outcome alone, Report report) {
        report.row(
                CHANNELS_COLUMNS,
                name,
                CHANNELS,
                outcome.millis(50),
                outcome.millis(99),
                outcome.cpuPercent(),
                outcome.cpuPercent() / alone.cpuPercent());
    }
}
