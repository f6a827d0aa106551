package io.tapewire.history;

import static io.tapewire.history.Logs.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limits;
import io.tapewire.event.RunStarted;
import io.tapewire.log.Log;
import io.tapewire.log.LogReader;
import io.tapewire.log.ManualClock;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.EnvelopeDecoder;
import io.tapewire.protocol.MessageType;
import io.tapewire.protocol.RecordType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class RecordsAnswerTest {
    private static final long ANY = 1_000;

    @Test
    void records_come_one_a_line_as_a_subscriber_gets_them_but_not_merged() throws IOException {
        Log log = Logs.log(Limits.STANDARD);
        record(log, "one\n");
        record(log, "two\n");
        Logs.message(log, RecordType.TASK_STATUS, "{\"taskId\":\"t\",\"status\":\"s\"}");

        assertThat(read(Range.after(log, 0, ANY)))
                .isEqualTo(LogReader.fromBegin(log).rest(1))
                .hasSize(3);
    }

    @RepeatedTest(10)
    void any_range_has_exactly_the_records_that_were_asked_for(RepetitionInfo run) throws IOException {
        Random random = new Random(run.getCurrentRepetition());
        Log log = Logs.log(Limits.STANDARD);
        for (int i = 0; i < 300; i++) {
            record(log, random.nextInt(4) == 0 ? RecordType.ERROR : RecordType.OUTPUT, "record " + i + "\n");
        }
        for (int i = 0; i < 50; i++) {
            long place = 1L + random.nextInt(310);
            long limit = 1L + random.nextInt(100);

            assertThat(offsets(read(Range.after(log, place, limit))))
                    .containsExactlyElementsOf(offsets(place + 1, Math.min(300, place + limit)));
            assertThat(offsets(read(Range.before(log, place, limit))))
                    .containsExactlyElementsOf(offsets(
                            Math.max(1, Math.min(place - 1, 300) - limit + 1), Math.min(place - 1, 300)));
        }
    }

    @Test
    void a_reader_that_resumes_where_records_are_gone_is_told_which_and_then_gets_the_others() throws IOException {
        Log log = Logs.log(Logs.SMALL);
        record(log, "\u001b[31m");
        fill(log);
        long oldest = log.span().first();

        List<Envelope> lines = read(Range.after(log, 3, 10));

        assertThat(lines).hasSize(11);
        assertThat(lines.get(0).type()).isEqualTo(MessageType.GAP);
        assertThat(lines.get(0).data().getInt("from")).isEqualTo(4);
        assertThat(lines.get(0).data().getInt("to")).isEqualTo((int) oldest - 1);
        assertThat(lines.get(0).data().getString("reason")).isEqualTo("evicted");
        assertThat(lines.get(0).data().getString("state")).isEqualTo("\u001b[31m");
        assertThat(offsets(lines.subList(1, 11))).containsExactlyElementsOf(offsets(oldest, oldest + 9));
    }

    @Test
    void what_is_gone_before_an_offset_is_named_too() throws IOException {
        Log log = Logs.log(Logs.SMALL);
        fill(log);
        long oldest = log.span().first();

        List<Envelope> lines = read(Range.before(log, oldest + 2, 100));

        assertThat(lines.get(0).data().getInt("to")).isEqualTo((int) oldest - 1);
        assertThat(offsets(lines.subList(1, lines.size()))).containsExactly(oldest, oldest + 1);
        assertThat(read(Range.before(log, oldest, 5)))
                .singleElement()
                .satisfies(gap -> assertThat(gap.type()).isEqualTo(MessageType.GAP));
    }

    @Test
    void a_gap_names_no_record_that_was_not_asked_for() throws IOException {
        Log log = Logs.log(Logs.SMALL);
        record(log, "\u001b[31m");
        fill(log);

        assertThat(read(Range.before(log, 5, 100))).singleElement().satisfies(gap -> {
            assertThat(gap.data().getInt("from")).isEqualTo(1);
            assertThat(gap.data().getInt("to")).isEqualTo(4);
            assertThat(gap.data()).doesNotContainKey("state");
        });
    }

    @Test
    void records_that_are_evicted_while_others_are_written_are_named_in_their_place() throws IOException {
        Log log = Logs.log(Logs.SMALL);
        fill(log);
        Range range = Range.after(log, log.span().first() - 1, ANY);
        FakeResponse response = new FakeResponse();
        response.beforeWrite(() -> {
            if (response.bytes() == 0) {
                fill(log);
            }
        });

        new RecordsAnswer(new ManualClock()).write(range, response.response().getOutputStream());

        List<Envelope> lines = decode(response.body());
        long expected = range.first();
        for (Envelope line : lines) {
            assertThat(LogReader.firstOf(line)).isEqualTo(expected);
            expected = LogReader.lastOf(line) + 1;
        }
        assertThat(lines).anyMatch(LogReader::isGap);
        assertThat(expected).isGreaterThan(range.last());
    }

    @Test
    void a_log_that_ends_while_it_is_read_says_so() throws IOException {
        Log log = Logs.log(Limits.STANDARD);
        record(log, "one");
        Range range = Range.after(log, 0, ANY);

        log.end();

        assertThat(read(range))
                .singleElement()
                .satisfies(gap -> assertThat(gap.data().getString("reason")).isEqualTo("restart"));
    }

    @Test
    void the_context_says_what_the_records_before_the_first_one_leave_behind() {
        Log log = Logs.log(Limits.STANDARD);
        record(log, "\u001b[31mred\n");
        log.start(new RunStarted("build", "r1", "make", 80, 24));
        record(log, "still red\n");

        Envelope before = context(Range.after(log, 2, ANY));

        assertThat(before.type()).isEqualTo(MessageType.CONTEXT);
        assertThat(before.epoch()).isEqualTo("e1");
        assertThat(before.data().getString("state")).isEqualTo("\u001b[31m");
        assertThat(before.data().getJsonObject("run").getInt("cols")).isEqualTo(80);
        assertThat(context(Range.after(log, 0, ANY)).data()).isEmpty();
    }

    @Test
    void where_records_are_gone_the_context_is_that_of_the_first_one_that_is_kept() {
        Log log = Logs.log(Logs.SMALL);
        record(log, "\u001b[31m");
        fill(log);

        assertThat(context(Range.before(log, 5, ANY)).data()).isEmpty();
        assertThat(context(Range.after(log, 0, ANY)).data().getString("state")).isEqualTo("\u001b[31m");
    }

    private static Envelope context(Range range) {
        byte[] line = new RecordsAnswer(new ManualClock()).contextOf(range, "build");
        return new EnvelopeDecoder().decode(new String(line, UTF_8));
    }

    private static void fill(Log log) {
        for (int i = 0; i < 200; i++) {
            record(log, "more than the log may keep, line after line, over and over again\n");
        }
    }

    private static List<Envelope> read(Range range) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new RecordsAnswer(new ManualClock()).write(range, out);
        return decode(out.toString(UTF_8));
    }

    private static List<Envelope> decode(String lines) {
        EnvelopeDecoder decoder = new EnvelopeDecoder();
        return lines.lines().map(decoder::decode).toList();
    }

    private static List<Long> offsets(List<Envelope> envelopes) {
        return envelopes.stream().map(Envelope::offset).toList();
    }

    private static List<Long> offsets(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
