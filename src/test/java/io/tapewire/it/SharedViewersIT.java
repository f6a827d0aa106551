package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers that share a Redis: each tells how many viewers there are on both. */
class SharedViewersIT {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final AtomicInteger CHANNELS = new AtomicInteger();

    @TempDir
    private static Path home;

    private static RedisProcess redis;
    private static OwnServer first;
    private static OwnServer second;

    private final String channel = "viewers/" + CHANNELS.incrementAndGet();

    @BeforeAll
    static void start() {
        redis = new RedisProcess(home.resolve("redis")).start();
        first = new OwnServer(home.resolve("first"), redis.configuration()).start();
        second = new OwnServer(home.resolve("second"), redis.configuration()).start();
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        redis.close();
    }

    private Viewer viewer(OwnServer server) {
        Viewer viewer = server.viewer("&channel=" + channel);
        viewer.await("subscribed");
        return viewer;
    }

    private void awaitViewers(OwnServer server, int count) {
        Awaitility.await(count + " viewers")
                .atMost(PATIENCE)
                .until(() -> Listing.of(server.producer(), channel).getInt("viewers") == count);
    }

    @Test
    void viewers_on_both_are_counted_on_both_and_those_of_a_killed_server_are_not() {
        first.producer().print(channel, "something to see\n");
        try (Viewer one = viewer(first);
                Viewer two = viewer(second)) {
            awaitViewers(first, 2);
            awaitViewers(second, 2);
            try (Viewer three = viewer(second);
                    Viewer watcher = first.viewer("&channel=")) {
                awaitViewers(first, 3);
                Message connected = watcher.await("connected");
                assertThat(connected.number("client_count")).isGreaterThanOrEqualTo(3);

                watcher.send("{\"type\":\"watch_channels\"}");
                awaitTold(watcher, 3);
                three.close();
                awaitTold(watcher, 2);
            }
            awaitViewers(first, 2);
            awaitViewers(second, 2);

            second.kill();
            awaitViewers(first, 1);
            assertThat(two.awaitClose()).isEqualTo(1006);
            second.start();
            awaitViewers(second, 1);
            one.close();
            awaitViewers(first, 0);
            awaitViewers(second, 0);
        }
    }

    private void awaitTold(Viewer watcher, int viewers) {
        watcher.await(
                viewers + " viewers in the list",
                message -> message.is("channels")
                        && message.data().getJsonArray("channels").getValuesAs(JsonObject.class).stream()
                                .anyMatch(row ->
                                        row.getString("name").equals(channel) && row.getInt("viewers") == viewers));
    }

    @Test
    void the_latest_run_is_listed_as_it_is_also_where_nobody_watches() {
        first.producer().print(channel, "?run=r&title=make&from=0", BodyPublishers.ofString("compiling\n"));
        awaitRun("make", null);

        first.producer()
                .say(
                        channel,
                        "application/json",
                        "{\"type\":\"run_ended\",\"data\":{\"run\":\"r\",\"outcome\":\"finished\",\"exit\":2}}");

        awaitRun("make", "finished");
    }

    private void awaitRun(String title, String outcome) {
        Awaitility.await("the run is listed").atMost(Duration.ofSeconds(2)).untilAsserted(() -> {
            JsonObject run = Listing.of(second.producer(), channel).getJsonObject("run");
            assertThat(run.getString("title")).isEqualTo(title);
            assertThat(run.getString("outcome", null)).isEqualTo(outcome);
        });
    }
}
