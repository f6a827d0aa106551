package io.tapewire.it;

import io.tapewire.nodes.OfOneNode;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A producer whose server is killed, or stopped, again and again. {@code -Dkills=1000} for a long campaign. */
@OfOneNode("is about the history on the disk of one server")
class KilledRunIT {
    private static final int ROUNDS = Integer.getInteger("kills", 5);

    @TempDir
    private Path home;

    @Test
    void a_producer_goes_on_from_what_was_received_without_a_byte_lost_or_doubled() {
        Map<String, String> configuration = Map.of(
                "TAPEWIRE_HISTORY_DIR",
                home.resolve("history").toString(),
                // on a busy machine a producer may be silent for a second in the middle of a secret
                "TAPEWIRE_MASK_MAX_HOLD_MS",
                "600000");
        RepeatedRun run = new RepeatedRun("killed/run", ROUNDS);
        try (OwnServer server = new OwnServer(home, configuration)) {
            for (int round = 0; round < ROUNDS; round++) {
                server.start();
                Thread program = run.begin(server, run.requireExact(server));
                if (round % 3 == 2) {
                    server.stop();
                } else {
                    server.kill();
                }
                RepeatedRun.join(program);
            }
            server.start();
            run.finish(server);
            run.requireExact(server);
        }
    }
}
