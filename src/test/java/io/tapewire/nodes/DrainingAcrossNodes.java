package io.tapewire.nodes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.it.OwnServer;
import io.tapewire.load.Target;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each server is drained and started again, one after the other, behind the documented nginx. */
class DrainingAcrossNodes {
    private static final int PERIOD_MS = 3_000;

    @TempDir
    private Path home;

    @Test
    void nobody_loses_anything_and_viewers_are_back_at_once_when_all_servers_are_replaced() throws IOException {
        try (Redis redis = new Redis(home.resolve("redis")).start();
                Fleet fleet =
                        Fleet.start(2, home, redis, Map.of("TAPEWIRE_DRAIN_PERIOD_MS", String.valueOf(PERIOD_MS)));
                Balancer balancer = Balancer.start(
                        home.resolve("nginx"),
                        fleet.targets().get(0).port(),
                        fleet.targets().get(1).port())) {
            List<Target> doors = List.of(new Target(balancer.port(), OwnServer.TOKEN));
            try (Campaign campaign = Campaign.begin("draining", fleet.targets(), doors)) {
                for (int i = 0; i < fleet.size(); i++) {
                    drain(fleet.targets().get(i));
                    campaign.awaitProgress();
                    fleet.server(i).stop();
                    campaign.awaitProgress();
                    fleet.server(i).start();
                    campaign.awaitProgress();
                }
                campaign.end(false);
                List<Long> absences = campaign.absencesMillis();
                System.out.println("Viewers of servers that were replaced were away for (ms): " + absences);
                assertThat(absences).isNotEmpty();
                assertThat(absences.get(absences.size() - 1)).isLessThan(500);
            }
        }
    }

    /** As an operator does it. */
    private static void drain(Target server) throws IOException {
        try (Socket socket =
                new Socket(server.address().getAddress(), server.address().getPort())) {
            socket.getOutputStream()
                    .write(server.head("POST /tapewire/drain", "Connection: close", "Content-Length: 0"));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer)
                    .contains("\"state\":\"drained\"")
                    .contains("\"connections\":0")
                    .contains("\"uploads\":0");
        }
    }
}
