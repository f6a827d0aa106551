package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

/** A channel's output as lines of text. */
class TextIT extends ServerTest {
    @Test
    void it_has_no_escape_sequences_and_each_line_as_it_stood_last() {
        producer.print(channel, "\u001b[32mZürich\u001b[0m\r\nloading 10 %\rloading 99 %\rloaded\u001b[K\n");
        producer.printAs("error", channel, "a\nb\n\u001b[2A\u001b[Jc\n\u001b[?1049hscreen\u001b[?1049lunfinished");

        HttpResponse<String> answer = read("?format=text");

        assertThat(answer.body()).isEqualTo("Zürich\nloaded\nc\nunfinished");
        assertThat(answer.headers().firstValue("Content-Type").orElseThrow()).containsIgnoringCase("charset=utf-8");
        assertThat(answer.headers().firstValue("Tapewire-First")).hasValue("1");
        assertThat(answer.headers().firstValue("Tapewire-Last")).hasValue("2");
    }

    @Test
    void plain_output_is_the_same_as_it_was_published() {
        String plain = "one\n\n  two  \nthree äöü 漢字\n".repeat(5_000);
        producer.print(channel, plain);
        assertThat(read("?format=text").body()).isEqualTo(plain);
    }

    @Test
    void a_part_begins_after_one_record_and_ends_with_another() {
        for (int i = 1; i <= 5; i++) {
            producer.print(channel, "\u001b[3" + i + "mrecord\u001b[m " + i + ";");
        }
        assertThat(read("?format=text&after=1&to=3").body()).isEqualTo("record 2;record 3;");
        assertThat(read("?format=text&after=5").body()).isEmpty();
    }

    @Test
    void it_begins_with_a_whole_line_if_older_records_are_gone() {
        producer.print(channel, "the first line\n");
        Retention.overflow(producer, channel);

        HttpResponse<String> text = read("?format=text");
        HttpResponse<String> raw = read("");

        assertThat(text.body()).isEqualTo(raw.body());
        assertThat(text.headers().firstValue("Tapewire-First"))
                .isEqualTo(raw.headers().firstValue("Tapewire-First"));
    }

    private HttpResponse<String> read(String query) {
        return producer.get("channels/" + channel + "/output" + query);
    }
}
