package io.tapewire.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.MessageType;
import io.tapewire.protocol.RecordType;
import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LogTest {
    private static final int ANY = 1 << 20;

    private final ManualClock clock = new ManualClock();
    private final Limits limits = Limits.STANDARD.with(Limit.BATCH_BYTES, 64);
    private final Memory memory = new Memory(1 << 30);
    private final Log log = new Log("build", "e1", limits, memory, clock);

    @Test
    void what_is_appended_is_seen_by_nobody_until_it_is_sealed() {
        output("hello");

        assertThat(log.read(0, ANY, Gap.Reason.SLOW)).isNull();
        assertThat(log.seal()).isEqualTo(1);
        assertThat(read()).extracting(LogReader::outputOf).containsExactly("hello");
    }

    @Test
    void records_are_numbered_from_one_without_holes() {
        for (int i = 1; i <= 20; i++) {
            output("line " + i + "\n");
            assertThat(log.seal()).isEqualTo(i);
        }

        assertThat(readOneByOne()).extracting(Envelope::offset).containsExactlyElementsOf(range(1, 20));
    }

    @Test
    void sealing_nothing_makes_no_record() {
        assertThat(log.seal()).isZero();
        output("x");
        log.seal();
        assertThat(log.seal()).isEqualTo(1);
    }

    @Test
    void small_pieces_are_gathered_into_one_record() {
        output("one ");
        output("two ");
        output("three");
        log.seal();

        assertThat(readOneByOne()).extracting(LogReader::outputOf).containsExactly("one two three");
    }

    @Test
    void a_record_is_sealed_when_it_is_full() {
        output("x".repeat(64));

        assertThat(log.span().last()).isEqualTo(1);
    }

    @Test
    void no_record_is_larger_than_a_batch() {
        output("x".repeat(1_000) + "\u0001".repeat(100) + "😀".repeat(100));
        log.seal();

        assertThat(readOneByOne())
                .hasSizeGreaterThan(25)
                .allSatisfy(record -> assertThat(escapedBytes(record)).isBetween(1, 64));
        assertThat(LogReader.outputOf(readOneByOne()))
                .isEqualTo("x".repeat(1_000) + "\u0001".repeat(100) + "😀".repeat(100));
    }

    @Test
    void a_record_is_sealed_when_output_of_another_type_follows() {
        output("out");
        log.append(RecordType.ERROR, "err".getBytes(UTF_8));

        assertThat(log.span().last()).isEqualTo(1);
        log.seal();
        assertThat(read())
                .extracting(envelope -> envelope.data().getString("type") + ":" + LogReader.outputOf(envelope))
                .containsExactly("output:out", "error:err");
    }

    @Test
    void a_record_is_sealed_when_a_message_follows() {
        output("before");
        message("{\"n\":1}");
        output("after");
        log.seal();

        assertThat(read())
                .extracting(Envelope::type)
                .containsExactly(MessageType.TERMINAL_OUTPUT, MessageType.TASK_STATUS, MessageType.TERMINAL_OUTPUT);
        assertThat(read()).extracting(Envelope::offset).containsExactly(1L, 2L, 3L);
    }

    @Test
    void a_message_is_seen_at_once() {
        message("{\"n\":1}");

        assertThat(log.span().last()).isEqualTo(1);
    }

    @Test
    void a_record_is_sealed_when_it_is_old_enough() {
        output("first");
        clock.advance(Duration.ofMillis(300));
        output(" and more");
        clock.advance(Duration.ofMillis(199));

        log.sealOlderThan(500);
        assertThat(log.span().last()).isZero();

        clock.advance(Duration.ofMillis(1));
        log.sealOlderThan(500);
        assertThat(log.span().last()).isEqualTo(1);
    }

    @Test
    void the_age_of_a_record_counts_from_its_own_first_piece() {
        output("old");
        log.seal();
        clock.advance(Duration.ofMillis(400));
        output("new");
        clock.advance(Duration.ofMillis(499));

        log.sealOlderThan(500);

        assertThat(log.span().last()).isEqualTo(1);
    }

    @Test
    void consecutive_output_of_one_type_shares_a_frame() {
        sealed("a");
        sealed("b");
        sealed("c");

        assertThat(read()).singleElement().satisfies(frame -> {
            assertThat(frame.first()).isEqualTo(1);
            assertThat(frame.offset()).isEqualTo(3);
            assertThat(LogReader.outputOf(frame)).isEqualTo("abc");
        });
    }

    @Test
    void messages_never_share_a_frame() {
        message("{\"n\":1}");
        message("{\"n\":2}");

        assertThat(read()).extracting(Envelope::offset).containsExactly(1L, 2L);
        assertThat(read()).extracting(Envelope::first).containsOnlyNulls();
    }

    @Test
    void output_on_both_sides_of_something_else_is_not_put_together() {
        sealed("a");
        message("{}");
        sealed("b");
        log.append(RecordType.INFO, "i".getBytes(UTF_8));
        sealed("c");

        assertThat(read())
                .extracting(envelope -> LogReader.firstOf(envelope) + "-" + LogReader.lastOf(envelope))
                .containsExactly("1-1", "2-2", "3-3", "4-4", "5-5");
    }

    @Test
    void a_frame_takes_no_more_than_its_reader_can_but_one_record_at_least() {
        for (int i = 0; i < 10; i++) {
            sealed("0123456789");
        }

        assertThat(new LogReader(log, 0).rest(35)).extracting(Envelope::offset).containsExactly(3L, 6L, 9L, 10L);
        assertThat(new LogReader(log, 0).rest(30)).extracting(Envelope::offset).containsExactly(3L, 6L, 9L, 10L);
        assertThat(new LogReader(log, 0).rest(5)).extracting(Envelope::offset).containsExactlyElementsOf(range(1, 10));
    }

    @Test
    void the_time_of_a_frame_is_that_of_its_last_record() {
        sealed("a");
        clock.advance(Duration.ofSeconds(5));
        sealed("b");
        clock.advance(Duration.ofSeconds(5));

        assertThat(read())
                .extracting(Envelope::timestamp)
                .containsExactly(ManualClock.START.plus(Duration.ofSeconds(5)));
        assertThat(readOneByOne().get(0).timestamp()).isEqualTo(ManualClock.START);
    }

    @Test
    void times_stay_right_however_long_little_is_printed() {
        sealed("a");
        clock.advance(Duration.ofDays(60));
        sealed("b");

        assertThat(readOneByOne())
                .extracting(Envelope::timestamp)
                .containsExactly(ManualClock.START, ManualClock.START.plus(Duration.ofDays(60)));
    }

    @Test
    void times_stay_right_when_a_record_stays_open_for_days() {
        for (int day = 0; day <= 30; day++) {
            Log old = new Log("build", "e1", limits, memory, clock);
            old.append(RecordType.OUTPUT, "a".getBytes(UTF_8));
            old.seal();
            clock.advance(Duration.ofDays(day));
            old.append(RecordType.OUTPUT, "b".getBytes(UTF_8));
            clock.advance(Duration.ofDays(12));
            old.append(RecordType.OUTPUT, "c".getBytes(UTF_8));
            old.seal();

            assertThat(LogReader.fromBegin(old).rest(1))
                    .extracting(Envelope::timestamp)
                    .as("of what began after %d days", day)
                    .endsWith(clock.instant());
        }
    }

    @Test
    void nothing_comes_after_the_last_record() {
        sealed("a");

        assertThat(log.read(1, ANY, Gap.Reason.SLOW)).isNull();
        assertThat(log.read(99, ANY, Gap.Reason.SLOW)).isNull();
    }

    @Test
    void empty_output_is_nothing() {
        output("");

        assertThat(log.seal()).isZero();
        assertThat(log.span().updatedMillis()).isZero();
    }

    @Test
    void what_is_written_out_is_what_was_published() {
        String text = "é😀\"\\\u0000\u001b[0m\r\n".repeat(100);
        output(text);
        message("{\"n\":1}");
        log.append(RecordType.ERROR, "to the error stream".getBytes(UTF_8));
        output("not sealed yet");

        assertThat(LogReader.retainedOutput(log)).isEqualTo(text + "to the error stream" + "not sealed yet");
    }

    @Test
    void the_span_tells_what_is_there() {
        assertThat(log.span()).isEqualTo(new Span("e1", 1, 0, 0, 0, 0));
        sealed("12345");
        clock.advance(Duration.ofMillis(7));
        sealed("678");
        output("open");

        assertThat(log.span()).isEqualTo(new Span("e1", 1, 2, 8, ManualClock.START.toEpochMilli() + 7, 8));
    }

    @Test
    void a_full_frame_waits_when_there_is_as_much_as_a_frame_takes() {
        output("x".repeat(limits.asInt(Limit.FRAME_BYTES)));
        log.seal();
        long end = log.span().end();

        assertThat(log.hasFullFrame(0)).isTrue();
        assertThat(log.hasFullFrame(end - 1_000)).isFalse();
        assertThat(log.hasFullFrame(end)).isFalse();
    }

    @Test
    void a_log_that_has_ended_takes_and_shows_nothing() {
        sealed("a");
        output("open");
        log.end();

        assertThat(log.append(RecordType.OUTPUT, new byte[] {'x'})).isFalse();
        assertThat(log.appendMessage(RecordType.NOTIFICATION, new byte[] {'{', '}'}))
                .isFalse();
        assertThat(log.read(0, ANY, Gap.Reason.SLOW)).isNull();
        assertThat(log.read(2, ANY, Gap.Reason.SLOW)).isNull();
        assertThat(LogReader.retainedOutput(log)).isEmpty();
        assertThat(log.footprint()).isZero();
    }

    @Test
    void whoever_reads_when_the_log_ends_is_told_what_they_will_not_get() {
        sealed("a");
        sealed("b");
        output("open");
        log.end();

        assertThat(LogReader.decode(log.restartGap(1)).data())
                .hasToString("{\"from\":2,\"to\":3,\"reason\":\"restart\"}");
        assertThat(LogReader.decode(log.restartGap(3)).data())
                .hasToString("{\"from\":4,\"to\":3,\"reason\":\"restart\"}");
    }

    @Test
    void nothing_is_taken_after_somebody_has_been_told_how_the_log_ended() {
        sealed("a");
        output("open");

        assertThat(LogReader.decode(log.restartGap(0)).data())
                .hasToString("{\"from\":1,\"to\":2,\"reason\":\"restart\"}");
        assertThat(log.append(RecordType.OUTPUT, new byte[] {'x'})).isFalse();
    }

    @Test
    void nothing_is_taken_any_more_once_a_reader_has_been_told_of_the_end() {
        sealed("a");
        output("open");

        assertThat(LogReader.decode(log.restartGap(1)).data())
                .hasToString("{\"from\":2,\"to\":2,\"reason\":\"restart\"}");
        assertThat(log.append(RecordType.OUTPUT, new byte[] {'x'})).isFalse();
    }

    @Test
    void a_log_that_is_empty_or_has_not_grown_for_long_ends_when_it_is_asked_to() {
        assertThat(new Log("x", "e", limits, memory, clock).endIfIdle(Long.MAX_VALUE))
                .isTrue();
        output("open");
        assertThat(log.endIfIdle(0)).isFalse();
        log.seal();
        clock.advance(Duration.ofMillis(99));
        assertThat(log.endIfIdle(100)).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(log.endIfIdle(100)).isTrue();
        assertThat(log.append(RecordType.OUTPUT, new byte[] {'x'})).isFalse();
    }

    @Test
    void a_log_that_somebody_reads_is_not_idle() {
        sealed("one");
        clock.advance(Duration.ofHours(1));

        log.partAt(1);
        assertThat(log.isIdle(3_600_000)).isFalse();

        clock.advance(Duration.ofMinutes(2));
        assertThat(log.isIdle(3_600_000)).isTrue();
    }

    private void output(String text) {
        assertThat(log.append(RecordType.OUTPUT, text.getBytes(UTF_8))).isTrue();
    }

    private void sealed(String text) {
        output(text);
        log.seal();
    }

    private void message(String json) {
        assertThat(log.appendMessage(RecordType.TASK_STATUS, json.getBytes(UTF_8)))
                .isTrue();
    }

    private List<Envelope> read() {
        return LogReader.fromBegin(log).rest(ANY);
    }

    private List<Envelope> readOneByOne() {
        return LogReader.fromBegin(log).rest(1);
    }

    private static int escapedBytes(Envelope record) {
        int bytes = 0;
        for (byte b : LogReader.outputOf(record).getBytes(UTF_8)) {
            bytes += b == 1 ? 6 : 1;
        }
        return bytes;
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
