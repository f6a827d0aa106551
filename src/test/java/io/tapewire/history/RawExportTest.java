package io.tapewire.history;

import static io.tapewire.history.Logs.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.config.Limits;
import io.tapewire.http.Rejected;
import io.tapewire.log.Log;
import io.tapewire.protocol.RecordType;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class RawExportTest {
    private final FakeResponse response = new FakeResponse();

    @Test
    void all_output_is_written_as_it_was_published_and_its_length_is_announced() throws IOException {
        Log log = Logs.log(Limits.STANDARD);
        record(log, "Zürich \"quoted\"\t\u0001\r\n");
        Logs.message(log, RecordType.NOTIFICATION, "{}");
        record(log, RecordType.ERROR, "\u001b[31mred\\");

        send(log, 0, Long.MAX_VALUE);

        assertThat(response.body()).isEqualTo("Zürich \"quoted\"\t\u0001\r\n\u001b[31mred\\");
        assertThat(response.header("Content-Length")).isEqualTo(String.valueOf(response.bytes()));
        assertThat(response.header("Content-Type")).isEqualTo("text/plain;charset=utf-8");
        assertHeaders("1", "3");
    }

    @Test
    void a_part_begins_after_one_record_and_ends_with_another() throws IOException {
        Log log = Logs.log(Limits.STANDARD);
        for (int i = 1; i <= 5; i++) {
            record(log, "record " + i + ";");
        }

        send(log, 2, 4);

        assertThat(response.body()).isEqualTo("record 3;record 4;");
        assertHeaders("3", "4");
    }

    @Test
    void nothing_after_the_end_is_an_empty_answer_that_says_where_the_end_is() throws IOException {
        Log log = Logs.log(Limits.STANDARD);
        record(log, "one");

        send(log, 7, Long.MAX_VALUE);

        assertThat(response.body()).isEmpty();
        assertHeaders("2", "1");
    }

    @Test
    void what_the_log_has_forgotten_is_not_in_it_and_it_begins_with_a_whole_line() throws IOException {
        Log log = Logs.log(Logs.SMALL);
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            String line = "a line of output, number " + i + ",\nin two parts, ";
            record(log, line);
            all.append(line);
        }

        send(log, 0, Long.MAX_VALUE);

        assertThat(response.body()).startsWith("in two parts, a line").hasSizeGreaterThan(4_000);
        assertThat(all.toString()).endsWith(response.body());
        assertThat(response.header("Content-Length")).isEqualTo(String.valueOf(response.bytes()));
        assertHeaders(
                String.valueOf(log.span().first()), String.valueOf(log.span().last()));
    }

    @Test
    void the_record_that_it_begins_with_is_named_if_a_line_goes_on_over_several_records() throws IOException {
        Log log = Logs.log(Logs.SMALL);
        for (int i = 1; i <= 2_000; i++) {
            record(log, i % 200 == 0 ? "\n" : "-" + i + "-");
        }

        send(log, 0, Long.MAX_VALUE);

        long first = Long.parseLong(response.header("Tapewire-First"));
        assertThat(first).isGreaterThan(log.span().first());
        assertThat(first % 200).isEqualTo(1);
        assertThat(response.body()).startsWith("-" + first + "-").endsWith("-1999-\n");
    }

    @Test
    void it_begins_between_two_sequences_if_there_is_no_line_feed() throws IOException {
        Log log = Logs.log(Logs.SMALL);
        for (int i = 0; i < 10_000; i++) {
            log.append(RecordType.OUTPUT, "\u001b[38;2;153;153;153mX".getBytes(UTF_8));
        }

        send(log, 0, Long.MAX_VALUE);

        assertThat(response.body()).startsWith("\u001b[38;2;153;153;153mX");
    }

    @Test
    void an_answer_is_cut_short_if_records_are_evicted_while_it_is_sent() {
        Log log = Logs.log(Logs.SMALL);
        fill(log);
        response.beforeWrite(() -> fill(log));

        assertThatThrownBy(() -> send(log, 0, Long.MAX_VALUE)).isInstanceOf(CutShort.class);

        assertThat(response.bytes()).isPositive();
        assertThat(Integer.parseInt(response.header("Content-Length"))).isGreaterThan(response.bytes());
    }

    @Test
    void it_begins_anew_if_records_are_evicted_before_anything_is_sent() throws IOException {
        Log log = Logs.log(Logs.SMALL);
        fill(log);
        long last = log.span().last();
        response.afterLength(() -> {
            if (log.span().last() == last) {
                overtake(log);
            }
        });

        send(log, 0, Long.MAX_VALUE);

        assertHeaders(
                String.valueOf(log.span().first()), String.valueOf(log.span().last()));
        assertThat(response.header("Content-Length")).isEqualTo(String.valueOf(response.bytes()));
    }

    @Test
    void a_log_that_always_grows_faster_than_it_is_read_is_answered_so() {
        Log log = Logs.log(Logs.SMALL);
        fill(log);
        response.afterLength(() -> fill(log));

        assertThatThrownBy(() -> send(log, 0, Long.MAX_VALUE))
                .isInstanceOfSatisfying(
                        Rejected.class, busy -> assertThat(busy.status()).isEqualTo(503));

        assertThat(response.bytes()).isZero();
    }

    /** Evicts the first records, and not all of them. */
    private static void overtake(Log log) {
        long first = log.span().first();
        while (log.span().first() == first) {
            record(log, "one more line\n");
        }
    }

    private static void fill(Log log) {
        for (int i = 0; i < 200; i++) {
            record(log, "more than the log may keep, line after line, over and over again\n");
        }
    }

    private void send(Log log, long after, long to) throws IOException {
        new RawExport().send(Range.between(log, after, to), response.response());
    }

    private void assertHeaders(String first, String last) {
        assertThat(response.header("Tapewire-Epoch")).isEqualTo("e1");
        assertThat(response.header("Tapewire-First")).isEqualTo(first);
        assertThat(response.header("Tapewire-Last")).isEqualTo(last);
    }
}
