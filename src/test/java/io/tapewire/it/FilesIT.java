package io.tapewire.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files are published to a channel, announced to its viewers, and read again, as a whole or in parts. */
class FilesIT extends ServerTest {
    private static final String PARTIAL = "application/partial-upload";

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private HttpResponse<String> put(String name, byte[] bytes, String... headers) {
        var request = producer.request("channels/" + channel + "/files/" + name);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return Producer.send(request.PUT(BodyPublishers.ofByteArray(bytes)));
    }

    private JsonObject publish(String name, byte[] bytes, String... headers) {
        HttpResponse<String> answer = put(name, bytes, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Producer.json(answer);
    }

    private HttpResponse<byte[]> get(String file, String... headers) {
        var request = producer.request("channels/" + channel + "/files/" + file);
        if (headers.length > 0) {
            request.headers(headers);
        }
        return Producer.sendForBytes(request.GET());
    }

    private static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 65_536, 3_000_001})
    void a_file_of_any_length_is_announced_and_comes_back_as_it_was(int length) throws Exception {
        Viewer viewer = watch(channel);
        byte[] bytes = random(length);

        JsonObject receipt = publish("data.bin", bytes);
        String file = receipt.getString("file");
        Message record = viewer.await(
                "the file",
                message -> message.is("file", channel)
                        && message.data().getString("file").equals(file));

        assertThat(receipt.getString("sha256")).isEqualTo(sha256(bytes));
        assertThat(receipt.getInt("bytes")).isEqualTo(length);
        assertThat(record.data().getString("name")).isEqualTo("data.bin");
        assertThat(record.data().getInt("bytes")).isEqualTo(length);
        HttpResponse<byte[]> answer = get(file);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(bytes);
        assertThat(header(answer, "Content-Length")).isEqualTo(String.valueOf(length));
    }

    @Test
    void parts_of_a_file_are_read_and_what_is_known_is_not_sent_again() {
        byte[] bytes = random(100_000);
        String file = publish("data.bin", bytes).getString("file");

        HttpResponse<byte[]> part = get(file, "Range", "bytes=1000-1999", "Accept-Encoding", "gzip");
        assertThat(part.statusCode()).isEqualTo(206);
        assertThat(header(part, "Content-Range")).isEqualTo("bytes 1000-1999/100000");
        assertThat(part.body()).isEqualTo(Arrays.copyOfRange(bytes, 1000, 2000));
        assertThat(get(file, "Range", "bytes=-1").body()).isEqualTo(Arrays.copyOfRange(bytes, 99_999, 100_000));
        assertThat(get(file, "Range", "bytes=5-2").statusCode()).isEqualTo(200);
        assertThat(get(file, "Range", "bytes=0-1,5-6").body()).isEqualTo(bytes);
        HttpResponse<byte[]> none = get(file, "Range", "bytes=100000-");
        assertThat(none.statusCode()).isEqualTo(416);
        assertThat(header(none, "Content-Range")).isEqualTo("bytes */100000");

        String tag = header(part, "ETag");
        assertThat(get(file, "If-None-Match", tag).statusCode()).isEqualTo(304);
        assertThat(get(file, "Range", "bytes=0-0", "If-Range", tag).statusCode())
                .isEqualTo(206);
        assertThat(get(file, "Range", "bytes=0-0", "If-Range", "\"other\"").statusCode())
                .isEqualTo(200);
        HttpResponse<String> head = Producer.send(
                producer.request("channels/" + channel + "/files/" + file).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(header(head, "Content-Length")).isEqualTo("100000");
    }

    @Test
    void the_files_that_a_channel_still_has_are_listed_newest_first() {
        assertThat(producer.get("channels/" + channel + "/files").statusCode()).isEqualTo(404);
        JsonObject first = publish("a.txt", new byte[] {1}, "Content-Type", "text/plain");
        producer.print(channel, "a line between them\n");
        JsonObject second = publish("b.bin", new byte[2]);

        JsonArray files = list("");
        assertThat(files).hasSize(2);
        JsonObject newest = files.getJsonObject(0);
        assertThat(newest.getString("file")).isEqualTo(second.getString("file"));
        assertThat(newest.getString("name")).isEqualTo("b.bin");
        assertThat(newest.containsKey("mediaType")).isFalse();
        JsonObject oldest = files.getJsonObject(1);
        assertThat(oldest.getString("mediaType")).isEqualTo("text/plain");
        assertThat(oldest.getInt("bytes")).isEqualTo(1);
        assertThat(oldest.getString("sha256")).isEqualTo(first.getString("sha256"));
        assertThat(Instant.parse(oldest.getString("timestamp")))
                .isBeforeOrEqualTo(Instant.parse(newest.getString("timestamp")));
        List<Message> records = producer.get("channels/" + channel + "/records")
                .body()
                .lines()
                .map(Message::of)
                .toList();
        assertThat(oldest.getInt("offset")).isEqualTo(first.getInt("offset")).isOne();
        assertThat(newest.getInt("offset"))
                .isEqualTo((int) records.get(records.size() - 1).offset());
        assertThat(list("?limit=1")).hasSize(1);
        assertThat(producer.get("channels/" + channel + "/files?limit=0").statusCode())
                .isEqualTo(400);

        producer.delete(channel);
        assertThat(producer.get("channels/" + channel + "/files").statusCode()).isEqualTo(404);
    }

    @Test
    void the_oldest_file_goes_when_its_channel_has_too_much() {
        // the channels of this server have at most 8 MiB
        String oldest = publish("1.bin", random(3_000_000)).getString("file");
        publish("2.bin", random(3_000_000));
        publish("3.bin", random(3_000_000));

        Awaitility.await("the oldest goes").atMost(Duration.ofMinutes(1)).until(() -> list("").size() == 2);
        assertThat(list("").toString()).doesNotContain(oldest);
        assertThat(get(oldest).statusCode()).isEqualTo(404);
    }

    private JsonArray list(String query) {
        HttpResponse<String> answer = producer.get("channels/" + channel + "/files" + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Producer.json(answer).getJsonArray("files");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/html", "image/svg+xml"})
    void nothing_of_a_file_runs_in_our_origin(String type) {
        byte[] script = "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>".getBytes(UTF_8);
        String file = publish("x.svg", script, "Content-Type", type).getString("file");

        HttpResponse<byte[]> answer = get(file);

        assertThat(header(answer, "Content-Type")).isEqualTo("application/octet-stream");
        assertThat(header(answer, "Content-Disposition")).startsWith("attachment;");
        assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(answer.headers().allValues("Content-Security-Policy"))
                .singleElement()
                .asString()
                .contains("sandbox", "default-src 'none'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%00", "a%0Ab", "a%5Cb", "a%2Fb", "%2e%2e", "", "%E2%80%AEgnp.exe", "%FF"})
    void a_hostile_name_is_refused_and_leaves_nothing(String name) {
        assertThat(put(name, new byte[] {1}).statusCode()).isBetween(400, 404);
        assertThat(producer.get("channels/" + channel + "/records").body()).doesNotContain("\"file\"");
    }

    @Test
    void a_name_is_kept_as_it_is_and_is_never_taken_for_a_resource() {
        String file = publish("output", new byte[] {1}).getString("file");
        assertThat(header(get(file), "Content-Disposition")).contains("filename=\"output\"");

        file = publish("%3Cimg%20src=x%20onerror=y%3E%22.txt", new byte[] {1}).getString("file");
        assertThat(header(get(file), "Content-Disposition"))
                .contains("filename*=UTF-8''%3Cimg%20src%3Dx%20onerror%3Dy%3E%22.txt");
    }

    @Test
    void a_compressed_body_is_stored_as_it_was_before() throws Exception {
        byte[] bytes = "all green\n".repeat(10_000).getBytes(UTF_8);
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            gzip.write(bytes);
        }

        JsonObject receipt = publish("log.txt", compressed.toByteArray(), "Content-Encoding", "gzip");

        assertThat(receipt.getString("sha256")).isEqualTo(sha256(bytes));
        assertThat(get(receipt.getString("file")).body()).isEqualTo(bytes);
    }

    @Test
    void an_upload_in_parts_goes_on_where_the_server_has_it() throws Exception {
        byte[] bytes = random(500_000);
        HttpResponse<String> begun = put("data.bin", new byte[0], "Upload-Complete", "?0", "Upload-Length", "500000");
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(201);
        String upload = header(begun, "Location").substring(1);

        assertThat(patch(upload, bytes, 0, 200_000, "?0").statusCode()).isEqualTo(204);
        assertThat(header(head(upload), "Upload-Offset")).isEqualTo("200000");
        HttpResponse<String> wrong = patch(upload, bytes, 100_000, 500_000, "?1");
        assertThat(wrong.statusCode()).isEqualTo(409);
        assertThat(header(wrong, "Upload-Offset")).isEqualTo("200000");
        assertThat(patch(upload, bytes, 200_000, 300_000, "?1").statusCode()).isEqualTo(400);
        HttpResponse<String> last = patch(upload, bytes, 300_000, 500_000, "?1");
        assertThat(last.statusCode()).as(last.body()).isEqualTo(200);

        JsonObject receipt = Producer.json(last);
        assertThat(receipt.getString("sha256")).isEqualTo(sha256(bytes));
        assertThat(get(receipt.getString("file")).body()).isEqualTo(bytes);
        assertThat(header(head(upload), "Upload-Complete")).isEqualTo("?1");
        HttpResponse<String> again = patch(upload, bytes, 500_000, 500_000, "?1");
        assertThat(Producer.json(again).getString("file")).isEqualTo(receipt.getString("file"));
        assertThat(producer.get("channels/" + channel + "/records").body().lines())
                .hasSize(1);
    }

    private HttpResponse<String> patch(String upload, byte[] bytes, int from, int to, String complete) {
        return Producer.send(producer.request(upload)
                .headers("Content-Type", PARTIAL, "Upload-Offset", String.valueOf(from), "Upload-Complete", complete)
                .method("PATCH", BodyPublishers.ofByteArray(bytes, from, to - from)));
    }

    private HttpResponse<String> head(String upload) {
        return Producer.send(producer.request(upload).method("HEAD", BodyPublishers.noBody()));
    }

    @Test
    void a_cut_upload_leaves_nothing_unless_it_can_go_on() throws IOException {
        String upload = header(put("data.bin", new byte[0], "Upload-Complete", "?0"), "Location");
        RawUpload.cut(at("/"), TOKEN, "PATCH", upload, 1_000, "Content-Type: " + PARTIAL, "Upload-Offset: 0");
        RawUpload.cut(at("/"), TOKEN, "PUT", "/channels/" + channel + "/files/x", 1_000);

        Awaitility.await("what has arrived is kept")
                .until(() -> header(head(upload.substring(1)), "Upload-Offset").equals("1000"));
        assertThat(producer.get("channels/" + channel + "/records").body()).doesNotContain("\"file\"");
    }

    @Test
    void a_file_goes_with_its_channel_and_belongs_to_no_other() {
        String file = publish("data.bin", new byte[] {1}).getString("file");
        assertThat(producer.get("channels/other/files/" + file).statusCode()).isEqualTo(404);

        producer.delete(channel);

        assertThat(get(file).statusCode()).isEqualTo(404);
    }

    @Test
    void other_methods_are_told_what_is_allowed() {
        HttpResponse<String> answer = Producer.send(
                producer.request("channels/" + channel + "/files/x").POST(BodyPublishers.ofString("x")));
        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(header(answer, "Allow")).isEqualTo("GET, HEAD, OPTIONS, PUT");
    }
}
