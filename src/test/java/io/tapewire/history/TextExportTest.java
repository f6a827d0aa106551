package io.tapewire.history;

import static io.tapewire.history.Logs.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.RunStarted;
import io.tapewire.http.Rejected;
import io.tapewire.log.Log;
import io.tapewire.protocol.RecordType;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class TextExportTest {
    private static final int SEGMENT_BYTES = 2_048;
    private static final Limits LIMITS = Limits.STANDARD.with(Limit.FRAME_BYTES, SEGMENT_BYTES);

    private final FakeResponse response = new FakeResponse();

    @Test
    void lines_are_written_as_they_stood_last_and_without_escape_sequences() throws IOException {
        Log log = Logs.log(LIMITS);
        record(log, "\u001b[31mred\u001b[0m\n10 %\r");
        record(log, "99 %\r\nunfinished");

        assertThat(send(log, 0, Long.MAX_VALUE)).isEqualTo("red\n99 %\nunfinished");
        assertThat(response.header("Content-Type")).isEqualTo("text/plain;charset=utf-8");
        assertHeaders(1, 2);
    }

    @Test
    void a_log_that_begins_with_a_message_loses_no_line() throws IOException {
        Log log = Logs.log(LIMITS);
        record(log, "forgotten\n");
        log.start(new RunStarted("build", "run", null, null, null));
        record(log, "hello\nworld\n");
        log.forgetOldest();

        assertThat(send(log, 0, Long.MAX_VALUE)).isEqualTo("hello\nworld\n").isEqualTo(raw(log));
        assertHeaders(2, 3);
    }

    @Test
    void a_line_that_began_in_records_that_are_gone_is_left_out_wherever_it_ends() throws IOException {
        Log log = Logs.log(LIMITS);
        record(log, "forgotten, and its line ");
        Logs.message(log, RecordType.NOTIFICATION, "{}");
        record(log, "goes on ");
        record(log, RecordType.ERROR, "and ends\nhere");
        record(log, RecordType.OUTPUT, " is another\n");
        log.forgetOldest();

        assertThat(send(log, 0, Long.MAX_VALUE)).isEqualTo("here is another\n").isEqualTo(raw(log));
        assertHeaders(4, 5);
    }

    @Test
    void it_begins_with_the_record_after_a_line_feed() throws IOException {
        Log log = Logs.log(LIMITS);
        record(log, "forgotten");
        Logs.message(log, RecordType.NOTIFICATION, "{}");
        record(log, " to here\n");
        record(log, "whole\n");
        log.forgetOldest();

        assertThat(send(log, 0, Long.MAX_VALUE)).isEqualTo("whole\n").isEqualTo(raw(log));
        assertHeaders(4, 4);
    }

    @Test
    void an_unfinished_line_that_is_too_long_to_be_left_out_stays_also_behind_a_message() throws IOException {
        Log log = Logs.log(Limits.STANDARD);
        record(log, "forgotten");
        Logs.message(log, RecordType.NOTIFICATION, "{}");
        String line = "x".repeat(16 << 10) + "\nlast\n";
        record(log, line);
        log.forgetOldest();

        assertThat(send(log, 0, Long.MAX_VALUE)).isEqualTo(line).isEqualTo(raw(log));
        assertHeaders(2, log.span().last());
    }

    @Test
    void what_a_program_goes_on_to_draw_above_is_not_lost() throws IOException {
        Log log = Logs.log(LIMITS);
        record(log, "a 0 %\nb 0 %\n");
        Logs.message(log, RecordType.NOTIFICATION, "{}");
        record(log, "\u001b[2A\u001b[2Ka 99 %\n\u001b[2Kb 99 %\nend\n");
        log.forgetOldest();

        assertThat(send(log, 0, Long.MAX_VALUE)).isEqualTo("a 99 %\nb 99 %\nend\n");
    }

    @Test
    void it_begins_anew_if_records_are_evicted_before_anything_is_sent() throws IOException {
        Log log = Logs.log(Logs.SMALL);
        fill(log);
        boolean[] overtaken = new boolean[1];
        response.afterHeaders(() -> {
            if (!overtaken[0]) {
                overtaken[0] = true;
                fill(log);
            }
        });

        send(log, 0, Long.MAX_VALUE);

        assertHeaders(log.span().first(), log.span().last());
        assertThat(response.body()).startsWith("more than the log").endsWith("over again\n");
    }

    @Test
    void a_log_that_always_grows_faster_than_it_is_read_is_answered_so() {
        Log log = Logs.log(Logs.SMALL);
        fill(log);
        response.afterHeaders(() -> fill(log));

        assertRejected(log, 503);
    }

    @Test
    void a_channel_that_is_deleted_before_anything_is_sent_is_not_found() {
        Log log = Logs.log(Logs.SMALL);
        fill(log);
        response.afterHeaders(log::end);

        assertRejected(log, 404);
    }

    @Test
    void an_answer_breaks_off_if_records_are_evicted_while_it_is_sent() {
        Log log = Logs.log(Logs.SMALL);
        fill(log);
        response.beforeWrite(() -> fill(log));

        assertThatThrownBy(() -> send(log, 0, Long.MAX_VALUE)).isInstanceOf(CutShort.class);

        assertThat(response.bytes()).isPositive();
    }

    private void assertRejected(Log log, int status) {
        assertThatThrownBy(() -> send(log, 0, Long.MAX_VALUE))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.status()).isEqualTo(status));
        assertThat(response.bytes()).isZero();
    }

    private static void fill(Log log) {
        for (int i = 0; i < 200; i++) {
            record(log, "more than the log may keep, line after line, over and over again\n");
        }
    }

    private String send(Log log, long after, long to) throws IOException {
        new TextExport(LIMITS).send(Range.between(log, after, to), response.response());
        return response.body();
    }

    private static String raw(Log log) throws IOException {
        FakeResponse raw = new FakeResponse();
        new RawExport().send(Range.between(log, 0, Long.MAX_VALUE), raw.response());
        return raw.body();
    }

    private void assertHeaders(long first, long last) {
        assertThat(response.header("Tapewire-First")).isEqualTo(String.valueOf(first));
        assertThat(response.header("Tapewire-Last")).isEqualTo(String.valueOf(last));
    }
}
