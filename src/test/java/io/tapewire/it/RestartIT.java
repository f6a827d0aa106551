package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.nodes.OfOneNode;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left when a server has ended and another one starts. */
@OfOneNode("is about the history on the disk of one server")
class RestartIT {
    private static final String CHANNEL = "nightly/build";

    @TempDir
    private Path home;

    private OwnServer server;

    @BeforeEach
    void prepare() {
        server = server(Map.of());
    }

    private OwnServer server(Map<String, String> more) {
        Map<String, String> configuration = new HashMap<>(Map.of(
                "TAPEWIRE_HISTORY_DIR",
                home.resolve("history").toString(),
                "TAPEWIRE_HISTORY_CHANNEL_MAX_BYTES",
                "1073741824"));
        configuration.putAll(more);
        return new OwnServer(home, configuration);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_server_that_is_stopped_and_started_goes_on_where_it_was() {
        Producer producer = server.start().producer();
        producer.print(CHANNEL, "?title=make", BodyPublishers.ofString("one\n\u001b[1mtwo\n"));
        producer.say(
                CHANNEL,
                "application/json",
                "{\"type\":\"task_status\",\"data\":{\"taskId\":\"t1\",\"status\":\"done\"}}");
        JsonObject listed = Listing.of(producer, CHANNEL);
        String records = producer.get("channels/" + CHANNEL + "/records").body();
        String runs = producer.get("channels/" + CHANNEL + "/runs").body();
        String tasks = producer.get("channels/" + CHANNEL + "/tasks").body();

        server.stop();
        server.start();

        assertThat(Listing.of(producer, CHANNEL).getString("epoch")).isEqualTo(listed.getString("epoch"));
        assertThat(Listing.of(producer, CHANNEL).get("offset")).isEqualTo(listed.get("offset"));
        assertThat(producer.get("channels/" + CHANNEL + "/records").body()).isEqualTo(records);
        assertThat(producer.get("channels/" + CHANNEL + "/runs").body()).isEqualTo(runs);
        assertThat(producer.get("channels/" + CHANNEL + "/tasks").body()).isEqualTo(tasks);
        assertThat(producer.history(CHANNEL)).isEqualTo("one\n\u001b[1mtwo\n");
        assertThat(producer.get("channels/" + CHANNEL + "/search?q=two").body()).contains("\"text\":\"two\"");
        long next = producer.print(CHANNEL, "three\n").getJsonNumber("offset").longValue();
        assertThat(next).isEqualTo(listed.getJsonNumber("offset").longValue() + 1);
    }

    @Test
    void a_viewer_resumes_without_a_gap_after_a_stop_and_after_a_kill() {
        Producer producer = server.start().producer();
        String epoch = producer.print(CHANNEL, "one\n").getString("epoch");

        server.stop();
        server.start();
        producer.print(CHANNEL, "two\n");
        Viewer first = server.viewer("&channel=");
        Message subscribed = first.resume(CHANNEL, epoch, 1);
        assertThat(subscribed.data().getBoolean("recovered")).isTrue();
        assertThat(subscribed.epoch()).isEqualTo(epoch);
        first.awaitOutput(CHANNEL, "two\n");

        server.kill();
        server.start();
        producer.print(CHANNEL, "three\n");
        Viewer second = server.viewer("&channel=");
        Message again = second.resume(CHANNEL, epoch, 2);
        assertThat(again.data().getBoolean("recovered")).isTrue();
        assertThat(again.epoch())
                .as("somebody could have seen what was not stored")
                .isNotEqualTo(epoch);
        assertThat(again.offset()).isEqualTo(2);
        second.awaitOutput(CHANNEL, "three\n");
        assertThat(second.resume(CHANNEL, epoch, 3).data().getBoolean("recovered"))
                .as("there was no such record in the old epoch")
                .isFalse();
    }

    @Test
    void a_pattern_goes_on_with_channels_that_nobody_has_used_since_the_restart() {
        Producer producer = server.start().producer();
        String epoch = producer.print(CHANNEL, "one\n").getString("epoch");
        producer.print(CHANNEL, "two\n");
        producer.print("nightly/docs", "other\n");

        server.stop();
        server.start();
        Viewer viewer = server.viewer("&channel=");
        viewer.subscribe(
                "nightly/*",
                Json.createObjectBuilder()
                        .add(
                                "positions",
                                Json.createObjectBuilder()
                                        .add(
                                                CHANNEL,
                                                Json.createObjectBuilder()
                                                        .add("epoch", epoch)
                                                        .add("offset", 1))));

        assertThat(viewer.awaitOutput(CHANNEL, "two\n")).isEqualTo("two\n");
        viewer.awaitOutput("nightly/docs", "other\n");
    }

    @Test
    void the_whole_history_is_read_and_a_viewer_begins_near_its_end() {
        Producer producer = server.start().producer();
        String line =
                "a line of a hundred bytes, which together with many others is more than the memory of a channel\n";
        for (int i = 0; i < 4; i++) {
            producer.print(CHANNEL, line.repeat(60_000));
        }
        producer.print(CHANNEL, "the end\n");

        server.stop();
        server.start();

        assertThat(Listing.of(producer, CHANNEL).getInt("first")).isEqualTo(1);
        assertThat(producer.history(CHANNEL))
                .hasSize(4 * 60_000 * line.length() + 8)
                .endsWith("the end\n");
        Viewer viewer = server.viewer("&channel=" + CHANNEL);
        Message subscribed = viewer.await("subscribed");
        assertThat(subscribed.offset()).isPositive();
        viewer.awaitOutput(CHANNEL, "the end\n");
        assertThat(viewer.length(CHANNEL)).isBetween(1_000_000, 9_000_000);
        Viewer fromTheStart = server.viewer("&channel=");
        fromTheStart.resume(CHANNEL, subscribed.epoch(), 0);
        fromTheStart.awaitOutput(CHANNEL, "the end\n");
        assertThat(fromTheStart.length(CHANNEL)).isEqualTo(4 * 60_000 * line.length() + 8);
    }

    @Test
    void a_deleted_channel_does_not_come_back() {
        Producer producer = server.start().producer();
        producer.print(CHANNEL, "one\n");
        producer.delete(CHANNEL);

        server.kill();
        server.start();

        assertThat(Listing.find(producer, CHANNEL)).isEmpty();
        assertThat(producer.print(CHANNEL, "new\n").getInt("offset")).isEqualTo(1);
    }

    @Test
    void a_second_server_does_not_take_the_same_directory() {
        server.start();
        try (OwnServer second = new OwnServer(
                home.resolve("second"),
                Map.of("TAPEWIRE_HISTORY_DIR", home.resolve("history").toString()))) {
            second.startOnly();
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .until(() -> second.console().contains("another server uses it"));
            server.producer().print(CHANNEL, "the first one goes on\n");
        }
    }

    @Test
    void without_history_nothing_is_written() {
        server = server(Map.of("TAPEWIRE_HISTORY", "off")).start();
        server.producer().print(CHANNEL, "one\n");

        assertThat(Listing.of(server.producer(), CHANNEL).getInt("offset")).isEqualTo(1);
        assertThat(Files.exists(home.resolve("history"))).isFalse();
    }
}
