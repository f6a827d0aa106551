package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BadInputIT extends ServerTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    bad_json     | not JSON at all
                    bad_json     | [1, 2, 3]
                    bad_json     | {"type":"ping"} and more
                    bad_field    | {}
                    bad_field    | {"type":7}
                    unknown_type | {"type":"dance"}
                    unknown_type | {"type":"terminal_output","channel":"x","data":{"output":"no"}}
                    bad_channel  | {"type":"subscribe"}
                    bad_channel  | {"type":"subscribe","channel":"no/../way"}
                    bad_field    | {"type":"subscribe","channel":"x","data":[]}
                    bad_field    | {"type":"subscribe","channel":"x","data":{"epoch":"e"}}
                    bad_field    | {"type":"subscribe","channel":"x","data":{"epoch":"e","offset":-1}}
                    bad_field    | {"type":"subscribe","channel":"x","data":{"epoch":"e","offset":1.5}}
                    bad_field    | {"type":"subscribe","channel":"x","data":{"window":0}}
                    bad_field    | {"type":"subscribe","channel":"x","data":{"window":"much"}}
                    """)
    void a_bad_message_gets_an_error_and_the_connection_lives_on(String code, String message) {
        Viewer viewer = viewer("&channel=");

        viewer.send(message);

        assertThat(viewer.await("error").code()).isEqualTo(code);
        assertThat(viewer.await("error").data().getString("message")).isNotBlank();
        viewer.send("{\"type\":\"ping\"}");
        viewer.await("pong");
    }

    @Test
    void an_error_keeps_the_id_of_the_request() {
        Viewer viewer = viewer("&channel=");

        viewer.send("{\"type\":\"dance\",\"id\":\"seven\"}");

        assertThat(viewer.await("error").json().getString("id")).isEqualTo("seven");
    }

    @Test
    void half_a_surrogate_pair_becomes_a_replacement_character_in_a_reply_too() {
        Viewer viewer = viewer("&channel=");

        viewer.send("{\"type\":\"dance \\ud83d\",\"id\":\"\\ude00 seven\"}");

        Message error = viewer.await("error");
        assertThat(error.json().getString("id")).isEqualTo("\ufffd seven");
        assertThat(error.data().getString("message")).contains("dance \ufffd").doesNotContain("?");
    }

    @Test
    void half_a_surrogate_pair_becomes_a_replacement_character_in_a_refusal_too() {
        var answer = producer.trySay(channel, "application/json", "{\"type\":\"dance \\ud83d\"}");

        assertRefused(answer, 400, "unknown_type");
        assertThat(answer.body()).contains("dance \ufffd").doesNotContain("?");
    }

    @Test
    void what_was_not_subscribed_can_be_neither_dropped_nor_acknowledged() {
        Viewer viewer = viewer("&channel=");

        assertThat(viewer.unsubscribe(channel).code()).isEqualTo("not_subscribed");
        viewer.acknowledge(channel, 1);
        viewer.await("a second error", message -> viewer.messages("error").size() == 2);
    }

    @Test
    void a_channel_in_the_address_that_cannot_be_is_refused_and_the_others_are_watched() {
        Viewer viewer = viewer(Viewer.query("no/../way", channel));

        assertThat(viewer.await("error").code()).isEqualTo("bad_channel");
        assertThat(viewer.await("subscribed").channel()).isEqualTo(channel);
    }

    @Test
    void a_message_that_is_too_large_ends_the_connection() {
        Viewer viewer = viewer("&channel=");

        viewer.send("{\"type\":\"ping\",\"data\":{\"padding\":\"" + "x".repeat(100_000) + "\"}}");

        assertThat(viewer.awaitClose()).isEqualTo(1009);
    }

    @Test
    void so_does_one_that_comes_in_parts() {
        Viewer viewer = viewer("&channel=");

        // the last part makes it too large; another one could find the connection closed
        for (int part = 0; part < 7; part++) {
            viewer.sendPart("x".repeat(10_000));
        }

        assertThat(viewer.awaitClose()).isEqualTo(1009);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-leading",
                "a//b",
                "a/../b",
                "%C3%BC",
                "a%20b",
                "a%0ab",
                "output/output",
                "messages/output",
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
            })
    void a_channel_name_that_cannot_be_is_refused_and_creates_nothing(String name) {
        int before = Listing.all(producer).size();

        var answer =
                Producer.send(producer.request("channels/" + name + "/output").PUT(BodyPublishers.ofString("x")));

        assertRefused(answer, 400, "bad_channel");
        assertThat(Listing.all(producer)).hasSize(before);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    400 | bad_json         | application/json | nonsense
                    400 | bad_json         | application/json | {"type":"task_status"} {}
                    400 | unknown_type     | application/json | {"type":"subscribed","data":{}}
                    400 | bad_field        | application/json | {"type":"task_status","data":{"taskId":"1"}}
                    400 | bad_field        | application/json | {"type":"terminal_output","data":{"output":"x","type":"loud"}}
                    415 | unsupported_type | text/xml         | <message/>
                    """)
    void a_bad_message_is_refused_and_creates_nothing(int status, String code, String contentType, String body) {
        var answer = producer.trySay(channel, contentType, body);

        assertRefused(answer, status, code);
        assertThat(Listing.find(producer, channel)).isEmpty();
    }

    @Test
    void lines_before_a_bad_one_are_published_and_the_answer_says_which_one_it_was() {
        var answer = producer.trySay(channel, "application/x-ndjson", """
                {"type":"terminal_output","data":{"output":"good"}}
                {"type":"bad"}
                """);

        assertRefused(answer, 400, "unknown_type");
        assertThat(answer.body()).contains("line 2");
        assertThat(producer.history(channel)).isEqualTo("good");
    }

    @Test
    void a_message_over_http_that_is_too_large_is_refused() {
        var answer = producer.trySay(
                channel,
                "application/json",
                "{\"type\":\"terminal_output\",\"data\":{\"output\":\"" + "x".repeat(100_000) + "\"}}");

        assertRefused(answer, 413, "too_large");
    }

    @Test
    void a_type_of_output_that_is_not_there_is_refused() {
        assertRefused(producer.print(channel, "?type=loud", BodyPublishers.ofString("x")), 400, "bad_field");
    }

    @Test
    void output_in_an_unknown_encoding_is_refused_instead_of_shown_as_rubbish() {
        var answer = Producer.send(producer.request("channels/" + channel + "/output")
                .header("Content-Encoding", "br")
                .PUT(BodyPublishers.ofByteArray(new byte[] {31, -117})));

        assertRefused(answer, 415, "unsupported_encoding");
    }

    @Test
    void a_channel_that_is_not_there_cannot_be_read() {
        assertRefused(producer.get("channels/" + channel + "/output"), 404, "unknown_channel");
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        var error = Producer.json(answer).getJsonObject("error");
        assertThat(error.getString("code")).isEqualTo(code);
        assertThat(error.getString("message")).isNotBlank();
    }
}
