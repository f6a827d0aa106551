package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A channel's output, or a part of it, as a file. */
class ExportIT extends ServerTest {
    @Test
    void all_of_it_says_what_is_in_it() {
        producer.print(channel, "Zürich\n");
        producer.printAs("error", channel, "\u001b[31mred\u001b[0m\n");

        HttpResponse<String> answer = read("");

        assertThat(answer.body()).isEqualTo("Zürich\n\u001b[31mred\u001b[0m\n");
        assertThat(header(answer, "Content-Length")).isEqualTo("21");
        assertThat(header(answer, "Tapewire-Epoch"))
                .isEqualTo(Listing.of(producer, channel).getString("epoch"));
        assertThat(header(answer, "Tapewire-First")).isEqualTo("1");
        assertThat(header(answer, "Tapewire-Last")).isEqualTo("2");
    }

    @Test
    void a_part_begins_after_one_record_and_ends_with_another() {
        for (int i = 1; i <= 5; i++) {
            producer.print(channel, "record " + i + ";");
        }

        assertThat(read("?after=1&to=3").body()).isEqualTo("record 2;record 3;");
        assertThat(read("?after=4").body()).isEqualTo("record 5;");
        assertThat(read("?to=1&format=raw").body()).isEqualTo("record 1;");
        assertThat(read("?after=5").body()).isEmpty();
        assertThat(header(read("?after=1&to=3"), "Tapewire-First")).isEqualTo("2");
        assertThat(header(read("?after=1&to=3"), "Tapewire-Last")).isEqualTo("3");
    }

    @Test
    void what_is_gone_is_not_in_it_and_it_says_where_it_begins() {
        producer.print(channel, "the first line\n");
        long evicted = Retention.overflow(producer, channel);

        HttpResponse<String> answer = read("?after=1");

        assertThat(Long.parseLong(header(answer, "Tapewire-First"))).isBetween(evicted + 1, evicted + 2);
        assertThat(answer.body()).startsWith("a line of a hundred bytes").endsWith("again and again\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            after=-1        | after is a whole number from 0 to 9007199254740991
            after=4&to=3    | to is a whole number from 4 to 9007199254740991
            to=x            | to is a whole number from 0 to 9007199254740991
            format=RAW      | format is one of raw, asciicast
            form=raw        | this address takes the parameters after, to, format, not form
            """)
    void a_parameter_that_is_not_allowed_is_refused_and_named(String query, String message) {
        producer.print(channel, "one\n");

        HttpResponse<String> answer = read("?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Producer.json(answer).getJsonObject("error").getString("message"))
                .startsWith(message);
    }

    @Test
    void an_answer_that_is_read_too_slowly_ends_before_its_announced_length() {
        producer.print(channel, "the first line\n");
        Retention.overflow(producer, channel);

        try (SlowReader reader = slowReader()) {
            Retention.overflow(producer, channel);
            Retention.overflow(producer, channel);

            assertThat(reader.status()).isEqualTo(200);
            assertThat(reader.readToEnd()).isLessThan(Long.parseLong(reader.header("Content-Length")));
        }
    }

    @Test
    void more_readers_than_allowed_are_told_to_come_again() {
        producer.print(channel, "the first line\n");
        Retention.overflow(producer, channel);
        List<SlowReader> readers = new ArrayList<>();
        try {
            for (int i = 0; i < 16; i++) {
                readers.add(slowReader());
            }

            HttpResponse<String> refused = read("?to=1");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(header(refused, "Retry-After")).isEqualTo("1");
            assertThat(Producer.json(refused).getJsonObject("error").getString("code"))
                    .isEqualTo("busy");
        } finally {
            readers.forEach(SlowReader::close);
        }
        await().atMost(Viewer.PATIENCE).until(() -> read("?to=1").statusCode() == 200);
    }

    private SlowReader slowReader() {
        return SlowReader.ask(at("/"), "channels/" + channel + "/output", TOKEN);
    }

    private HttpResponse<String> read(String query) {
        return producer.get("channels/" + channel + "/output" + query);
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElseThrow();
    }
}
