package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.nodes.OfOneNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A clock that is set forward and back, while the server runs and between two starts. */
@OfOneNode("starts a server of its own without Redis")
class ClockIT {
    private static final String CHANNEL = "nightly";
    private static final int SILENCE_SECONDS = 2;

    @TempDir
    private Path home;

    private WallClock clock;
    private OwnServer server;

    @BeforeEach
    void prepare() {
        clock = new WallClock(home);
        Map<String, String> configuration = new HashMap<>(clock.environment());
        configuration.put("TAPEWIRE_HISTORY_DIR", home.resolve("history").toString());
        configuration.put("TAPEWIRE_RUN_MAX_SILENCE_S", String.valueOf(SILENCE_SECONDS));
        server = new OwnServer(home, configuration);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void everything_goes_on_when_the_clock_is_set_forward_and_back() {
        server.start();
        Viewer viewer = server.viewer("&channel=" + CHANNEL);
        viewer.send("{\"type\":\"watch_channels\"}");

        requireThatAllGoesOn(viewer, "at first");
        set(Duration.ofDays(1));
        requireThatAllGoesOn(viewer, "a day later");
        set(Duration.ofDays(-1));
        requireThatAllGoesOn(viewer, "two days earlier");
        set(Duration.ZERO);
        requireThatAllGoesOn(viewer, "at last");

        assertThat(server.producer().history(CHANNEL)).isEqualTo("at first\na day later\ntwo days earlier\nat last\n");
    }

    @Test
    void a_server_goes_on_with_a_history_from_the_future() {
        clock.set(Duration.ofDays(1));
        Producer producer = server.start().producer();
        long before = producer.print(CHANNEL, "from the future\n")
                .getJsonNumber("offset")
                .longValue();
        server.stop();
        clock.set(Duration.ZERO);

        server.start();

        assertThat(producer.print(CHANNEL, "from today\n")
                        .getJsonNumber("offset")
                        .longValue())
                .isEqualTo(before + 1);
        assertThat(producer.history(CHANNEL)).isEqualTo("from the future\nfrom today\n");
    }

    /** A line arrives, a run that falls silent is ended, and whoever watches the list hears of a new channel. */
    private void requireThatAllGoesOn(Viewer viewer, String when) {
        Producer producer = server.producer();
        String name = when.replace(' ', '-');

        producer.print(CHANNEL, when + "\n");
        viewer.awaitOutput(CHANNEL, when + "\n");

        producer.say("runs/" + name, "application/json", "{\"type\":\"run_started\",\"data\":{\"run\":\"silent\"}}");
        viewer.await(
                "the channel of a run " + when,
                message -> message.is("channels") && message.toString().contains("runs/" + name));
        Awaitility.await("a silent run ends " + when)
                .atMost(Duration.ofSeconds(20))
                .until(() -> producer.get("channels/runs/" + name + "/runs/silent")
                        .body()
                        .contains("\"outcome\":\"lost\""));
    }

    /** Sets the clock and waits until the server sees it. */
    private void set(Duration change) {
        clock.set(change);
        Awaitility.await("the clock is set")
                .until(() -> Duration.between(Instant.now().plus(change), serverTime())
                                .abs()
                                .toMinutes()
                        == 0);
    }

    private Instant serverTime() {
        Producer producer = server.producer();
        producer.print("clock", "tick\n");
        return Instant.parse(Listing.of(producer, "clock").getString("updated"));
    }
}
