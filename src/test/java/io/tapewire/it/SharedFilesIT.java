package io.tapewire.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers that share a Redis and a directory: files may be published, read and continued at any of them. */
class SharedFilesIT {
    private static final String PARTIAL = "application/partial-upload";
    private static final AtomicInteger CHANNELS = new AtomicInteger();

    @TempDir
    private static Path home;

    private static RedisProcess redis;
    private static OwnServer first;
    private static OwnServer second;

    private final String channel = "files/" + CHANNELS.incrementAndGet();
    private final byte[] bytes = random(3_000_000);
    private Producer here;
    private Producer there;

    @BeforeAll
    static void start() throws IOException {
        Files.createDirectory(home.resolve("files"));
        redis = new RedisProcess(home.resolve("redis")).start();
        first = node("first").start();
        second = node("second").start();
    }

    private static OwnServer node(String name) {
        return new OwnServer(home.resolve(name), node(redis, home.resolve("files")));
    }

    private static Map<String, String> node(RedisProcess redis, Path directory) {
        Map<String, String> configuration = new HashMap<>(redis.configuration());
        configuration.put("TAPEWIRE_FILES_DIR", directory.toString());
        configuration.put("TAPEWIRE_HISTORY_RESERVE_BYTES", "0");
        configuration.put("TAPEWIRE_REDIS_LEASE_MS", "3000");
        return configuration;
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        redis.close();
    }

    @BeforeEach
    void prepare() {
        here = first.producer();
        there = second.producer();
    }

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private HttpResponse<String> put(Producer producer, byte[] contents, String... headers) {
        var request = producer.request("channels/" + channel + "/files/data.bin");
        if (headers.length > 0) {
            request.headers(headers);
        }
        return Producer.send(request.PUT(BodyPublishers.ofByteArray(contents)));
    }

    private JsonObject publish(Producer producer, byte[] contents) {
        HttpResponse<String> answer = put(producer, contents);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Producer.json(answer);
    }

    private HttpResponse<byte[]> get(Producer producer, String file, String... headers) {
        var request = producer.request("channels/" + channel + "/files/" + file);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return Producer.sendForBytes(request.GET());
    }

    private JsonArray list(Producer producer) {
        return Producer.json(producer.get("channels/" + channel + "/files")).getJsonArray("files");
    }

    private String begin(Producer producer) {
        String address = header(put(producer, new byte[0], "Upload-Complete", "?0"), "Location");
        assertThat(address).startsWith("/channels/" + channel + "/uploads/");
        return address.substring(1);
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private HttpResponse<String> patch(Producer producer, String upload, int from, int to, String complete) {
        return Producer.send(producer.request(upload)
                .headers("Content-Type", PARTIAL, "Upload-Offset", String.valueOf(from), "Upload-Complete", complete)
                .method("PATCH", BodyPublishers.ofByteArray(bytes, from, to - from)));
    }

    private static HttpResponse<String> head(Producer producer, String upload) {
        return Producer.send(producer.request(upload).method("HEAD", BodyPublishers.noBody()));
    }

    private static int offset(Producer producer, String upload) {
        HttpResponse<String> answer = head(producer, upload);
        assertThat(answer.statusCode()).isEqualTo(204);
        return Integer.parseInt(header(answer, "Upload-Offset"));
    }

    /** Begins to send the whole file to the first server, and does not go on after half of it. */
    private Socket sendHalf(String upload) throws IOException {
        return RawUpload.begin(
                first.at("/"),
                OwnServer.TOKEN,
                "PATCH",
                "/" + upload,
                Arrays.copyOf(bytes, bytes.length / 2),
                "Content-Type: " + PARTIAL,
                "Upload-Offset: 0",
                "Upload-Complete: ?1");
    }

    /** Not by a request, which would end the other one. */
    private static void awaitBytes(String upload) {
        String id = upload.substring(upload.lastIndexOf('/') + 1);
        Awaitility.await("bytes have arrived").until(() -> {
            try (Stream<Path> files = Files.list(home.resolve("files"))) {
                return files.anyMatch(file -> file.getFileName().toString().startsWith(id)
                        && file.toFile().length() > 0);
            }
        });
    }

    private JsonObject finish(Producer producer, String upload) {
        int offset = offset(producer, upload);
        assertThat(offset).as("what counts").isPositive();
        HttpResponse<String> last = patch(producer, upload, offset, bytes.length, "?1");
        assertThat(last.statusCode()).as(last.body()).isEqualTo(200);
        return Producer.json(last);
    }

    private void requireWhole(JsonObject receipt) throws Exception {
        assertThat(receipt.getString("sha256")).isEqualTo(sha256(bytes));
        for (Producer producer : new Producer[] {here, there}) {
            assertThat(get(producer, receipt.getString("file")).body()).isEqualTo(bytes);
            assertThat(list(producer)).hasSize(1);
            assertThat(producer.get("channels/" + channel + "/records").body().lines())
                    .hasSize(1);
        }
    }

    @Test
    void a_file_of_one_is_announced_listed_and_read_on_the_other() throws Exception {
        try (Viewer viewer =
                Viewer.connect(second.at("/ws?token=" + OwnServer.TOKEN + "&channel=" + channel), "tapewire.binary")) {
            viewer.await("subscribed");
            JsonObject receipt = publish(here, bytes);
            String file = receipt.getString("file");
            Message record = viewer.await("file");
            assertThat(record.data().getString("file")).isEqualTo(file);
            assertThat(record.offset()).isEqualTo(receipt.getInt("offset"));

            FetchedFile fetched = viewer.fetch(1, channel, file);
            Message end = viewer.awaitEnd(1);
            assertThat(end.type()).as(end.toString()).isEqualTo("fetched");
            assertThat(fetched.bytes()).isEqualTo(bytes);

            HttpResponse<byte[]> part = get(there, file, "Range", "bytes=1000-1999");
            assertThat(part.statusCode()).isEqualTo(206);
            assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, 1000, 2000));
            assertThat(list(there)).isEqualTo(list(here));
            requireWhole(receipt);
        }
    }

    @Test
    void an_upload_that_was_cut_off_on_one_goes_on_on_the_other() throws Exception {
        String upload = begin(here);
        Socket cut = sendHalf(upload);
        awaitBytes(upload);
        cut.close();

        JsonObject receipt = finish(there, upload);

        requireWhole(receipt);
        assertThat(header(head(here, upload), "Upload-Complete")).isEqualTo("?1");
        HttpResponse<String> again = patch(here, upload, bytes.length, bytes.length, "?1");
        assertThat(Producer.json(again)).isEqualTo(receipt);
    }

    @Test
    void a_connection_that_says_nothing_on_one_does_not_hold_the_upload_on_the_other() throws Exception {
        String upload = begin(here);
        try (Socket silent = sendHalf(upload)) {
            assertThat(silent.isConnected()).isTrue();
            awaitBytes(upload);
            requireWhole(finish(there, upload));
        }
    }

    @Test
    void two_that_continue_at_once_on_both_publish_one_file() throws Exception {
        String upload = begin(here);
        assertThat(patch(here, upload, 0, 1_000_000, "?0").statusCode()).isEqualTo(204);
        CompletableFuture<HttpResponse<String>> one =
                CompletableFuture.supplyAsync(() -> patch(here, upload, 1_000_000, bytes.length, "?1"));
        CompletableFuture<HttpResponse<String>> other =
                CompletableFuture.supplyAsync(() -> patch(there, upload, 1_000_000, bytes.length, "?1"));

        assertThat(Stream.of(one.join(), other.join()).map(HttpResponse::statusCode))
                .allMatch(status -> status == 200 || status == 409);
        // whoever was refused asks and goes on, as producers do
        HttpResponse<String> asked = head(there, upload);
        if (header(asked, "Upload-Complete").equals("?0")) {
            finish(there, upload);
        }
        HttpResponse<String> receipt = patch(here, upload, bytes.length, bytes.length, "?1");
        assertThat(receipt.statusCode()).as(receipt.body()).isEqualTo(200);
        requireWhole(Producer.json(receipt));
    }

    @Test
    void an_upload_goes_on_on_the_other_when_its_server_was_killed() throws Exception {
        String upload = begin(here);
        assertThat(patch(here, upload, 0, 1_000_000, "?0").statusCode()).isEqualTo(204);
        try (Socket socket = RawUpload.begin(
                first.at("/"),
                OwnServer.TOKEN,
                "PATCH",
                "/" + upload,
                Arrays.copyOfRange(bytes, 1_000_000, 2_000_000),
                "Content-Type: " + PARTIAL,
                "Upload-Offset: 1000000",
                "Upload-Complete: ?1")) {
            assertThat(socket.isConnected()).isTrue();
            first.kill();
            JsonObject receipt = finish(there, upload);
            first.start();
            requireWhole(receipt);
        }
    }

    @Test
    void files_go_with_their_channel_whoever_deletes_it() throws Exception {
        String file = publish(here, bytes).getString("file");
        String upload = begin(here);
        assertThat(there.delete(channel).statusCode()).isEqualTo(204);

        assertThat(get(here, file).statusCode()).isEqualTo(404);
        assertThat(get(there, file).statusCode()).isEqualTo(404);
        assertThat(patch(here, upload, 0, 10, "?1").statusCode()).isEqualTo(404);
        try (Stream<Path> files = Files.list(home.resolve("files"))) {
            assertThat(files.map(each -> each.getFileName().toString())).noneMatch(name -> name.startsWith(file));
        }
    }

    @Test
    void a_full_directory_refuses_files_and_takes_them_again_when_there_is_room() throws IOException {
        Path small = Files.createDirectory(home.resolve("small"));
        try (SmallDisk disk = SmallDisk.create(small);
                RedisProcess own = new RedisProcess(home.resolve("own-redis")).start();
                OwnServer server = new OwnServer(home.resolve("full"), node(own, small))
                        .on(disk)
                        .start()) {
            String upload = begin(server.producer());
            disk.fill();
            assertThat(put(server.producer(), bytes).statusCode()).isEqualTo(507);
            assertThat(patch(server.producer(), upload, 0, bytes.length, "?1").statusCode())
                    .isEqualTo(507);

            disk.free();
            JsonObject receipt = publish(server.producer(), bytes);
            assertThat(get(server.producer(), receipt.getString("file")).body()).isEqualTo(bytes);
            assertThat(list(server.producer()))
                    .as("nothing of what was refused")
                    .hasSize(1);
        }
    }

    @Test
    void without_a_directory_files_are_refused_with_what_to_set() {
        try (OwnServer server = new OwnServer(home.resolve("without"), redis.configuration()).start()) {
            HttpResponse<String> answer = put(server.producer(), "text".getBytes(UTF_8));
            assertThat(answer.statusCode()).isEqualTo(507);
            assertThat(answer.body()).contains("tapewire.files.dir");
        }
    }

    @Test
    void a_server_does_not_start_with_a_directory_that_is_not_there_and_says_so() {
        Map<String, String> configuration = new HashMap<>(redis.configuration());
        configuration.put("TAPEWIRE_FILES_DIR", home.resolve("not-mounted").toString());
        try (OwnServer server = new OwnServer(home.resolve("wrong"), configuration)) {
            server.startOnly();
            Awaitility.await("it says what is wrong")
                    .atMost(Duration.ofMinutes(2))
                    .until(() -> server.console().contains("tapewire.files.dir")
                            && server.console().contains("mount it, on all servers"));
        }
    }
}
