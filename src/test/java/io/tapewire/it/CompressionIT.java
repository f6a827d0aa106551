package io.tapewire.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies and answers in gzip and deflate. */
class CompressionIT extends ServerTest {
    private static final String LINES = "a line that is printed again and again\n".repeat(1_000);

    @Test
    void compressed_output_is_shown_while_the_program_still_runs() throws IOException {
        Viewer viewer = watch(channel);
        Program program = producer.start(channel, "", "Content-Encoding: gzip");
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        OutputStream gzip = new GZIPOutputStream(sent, true);

        gzip.write("Grüße\n".getBytes(UTF_8));
        gzip.flush();
        program.print(sent.toByteArray());
        viewer.awaitOutput(channel, "Grüße\n");
        sent.reset();
        gzip.write("done\n".getBytes(UTF_8));
        gzip.close();
        program.print(sent.toByteArray());

        assertThat(program.end()).startsWith("HTTP/1.1 200").contains("\"bytes\":13");
        assertThat(producer.history(channel)).isEqualTo("Grüße\ndone\n");
    }

    @Test
    void a_run_counts_the_bytes_of_its_output_as_the_program_has_printed_them() throws IOException {
        JsonObject receipt = Producer.json(upload("?run=r&title=t&from=0", "gzip", gzip("one two")));
        assertThat(receipt.getInt("received")).isEqualTo(7);
        receipt = Producer.json(upload("?run=r&from=4", "deflate", deflate("two three")));
        assertThat(receipt.getInt("received")).isEqualTo(13);
        assertThat(producer.history(channel)).isEqualTo("one two three");
    }

    @Test
    void messages_may_be_compressed() throws IOException {
        HttpResponse<String> answer = Producer.send(producer.request("channels/" + channel + "/messages")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(
                        gzip("{\"type\":\"terminal_output\",\"data\":{\"output\":\"said\"}}"))));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(producer.history(channel)).isEqualTo("said");
    }

    @Test
    void a_compressed_body_without_its_end_has_broken_off() throws IOException {
        Viewer viewer = watch(channel);
        byte[] whole = gzip("half a line");
        byte[] cut = Arrays.copyOf(whole, whole.length - 3);
        HttpResponse<String> answer = upload("", "gzip", cut);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("bad_encoding");
        assertThat(viewer.await("its end", message -> message.is("run_ended", channel))
                        .data()
                        .getString("outcome"))
                .isEqualTo("interrupted");
        assertThat(producer.history(channel)).isEqualTo("half a line");
    }

    @Test
    void a_bomb_is_refused() throws IOException {
        HttpResponse<String> answer = upload("", "gzip", gzip("\u0000".repeat(20 << 20)));
        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(answer.body()).contains("too_large", "tapewire.upload.max-ratio");
    }

    @Test
    void another_encoding_is_refused_with_those_that_are_accepted() {
        HttpResponse<String> answer = upload("", "br", new byte[] {1, 2, 3});
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.headers().firstValue("Accept-Encoding")).contains("gzip, deflate");
        assertThat(Listing.find(producer, channel)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"output", "output?format=text", "output?format=asciicast", "records?limit=1000", "search?q=line"
            })
    void answers_are_compressed_when_asked(String resource) throws IOException {
        producer.print(channel, LINES);
        String path = "channels/" + channel + "/" + resource;
        HttpResponse<String> plain = producer.get(path);
        HttpResponse<byte[]> compressed = compressed(path, "br;q=0.1, gzip;q=0.5");

        assertThat(plain.headers().firstValue("Content-Encoding")).isEmpty();
        assertThat(plain.headers().allValues("Vary")).contains("Accept-Encoding");
        assertThat(compressed.headers().firstValue("Content-Encoding")).contains("gzip");
        assertThat(compressed.headers().allValues("Vary")).contains("Accept-Encoding");
        assertThat(compressed.body()).hasSizeLessThan(plain.body().length() / 4);
        assertThat(gunzip(compressed.body())).isEqualTo(plain.body());
    }

    @Test
    void short_answers_and_those_for_others_are_not_compressed() {
        producer.print(channel, "short\n");
        assertThat(encoding("output", "gzip")).isEmpty();
        producer.print(channel, LINES);
        assertThat(encoding("output", "gzip")).isEqualTo("gzip");
        assertThat(encoding("output", "gzip;q=0, *")).isEmpty();
        assertThat(encoding("output", "identity, gzip;q=0.5")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"gzip", "identity"})
    void the_head_says_what_an_answer_would_say(String accepted) {
        producer.print(channel, LINES);
        var get = head("GET", accepted);
        var head = head("HEAD", accepted);
        assertThat(head.body()).isEmpty();
        for (String name :
                new String[] {"Content-Encoding", "Content-Length", "Content-Type", "Vary", "Tapewire-Last"}) {
            assertThat(head.header(name)).as(name).isEqualTo(get.header(name));
        }
    }

    @Test
    void the_clients_files_are_compressed_and_have_a_tag_of_their_own() throws IOException {
        String path = BuiltFiles.named("page", "js").substring(1);
        HttpResponse<String> plain = producer.get(path);
        HttpResponse<byte[]> compressed = compressed(path, "gzip");
        assertThat(gunzip(compressed.body())).isEqualTo(plain.body());
        String tag = compressed.headers().firstValue("ETag").orElseThrow();
        assertThat(plain.headers().firstValue("ETag")).isPresent().get().isNotEqualTo(tag);
        HttpResponse<String> again = Producer.send(producer.request(path)
                .header("Accept-Encoding", "gzip")
                .header("If-None-Match", tag)
                .GET());
        assertThat(again.statusCode()).isEqualTo(304);
    }

    private RawRequest.Answer head(String method, String accepted) {
        return RawRequest.begin(at("/"), method + " /channels/" + channel + "/output HTTP/1.1")
                .header("Authorization: Bearer " + TOKEN)
                .header("Accept-Encoding: " + accepted)
                .send();
    }

    private String encoding(String resource, String accepted) {
        return compressed("channels/" + channel + "/" + resource, accepted)
                .headers()
                .firstValue("Content-Encoding")
                .orElse("");
    }

    private HttpResponse<byte[]> compressed(String path, String accepted) {
        return Producer.sendForBytes(
                producer.request(path).header("Accept-Encoding", accepted).GET());
    }

    private HttpResponse<String> upload(String query, String encoding, byte[] body) {
        HttpRequest.Builder request =
                producer.request("channels/" + channel + "/output" + query).header("Content-Encoding", encoding);
        return Producer.send(request.PUT(BodyPublishers.ofByteArray(body)));
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return out.toByteArray();
    }

    private static byte[] deflate(String text) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream deflate = new DeflaterOutputStream(out)) {
            deflate.write(text.getBytes(UTF_8));
        }
        return out.toByteArray();
    }

    private static String gunzip(byte[] bytes) throws IOException {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
