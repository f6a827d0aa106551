package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers whose Redis has a replica, and what befalls both. Each loss is named, and nothing else is lost. */
class FailoverIT {
    private static final AtomicInteger CHANNELS = new AtomicInteger();

    @TempDir
    private static Path home;

    private static RedisProcess master;
    private static RedisProcess replica;
    private static Cable cable;
    private static OwnServer first;
    private static OwnServer second;

    private final String channel = "failover/" + CHANNELS.incrementAndGet();
    private Producer here;
    private Producer there;

    @BeforeAll
    static void start() {
        master = new RedisProcess(home.resolve("one")).start();
        replica = new RedisProcess(home.resolve("other")).start();
        // when its first replica comes Redis begins another history, and so would the channels
        replica.follow(master);
        cable = new Cable(master.port());
        first = node("first").start();
        second = node("second").start();
    }

    private static OwnServer node(String name) {
        Map<String, String> configuration = new HashMap<>(Map.of(
                "TAPEWIRE_ENGINE", "redis",
                "TAPEWIRE_REDIS_URI", "redis://localhost:" + cable.port(),
                "TAPEWIRE_REDIS_TIMEOUT_MS", "6000",
                "TAPEWIRE_SENDER_THREADS", "1"));
        return new OwnServer(home.resolve(name), configuration);
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        cable.close();
        master.close();
        replica.close();
    }

    @BeforeEach
    void prepare() {
        here = first.producer();
        there = second.producer();
        for (Producer producer : new Producer[] {here, there}) {
            printed(producer, "failover/ready", "ready\n");
        }
    }

    /** The replica becomes the master, without what comes from now on, and the servers do not notice yet. */
    private static void part() {
        replica.follow(master);
        replica.promote();
    }

    /** From now on the servers use it. */
    private static void failOver() {
        RedisProcess promoted = replica;
        replica = master;
        master = promoted;
        cable.cut();
        cable.leadTo(master.port());
        cable.mend();
    }

    @Test
    void a_replica_is_promoted_with_its_tail_missing_and_fails_back_without_a_restart() {
        JsonObject kept = here.print(channel, "kept\n");
        try (Viewer viewer = second.viewer("&channel=" + channel)) {
            viewer.awaitOutput(channel, "kept\n");
            JsonObject before = kept;
            for (String round : new String[] {"there", "back"}) {
                part();
                JsonObject lost = here.print(channel, "lost " + round + "\n");
                viewer.awaitOutput(channel, "lost " + round + "\n");
                failOver();
                JsonObject after = printed("after " + round + "\n");
                viewer.awaitOutput(channel, "after " + round + "\n");

                assertThat(after.getString("epoch")).isNotEqualTo(before.getString("epoch"));
                assertThat(resumed(before).data().getBoolean("recovered")).isTrue();
                Message beyond = resumed(lost);
                assertThat(beyond.data().getBoolean("recovered")).isFalse();
                assertThat(beyond.offset())
                        .as("what follows what it still has")
                        .isEqualTo(before.getJsonNumber("offset").longValue());
                before = after;
            }
            assertThat(viewer.output(channel).split("kept\n", -1)).as("once").hasSize(2);
            assertThat(viewer.messages("gap"))
                    .hasSize(2)
                    .allMatch(gap -> "damaged".equals(gap.data().getString("reason")));
            assertThat(there.history(channel)).matches("kept\n(after there\n)+(after back\n)+");
        }
    }

    @Test
    void when_nothing_is_lost_viewers_go_on_without_a_gap() {
        here.print(channel, "one\n");
        try (Viewer viewer = second.viewer("&channel=" + channel)) {
            viewer.awaitOutput(channel, "one\n");
            part();
            failOver();
            printed("two\n");
            viewer.awaitOutput(channel, "two\n");

            assertThat(viewer.messages("gap")).isEmpty();
            assertThat(viewer.output(channel).split("one\n", -1)).hasSize(2);
        }
    }

    @Test
    void when_everything_is_removed_channels_begin_anew() {
        JsonObject gone = here.print(channel, "gone\n");
        try (Viewer viewer = second.viewer("&channel=" + channel)) {
            viewer.awaitOutput(channel, "gone\n");
            master.call("FLUSHALL");
            viewer.await("gap");
            printed("new\n");
            viewer.awaitOutput(channel, "new\n");

            assertThat(there.history(channel)).isEqualTo("new\n");
            assertThat(resumed(gone).data().getBoolean("recovered")).isFalse();
        }
        Awaitility.await("only what is there is listed")
                .untilAsserted(() -> assertThat(there.get("channels").body()).contains(channel));
    }

    @Test
    void while_redis_is_paused_output_is_held_and_comes_once() {
        here.print(channel, "before\n");
        try (Viewer viewer = second.viewer("&channel=" + channel);
                Program program = here.start(channel)) {
            viewer.awaitOutput(channel, "before\n");
            master.call("CLIENT PAUSE 4000");
            program.print("meanwhile\n");
            viewer.awaitOutput(channel, "meanwhile\n");
            printed("after\n");
            viewer.awaitOutput(channel, "after\n");

            assertThat(viewer.output(channel)).isEqualTo("before\nmeanwhile\nafter\n");
            assertThat(here.history(channel)).isEqualTo("before\nmeanwhile\nafter\n");
        }
    }

    @Test
    void who_asks_a_silent_redis_for_something_holds_no_other_viewers() {
        here.print(channel, "before\n");
        try (Viewer patient = first.viewer("&channel=" + channel);
                Viewer asking = first.viewer("&channel=");
                Program program = here.start(channel)) {
            patient.awaitOutput(channel, "before\n");
            master.freeze();
            program.print("meanwhile\n");
            asking.send("{\"type\":\"subscribe\",\"channel\":\"" + channel + "/other\",\"id\":\"1\",\"data\":{}}");
            patient.send("{\"type\":\"ping\",\"id\":\"2\"}");
            Awaitility.await("the answer to others")
                    .atMost(Duration.ofSeconds(3))
                    .until(() -> !patient.messages("pong").isEmpty());
            assertThat(asking.awaitClose()).isEqualTo(1011);
            assertThat(patient.output(channel)).isEqualTo("before\n");
            master.thaw();
            patient.awaitOutput(channel, "meanwhile\n");
        } finally {
            master.thaw();
        }
        assertThat(first.console())
                .contains("it has not answered within tapewire.redis.timeout-ms")
                .contains("works again")
                .doesNotContain("JedisConnectionException");
    }

    private JsonObject printed(String text) {
        return printed(here, channel, text);
    }

    private static JsonObject printed(Producer producer, String where, String text) {
        return Awaitility.await("output is taken")
                .until(() -> producer.print(where, "", BodyPublishers.ofString(text)), each -> each.statusCode() == 200)
                .body()
                .transform(body -> Message.of(body).json());
    }

    private Message resumed(JsonObject place) {
        try (Viewer viewer = first.viewer("&channel=")) {
            return viewer.resume(
                    channel,
                    place.getString("epoch"),
                    place.getJsonNumber("offset").longValue());
        }
    }
}
