package io.tapewire.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.EnvelopeDecoder;
import io.tapewire.protocol.RecordType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Reading a log part by part, as history does. */
class LogPartsTest {
    private final ManualClock clock = new ManualClock();

    @RepeatedTest(20)
    void the_parts_have_the_records_that_a_subscriber_gets(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        Log log = log(Limits.STANDARD.with(Limit.BATCH_BYTES, 16 + random.nextInt(200)));
        for (int i = 0; i < 300; i++) {
            append(log, random, i);
            clock.advance(Duration.ofMillis(random.nextInt(50)));
        }
        log.seal();

        List<Envelope> forwards = new ArrayList<>();
        for (Part part = log.partAt(1); part != null; part = log.partAt(part.last() + 1)) {
            forwards.addAll(envelopes((Excerpt) part));
        }
        List<Envelope> backwards = new ArrayList<>();
        for (long last = log.span().last(); last > 0; last = log.partAt(last).first() - 1) {
            backwards.addAll(0, envelopes((Excerpt) log.partAt(last)));
        }

        assertThat(forwards)
                .isEqualTo(LogReader.fromBegin(log).rest(1))
                .isEqualTo(backwards)
                .hasSizeGreaterThan(100);
    }

    private static void append(Log log, Random random, int i) {
        if (random.nextInt(10) == 0) {
            log.appendMessage(RecordType.TASK_STATUS, ("{\"taskId\":\"t\",\"status\":\"" + i + "\"}").getBytes(UTF_8));
            return;
        }
        RecordType type = random.nextInt(5) == 0 ? RecordType.ERROR : RecordType.OUTPUT;
        log.append(type, ("\u001b[3" + i % 8 + "mline " + "é\"".repeat(random.nextInt(300)) + "\r\n").getBytes(UTF_8));
        if (random.nextInt(3) == 0) {
            log.seal();
        }
    }

    private static List<Envelope> envelopes(Excerpt excerpt) {
        List<Envelope> envelopes = new ArrayList<>();
        StringBuilder output = new StringBuilder();
        for (long offset = excerpt.first(); offset <= excerpt.last(); offset++) {
            Envelope envelope = new EnvelopeDecoder().decode(new String(excerpt.envelope(offset), UTF_8));
            assertThat(envelope.offset()).isEqualTo(offset);
            assertThat(envelope.timestamp().toEpochMilli()).isEqualTo(excerpt.millisOf(offset));
            envelopes.add(envelope);
            output.append(LogReader.outputOf(envelope));
        }
        if (excerpt.type().isOutput()) {
            assertThat(new String(excerpt.output(excerpt.first(), excerpt.last()), UTF_8))
                    .isEqualTo(output.toString());
        }
        return envelopes;
    }

    @Test
    void a_part_has_only_the_records_that_were_complete_when_it_was_taken() {
        Log log = log(Limits.STANDARD);
        append(log, "one\n");
        log.seal();
        append(log, "two\n");

        Excerpt before = (Excerpt) log.partAt(1);
        log.seal();
        append(log, "three\n");
        Excerpt after = (Excerpt) log.partAt(2);

        assertThat(before.last()).isEqualTo(1);
        assertThat(before.output(1, 1)).asString(UTF_8).isEqualTo("one\n");
        assertThat(after.first()).isEqualTo(1);
        assertThat(after.output(1, 2)).asString(UTF_8).isEqualTo("one\ntwo\n");
        assertThat(log.partAt(3)).isNull();
    }

    @Test
    void a_part_stays_readable_when_the_log_grows_and_forgets_it() {
        Log log = log(Limits.STANDARD);
        append(log, "\u001b[31mone\n");
        log.seal();
        Excerpt part = (Excerpt) log.partAt(1);

        for (int i = 0; i < 1_000; i++) {
            append(log, "more and more\n");
        }
        log.seal();
        while (log.forgetOldest()) {
            assertThat(log.partAt(1)).isInstanceOf(Gap.class);
        }

        assertThat(part.output(1, 1)).asString(UTF_8).isEqualTo("\u001b[31mone\n");
        assertThat(part.stateAfter(0)).isEmpty();
        assertThat(part.stateAfter(1)).contains("31");
    }

    @Test
    void a_gap_says_which_records_are_gone_and_what_they_leave_behind() {
        Log log = log(Limits.STANDARD.with(Limit.CHANNEL_RECORDS, 16));
        append(log, "\u001b[31m");
        for (int i = 0; i < 40; i++) {
            append(log, "line " + i);
            log.seal();
        }
        long oldest = log.span().first();

        Gap gap = (Gap) log.partAt(3);

        assertThat(gap.first()).isEqualTo(3);
        assertThat(gap.last()).isEqualTo(oldest - 1);
        assertThat(gap.reason()).isEqualTo(Gap.Reason.EVICTED);
        assertThat(gap.context().state()).contains("31");
        assertThat(log.partAt(gap.last() + 1)).isInstanceOf(Excerpt.class);
    }

    @Test
    void a_log_that_has_ended_is_a_gap_and_not_the_end() {
        Log log = log(Limits.STANDARD);
        append(log, "one\n");
        log.seal();

        log.end();

        Gap gap = (Gap) log.partAt(1);
        assertThat(gap.last()).isEqualTo(1);
        assertThat(gap.reason()).isEqualTo(Gap.Reason.RESTART);
        assertThat(log.partAt(2)).isNull();
    }

    private Log log(Limits limits) {
        return new Log("build", "e1", limits, new Memory(1 << 30), clock);
    }

    private static void append(Log log, String text) {
        log.append(RecordType.OUTPUT, text.getBytes(UTF_8));
    }
}
