package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A producer and a viewer who change to the other of two servers whenever theirs is killed. {@code -Dkills=1000} for a long
 * campaign.
 */
class KilledNodesIT {
    private static final int ROUNDS = Integer.getInteger("kills", 4);
    private static final String CHANNEL = "killed/node";

    @TempDir
    private Path home;

    @Test
    void they_go_on_at_the_other_one_without_a_byte_lost_or_doubled() {
        RepeatedRun run = new RepeatedRun(CHANNEL, ROUNDS);
        StringBuilder seen = new StringBuilder();
        try (RedisProcess redis = new RedisProcess(home.resolve("redis")).start();
                OwnServer first = node("first", redis).start();
                OwnServer second = node("second", redis).start()) {
            Message last = null;
            for (int round = 0; round < ROUNDS; round++) {
                OwnServer server = round % 2 == 0 ? first : second;
                OwnServer other = round % 2 == 0 ? second : first;
                try (Viewer viewer = server.viewer("&channel=")) {
                    subscribe(viewer, last);
                    Thread program = run.begin(server, run.requireExact(other));
                    server.kill();
                    RepeatedRun.join(program);
                    viewer.awaitClose();
                    seen.append(viewer.output(CHANNEL));
                    last = newest(viewer, last);
                }
                server.start();
            }
            run.finish(second);
            run.requireExact(first);
            try (Viewer viewer = first.viewer("&channel=")) {
                subscribe(viewer, last);
                String history = second.producer().history(CHANNEL);
                viewer.awaitLength(CHANNEL, history.length() - seen.length());
                seen.append(viewer.output(CHANNEL));
                assertThat(Arrays.mismatch(seen.toString().toCharArray(), history.toCharArray()))
                        .as("where what was seen differs from what is there")
                        .isEqualTo(-1);
            }
        }
    }

    private OwnServer node(String name, RedisProcess redis) {
        Map<String, String> configuration = new HashMap<>(redis.configuration());
        configuration.put("TAPEWIRE_MASK_MAX_HOLD_MS", "600000");
        return new OwnServer(home.resolve(name), configuration, name.equals("first") ? 0 : 1);
    }

    private static void subscribe(Viewer viewer, Message last) {
        if (last == null) {
            viewer.subscribe(CHANNEL);
            return;
        }
        Message answer = viewer.resume(CHANNEL, last.epoch(), last.offset());
        assertThat(answer.data().getBoolean("recovered")).isTrue();
    }

    private static Message newest(Viewer viewer, Message before) {
        return viewer.messages().stream()
                .filter(Message::isRecord)
                .reduce((one, later) -> later)
                .orElse(before);
    }
}
