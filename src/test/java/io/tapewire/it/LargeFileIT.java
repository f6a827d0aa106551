package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.nodes.OfOneNode;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are larger than everything between the server and the client can hold. */
@OfOneNode("starts a server of its own without Redis")
class LargeFileIT {
    private static final String CHANNEL = "nightly/build";
    private static final int LENGTH = 48 << 20;

    @TempDir
    private Path home;

    private OwnServer server;
    private byte[] bytes;
    private JsonObject receipt;

    @BeforeEach
    void publish() {
        server = new OwnServer(
                        home,
                        Map.of(
                                "TAPEWIRE_HISTORY_DIR",
                                home.resolve("history").toString(),
                                "TAPEWIRE_HISTORY_CHANNEL_MAX_BYTES",
                                "1073741824"))
                .start();
        bytes = new byte[LENGTH];
        new Random(LENGTH).nextBytes(bytes);
        HttpResponse<String> answer = Producer.send(server.producer()
                .request("channels/" + CHANNEL + "/files/data.bin")
                .PUT(BodyPublishers.ofByteArray(bytes)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        receipt = Producer.json(answer);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String file() {
        return receipt.getString("file");
    }

    private Viewer viewer() {
        Viewer viewer =
                Viewer.connect(server.at("/ws?channel=" + CHANNEL + "&token=" + OwnServer.TOKEN), "tapewire.binary");
        viewer.await("subscribed");
        return viewer;
    }

    @Test
    void output_does_not_wait_for_the_rest_of_a_file() {
        try (Viewer viewer = viewer()) {
            FetchedFile file = viewer.fetch(1, CHANNEL, file());
            Awaitility.await("it has begun").until(() -> file.pieces() > 0);
            // so that the server cannot be done with it meanwhile
            viewer.stall();
            for (int i = 0; i < 20; i++) {
                server.producer().print(CHANNEL, "line " + i + "\n");
            }
            viewer.goOn();
            viewer.awaitOutput(CHANNEL, "line 19\n");
            assertThat(file.size()).as("when the output was there").isLessThan(LENGTH);

            assertThat(viewer.awaitEnd(1).type()).isEqualTo("fetched");
            assertThat(file.bytes()).isEqualTo(bytes);
        }
    }

    @Test
    void a_flood_of_output_does_not_keep_a_file_back() {
        try (Viewer viewer = viewer();
                Program flood = server.producer().start(CHANNEL)) {
            FetchedFile file = viewer.fetch(1, CHANNEL, file());
            Awaitility.await("the file is there, while output floods")
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(1))
                    .atMost(Viewer.PATIENCE)
                    .until(() -> {
                        flood.print("x".repeat(100_000) + "\n");
                        return viewer.messages("fetched").size() == 1;
                    });
            assertThat(file.bytes()).isEqualTo(bytes);
        }
    }

    @Test
    void a_fetch_goes_on_after_the_server_was_killed_and_started_again() {
        int first;
        try (Viewer viewer = viewer()) {
            FetchedFile file =
                    viewer.fetch(1, CHANNEL, file(), Json.createObjectBuilder().add("window", 1_000_000));
            Awaitility.await("the window is full").until(() -> file.size() > 900_000);
            server.kill();
            viewer.awaitClose();
            first = file.size();
            assertThat(file.bytes()).isEqualTo(Arrays.copyOf(bytes, first));
        }
        server.start();

        try (Viewer viewer = viewer()) {
            FetchedFile rest =
                    viewer.fetch(1, CHANNEL, file(), Json.createObjectBuilder().add("from", first));
            Message end = viewer.awaitEnd(1);

            assertThat(end.type()).as(end.toString()).isEqualTo("fetched");
            assertThat(end.data().getString("sha256")).isEqualTo(receipt.getString("sha256"));
            assertThat(rest.bytes()).isEqualTo(Arrays.copyOfRange(bytes, first, LENGTH));
        }
    }
}
