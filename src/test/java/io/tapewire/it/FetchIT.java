package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Published files over the socket: in pieces, beside the output. */
class FetchIT extends ServerTest {
    private static final String BINARY = "tapewire.binary";

    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private JsonObject publish(byte[] bytes) {
        HttpResponse<String> answer = Producer.send(
                producer.request("channels/" + channel + "/files/data.bin").PUT(BodyPublishers.ofByteArray(bytes)));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Producer.json(answer);
    }

    private String fileWith(byte[] bytes) {
        return publish(bytes).getString("file");
    }

    private Viewer binaryViewer(String... channels) {
        Viewer viewer = viewer(Viewer.query(channels), BINARY);
        viewer.await("connected");
        for (String name : channels) {
            viewer.await("subscribed to " + name, message -> message.is("subscribed", name));
        }
        return viewer;
    }

    private void assertRefused(Viewer viewer, long number, String code) {
        Message end = viewer.awaitEnd(number);
        assertThat(end.type()).as(end.toString()).isEqualTo("error");
        assertThat(end.code()).as(end.toString()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "0, tapewire.binary",
        "1, tapewire.binary",
        "65523, tapewire.deflate",
        "65524, tapewire.binary",
        "3000001, tapewire.deflate",
    })
    void a_file_of_any_length_comes_as_it_was(int length, String subprotocol) {
        byte[] bytes = random(length);
        JsonObject receipt = publish(bytes);
        Viewer viewer = viewer(Viewer.query(), subprotocol);
        // the largest number that there is
        long number = 0xFFFF_FFFFL;

        FetchedFile file = viewer.fetch(number, channel, receipt.getString("file"));
        Message end = viewer.awaitEnd(number);

        assertThat(end.is("fetched", channel)).as(end.toString()).isTrue();
        assertThat(end.data().getString("file")).isEqualTo(receipt.getString("file"));
        assertThat(end.number("bytes")).isEqualTo(length);
        assertThat(end.data().getString("sha256")).isEqualTo(receipt.getString("sha256"));
        assertThat(file.bytes()).isEqualTo(bytes);
    }

    @Test
    void it_goes_on_at_any_byte() {
        byte[] bytes = random(200_000);
        String id = fileWith(bytes);
        Viewer viewer = binaryViewer();
        int[] positions = {1, 65_522, 65_523, 65_524, 131_046, 199_999, 200_000};

        for (int number = 0; number < positions.length; number++) {
            int from = positions[number];
            FetchedFile file =
                    viewer.fetch(number, channel, id, Json.createObjectBuilder().add("from", from));
            assertThat(viewer.awaitEnd(number).type()).isEqualTo("fetched");
            assertThat(file.bytes()).as("from " + from).isEqualTo(Arrays.copyOfRange(bytes, from, bytes.length));
            assertThat(file.first()).isEqualTo(from == bytes.length ? -1 : from);
        }
    }

    @Test
    void no_more_comes_than_the_window_has_room_for() {
        byte[] bytes = random(300_000);
        String id = fileWith(bytes);
        Viewer viewer = binaryViewer(channel);

        FetchedFile file =
                viewer.fetch(7, channel, id, Json.createObjectBuilder().add("window", 100_000));
        Awaitility.await("the window is full").until(() -> file.size() == 100_000);
        // what is printed now comes after everything that was on its way
        producer.print(channel, "not held up\n");
        viewer.awaitOutput(channel, "not held up\n");
        assertThat(file.size()).isEqualTo(100_000);

        viewer.acknowledge(7, channel, id, 50_000);
        Awaitility.await("there is room again").until(() -> file.size() == 150_000);
        // what was not sent cannot be acknowledged
        viewer.acknowledge(7, channel, id, 299_999);
        Awaitility.await("there is room for a whole window").until(() -> file.size() == 250_000);
        viewer.acknowledge(7, channel, id, 100_000);
        viewer.send("{\"type\":\"ack\",\"channel\":\"%s\",\"data\":{\"file\":\"%s\",\"offset\":250000}}"
                .formatted(channel, id));

        assertThat(viewer.awaitEnd(7).type()).isEqualTo("fetched");
        assertThat(file.bytes()).isEqualTo(bytes);
    }

    @Test
    void several_files_come_at_the_same_time() {
        byte[] first = random(1_000_000);
        byte[] second = random(999_999);
        String one = fileWith(first);
        String other = fileWith(second);
        Viewer viewer = binaryViewer();

        FetchedFile waiting =
                viewer.fetch(1, channel, one, Json.createObjectBuilder().add("window", 10_000));
        FetchedFile whole = viewer.fetch(2, channel, other);

        assertThat(viewer.awaitEnd(2).type()).isEqualTo("fetched");
        assertThat(whole.bytes()).isEqualTo(second);
        Awaitility.await("the window is full").until(() -> waiting.size() == 10_000);
        // the same file twice, each with a number of its own
        FetchedFile again = viewer.fetch(3, channel, one);
        assertThat(viewer.awaitEnd(3).type()).isEqualTo("fetched");
        assertThat(again.bytes()).isEqualTo(first);
    }

    @Test
    void as_many_files_come_at_the_same_time_as_allowed() {
        String id = fileWith(random(100_000));
        Viewer viewer = binaryViewer();
        for (int number = 1; number <= 9; number++) {
            viewer.fetch(number, channel, id, Json.createObjectBuilder().add("window", 10));
        }
        assertRefused(viewer, 9, "too_many_fetches");

        viewer.send("{\"type\":\"cancel\",\"id\":3}");
        assertRefused(viewer, 3, "cancelled");
        viewer.fetch(10, channel, id);
        assertThat(viewer.awaitEnd(10).type()).isEqualTo("fetched");
    }

    @Test
    void a_file_that_is_removed_meanwhile_ends_with_an_error() {
        String id = fileWith(random(300_000));
        Viewer viewer = binaryViewer();
        FetchedFile file =
                viewer.fetch(1, channel, id, Json.createObjectBuilder().add("window", 1_000));
        Awaitility.await("the window is full").until(() -> file.size() == 1_000);

        producer.delete(channel);
        viewer.acknowledge(1, channel, id, 1_000);

        assertRefused(viewer, 1, "unknown_file");
        viewer.fetch(2, channel, id);
        assertRefused(viewer, 2, "unknown_file");
    }

    @Test
    void a_file_belongs_to_its_channel_alone() {
        String id = fileWith(random(10));
        Viewer viewer = binaryViewer();
        viewer.fetch(1, "other", id);
        assertRefused(viewer, 1, "unknown_file");
        viewer.fetch(2, channel, "../" + id);
        assertRefused(viewer, 2, "unknown_file");
    }

    @Test
    void text_frames_are_not_enough() {
        String id = fileWith(random(10));
        Viewer viewer = watch(channel);
        viewer.fetch(1, channel, id);
        assertRefused(viewer, 1, "wrong_kind");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'channel':'CHANNEL','data':{'file':'FILE'}",
                "'id':'1','channel':'CHANNEL','data':{'file':'FILE'}",
                "'id':-1,'channel':'CHANNEL','data':{'file':'FILE'}",
                "'id':1.5,'channel':'CHANNEL','data':{'file':'FILE'}",
                "'id':4294967296,'channel':'CHANNEL','data':{'file':'FILE'}",
                "'id':1e999999999,'channel':'CHANNEL','data':{'file':'FILE'}",
                "'id':1,'data':{'file':'FILE'}",
                "'id':1,'channel':'CHANNEL/*','data':{'file':'FILE'}",
                "'id':1,'channel':'CHANNEL'",
                "'id':1,'channel':'CHANNEL','data':{'file':7}",
                "'id':1,'channel':'CHANNEL','data':{'file':'FILE','from':-1}",
                "'id':1,'channel':'CHANNEL','data':{'file':'FILE','from':11}",
                "'id':1,'channel':'CHANNEL','data':{'file':'FILE','from':'0'}",
                "'id':1,'channel':'CHANNEL','data':{'file':'FILE','from':9223372036854775808}",
                "'id':1,'channel':'CHANNEL','data':{'file':'FILE','window':0}",
                "'id':1,'channel':'CHANNEL','data':{'file':'FILE','window':2147483648}",
            })
    void senseless_requests_are_refused_and_the_connection_goes_on(String fields) {
        String id = fileWith(random(10));
        Viewer viewer = binaryViewer();

        viewer.send("{\"type\":\"fetch\","
                + fields.replace('\'', '"').replace("CHANNEL", channel).replace("FILE", id) + "}");

        assertThat(viewer.await("error").code()).startsWith("bad_");
        FetchedFile file = viewer.fetch(2, channel, id);
        assertThat(viewer.awaitEnd(2).type()).isEqualTo("fetched");
        assertThat(file.size()).isEqualTo(10);
    }

    @Test
    void a_number_names_one_fetch_at_a_time() {
        String id = fileWith(random(1_000));
        Viewer viewer = binaryViewer();
        FetchedFile file =
                viewer.fetch(1, channel, id, Json.createObjectBuilder().add("window", 100));
        Awaitility.await("the window is full").until(() -> file.size() == 100);

        viewer.send(
                "{\"type\":\"fetch\",\"id\":1,\"channel\":\"%s\",\"data\":{\"file\":\"%s\"}}".formatted(channel, id));

        assertRefused(viewer, 1, "bad_field");
    }

    @Test
    void what_has_ended_meanwhile_is_neither_acknowledged_nor_cancelled() {
        String id = fileWith(random(10));
        Viewer viewer = binaryViewer();
        viewer.fetch(1, channel, id);
        viewer.awaitEnd(1);

        viewer.acknowledge(1, channel, id, 10);
        viewer.send("{\"type\":\"cancel\",\"id\":1}");
        viewer.send("{\"type\":\"ping\"}");

        viewer.await("pong");
        assertThat(viewer.messages("error")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'type':'ack','channel':'c','data':{'file':'f'}}",
                "{'type':'ack','channel':'c','data':{'file':1,'position':1}}",
                "{'type':'ack','channel':'c','id':'x','data':{'file':'f','position':1}}",
                "{'type':'cancel'}",
                "{'type':'cancel','id':'x'}",
            })
    void senseless_acknowledgements_and_cancellations_are_refused(String message) {
        Viewer viewer = binaryViewer();

        viewer.send(message.replace('\'', '"'));

        assertThat(viewer.await("error").code()).isEqualTo("bad_field");
    }
}
