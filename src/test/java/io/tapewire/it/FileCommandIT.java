package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.cli.upload.Cutter;
import io.tapewire.token.Jwt;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that the command tapewire publishes. */
class FileCommandIT extends ServerTest {
    @TempDir
    private Path directory;

    private Path file(int length) throws IOException {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return Files.write(directory.resolve("report.html"), bytes);
    }

    private static byte[] download(Producer producer, String address) {
        String path = address.strip().replaceFirst("^http://[^/]*/", "");
        return Producer.sendForBytes(producer.request(path).GET()).body();
    }

    private Tapewire.Ended publish(URI server, String... arguments) {
        try (Tapewire command = Tapewire.start(server, TOKEN, arguments)) {
            return command.end();
        }
    }

    @Test
    void a_file_is_announced_and_its_address_is_printed() throws Exception {
        Viewer viewer = watch(channel);
        Path file = file(100_000);

        Tapewire.Ended ended = publish(at("/"), "file", channel, file.toString(), "--type", "text/html");

        assertThat(ended.status()).as(ended.errors()).isZero();
        assertThat(ended.errors()).isEmpty();
        assertThat(download(producer, ended.output())).isEqualTo(Files.readAllBytes(file));
        Message record = viewer.await("the file", message -> message.is("file", channel));
        assertThat(record.data().getString("name")).isEqualTo("report.html");
        assertThat(record.data().getString("mediaType")).isEqualTo("text/html");
    }

    @Test
    void what_is_piped_in_gets_a_name() {
        try (Tapewire command = Tapewire.start(at("/"), TOKEN, "file", channel, "-", "--name", "über alles.txt")) {
            Tapewire.Ended ended = command.type("Grüße\n".repeat(100_000)).end();

            assertThat(ended.status()).as(ended.errors()).isZero();
            assertThat(download(producer, ended.output())).asString().isEqualTo("Grüße\n".repeat(100_000));
        }
        assertThat(producer.get("channels/" + channel + "/records").body()).contains("\"name\":\"über alles.txt\"");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 200, 500, 700, 1_000, 70_000, 2_000_000})
    void a_cut_at_any_place_costs_no_byte_and_publishes_nothing_twice(int at) throws Exception {
        channel += at;
        Path file = file(3_000_000);
        try (Cutter way = new Cutter(at("/").getPort())) {
            way.cutAfter(at);

            Tapewire.Ended ended =
                    publish(URI.create("http://localhost:" + way.port()), "file", channel, file.toString());

            assertThat(ended.status()).as(ended.errors()).isZero();
            assertThat(way.cuts()).isEqualTo(1);
            assertThat(download(producer, ended.output())).isEqualTo(Files.readAllBytes(file));
        }
        assertThat(producer.get("channels/" + channel + "/records").body().lines())
                .hasSize(1);
    }

    @Test
    void answers_that_are_lost_publish_nothing_twice() throws Exception {
        Path file = file(200_000);
        try (Cutter way = new Cutter(at("/").getPort())) {
            way.swallowAnswers(4);

            Tapewire.Ended ended =
                    publish(URI.create("http://localhost:" + way.port()), "file", channel, file.toString());

            assertThat(ended.status()).as(ended.errors()).isZero();
            assertThat(way.cuts()).isEqualTo(4);
            assertThat(download(producer, ended.output())).isEqualTo(Files.readAllBytes(file));
        }
        assertThat(producer.get("channels/" + channel + "/records").body().lines())
                .hasSize(1);
    }

    @Test
    void a_server_that_is_killed_in_the_middle_goes_on_where_it_was() throws Exception {
        Path file = file(24_000_000);
        Path history = directory.resolve("history");
        Map<String, String> configuration = Map.of(
                "TAPEWIRE_HISTORY_DIR",
                history.toString(),
                "TAPEWIRE_HISTORY_CHANNEL_MAX_BYTES",
                "1000000000",
                "TAPEWIRE_JWT_SECRET",
                Jwt.SECRET,
                "TAPEWIRE_CALLER_MAX_PUBLISH_BYTES_PER_S",
                "4000000");
        // administrators are not slowed
        String token = new Jwt(
                        "{\"alg\":\"HS256\"}",
                        "{\"exp\":" + (Instant.now().getEpochSecond() + 3_600)
                                + ",\"sub\":\"p\",\"tapewire\":{\"publish\":[\"**\"]}}")
                .hmac("HmacSHA256", Jwt.SECRET);
        try (OwnServer server = new OwnServer(directory.resolve("server"), configuration).start();
                Tapewire command = Tapewire.start(server.at("/"), token, "file", "nightly", file.toString())) {
            Awaitility.await("a part has arrived").until(() -> largest(history.resolve("files")) > 5_000_000);
            server.kill();
            long kept = largest(history.resolve("files"));
            server.start();

            Tapewire.Ended ended = command.end();

            assertThat(ended.status()).as(ended.errors()).isZero();
            assertThat(kept).as("it was in the middle").isLessThan(20_000_000);
            assertThat(download(server.producer(), ended.output())).isEqualTo(Files.readAllBytes(file));
            assertThat(server.producer().get("channels/nightly/records").body().lines())
                    .hasSize(1);
        }
    }

    private static long largest(Path folder) {
        File[] files = folder.toFile().listFiles();
        return files == null
                ? 0
                : Arrays.stream(files).mapToLong(File::length).max().orElse(0);
    }

    @Test
    void the_status_says_what_was_wrong() throws Exception {
        Path file = file(10);

        Tapewire.Ended missing =
                publish(at("/"), "file", channel, directory.resolve("none").toString());
        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.errors()).contains("cannot be read").doesNotContain("Exception:");
        assertThat(publish(at("/"), "file", channel, "-").status()).isEqualTo(2);
        assertThat(publish(at("/"), "file", channel, directory.toString()).status())
                .isEqualTo(2);
        Tapewire.Ended hostile = publish(at("/"), "file", channel, file.toString(), "--name", "a\\b");
        assertThat(hostile.status()).isEqualTo(3);
        assertThat(hostile.errors()).contains("400");
        try (Tapewire command = Tapewire.start(at("/"), "wrong", "file", channel, file.toString())) {
            assertThat(command.end().status()).isEqualTo(3);
        }
        Tapewire.Ended unreached =
                publish(URI.create("http://localhost:1"), "file", channel, file.toString(), "--finish-within", "1s");
        assertThat(unreached.status()).isEqualTo(4);
        assertThat(unreached.errors()).contains("no progress for 1 s");
        assertThat(producer.get("channels/" + channel + "/records").body()).doesNotContain("\"file\"");
    }
}
