package io.tapewire.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.Texts;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class LogEvictionTest {
    private static final int ANY = 1 << 20;
    private static final long MOST = 1 << 30;

    private final Memory memory = new Memory(MOST);
    private final Limits small =
            Limits.STANDARD.with(Limit.CHANNEL_BYTES, 16_384).with(Limit.BATCH_BYTES, 256);

    @Test
    void the_oldest_goes_when_the_log_has_more_bytes_than_allowed() {
        Log log = log(small);
        for (int i = 0; i < 1_000; i++) {
            log.append(RecordType.OUTPUT, "0123456789abcdef".repeat(8).getBytes(UTF_8));

            assertThat(log.footprint()).isLessThanOrEqualTo(16_384);
        }

        assertThat(log.span().first()).isGreaterThan(1);
        assertThat(log.span().bytes()).isBetween(8_000L, 16_384L);
    }

    @Test
    void the_oldest_goes_when_the_log_has_more_messages_than_allowed() {
        Log log = log(Limits.STANDARD.with(Limit.CHANNEL_RECORDS, 20));
        for (int i = 0; i < 100; i++) {
            log.appendMessage(RecordType.NOTIFICATION, "{}".getBytes(UTF_8));
        }

        assertThat(log.span().last()).isEqualTo(100);
        assertThat(log.span().first()).isEqualTo(81);
    }

    @Test
    void the_oldest_goes_when_the_log_has_more_records_of_output_than_allowed() {
        Log log = log(Limits.STANDARD.with(Limit.CHANNEL_RECORDS, 100));
        for (int i = 0; i < 1_000; i++) {
            log.append(RecordType.OUTPUT, "a line\n".getBytes(UTF_8));

            // the open record comes on top until there is a next one
            assertThat(log.span().last() - log.span().first() + 1).isLessThanOrEqualTo(100);
            log.seal();
        }

        assertThat(log.span().last()).isEqualTo(1_000);
        assertThat(log.span().first()).isLessThanOrEqualTo(930);
    }

    @Test
    void a_single_record_that_is_larger_than_the_log_may_be_is_kept_all_the_same() {
        Log log = log(small);
        String data = "{\"text\":\"" + "x".repeat(30_000) + "\"}";

        log.appendMessage(RecordType.NOTIFICATION, "{}".getBytes(UTF_8));
        log.appendMessage(RecordType.NOTIFICATION, data.getBytes(UTF_8));

        assertThat(log.span().first()).isEqualTo(2);
        assertThat(new LogReader(log, 1).rest(ANY)).hasSize(1);
    }

    @Test
    void whoever_asks_for_what_is_gone_gets_a_gap_that_names_exactly_that() {
        Log log = log(small);
        List<Envelope> before = fill(log, 1);
        List<Envelope> evictedLater = fill(log, 400);
        long first = log.span().first();
        assertThat(before).isNotEmpty();
        assertThat(evictedLater).isNotEmpty();

        for (long position = 0; position < first - 1; position++) {
            Envelope gap = new LogReader(log, position).next(ANY);
            assertThat(gap.data())
                    .hasToString("{\"from\":" + (position + 1) + ",\"to\":" + (first - 1) + ",\"reason\":\"slow\"}");
            assertThat(gap.channel()).isEqualTo("build");
            assertThat(gap.epoch()).isEqualTo("e1");
        }
        assertThat(LogReader.isGap(new LogReader(log, first - 1).next(ANY))).isFalse();
    }

    @Test
    void the_gap_says_why() {
        Log log = log(small);
        fill(log, 400);

        assertThat(LogReader.decode(log.read(0, ANY, Gap.Reason.EVICTED)).data().getString("reason"))
                .isEqualTo("evicted");
    }

    @Test
    void after_the_gap_it_goes_on_with_the_oldest_that_is_there() {
        Log log = log(small);
        List<Envelope> records = fill(log, 400);
        long first = log.span().first();

        LogReader reader = LogReader.fromBegin(log);
        reader.next(ANY);
        String rest = LogReader.outputOf(reader.rest(ANY));

        assertThat(rest).isEqualTo(LogReader.outputOf(records.subList((int) first - 1, records.size())));
    }

    @RepeatedTest(20)
    void a_reader_that_falls_behind_gets_every_record_or_a_gap_in_its_place(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        Log log = log(small.with(Limit.CHANNEL_RECORDS, 16 + random.nextInt(400)));
        LogReader recorder = LogReader.fromBegin(log);
        LogReader slow = LogReader.fromBegin(log);
        List<Envelope> records = new ArrayList<>();
        List<Envelope> taken = new ArrayList<>();

        for (int i = 0; i < 500; i++) {
            appendSomething(log, random);
            records.addAll(recorder.rest(1));
            if (random.nextInt(30) == 0) {
                for (int frames = random.nextInt(20); frames > 0; frames--) {
                    Envelope next = slow.next(1 + random.nextInt(4_000));
                    if (next != null) {
                        taken.add(next);
                    }
                }
            }
        }
        taken.addAll(slow.rest(ANY));

        assertThat(records).noneMatch(LogReader::isGap);
        long position = 0;
        for (Envelope envelope : taken) {
            assertThat(LogReader.firstOf(envelope)).isEqualTo(position + 1);
            position = LogReader.lastOf(envelope);
            if (!LogReader.isGap(envelope)) {
                assertThat(LogReader.outputOf(envelope))
                        .isEqualTo(LogReader.outputOf(
                                records.subList((int) LogReader.firstOf(envelope) - 1, (int) position)));
            }
        }
        assertThat(position).isEqualTo(records.size());
    }

    @Test
    void forgetting_on_demand_goes_on_until_nothing_is_left_and_offsets_go_on_from_there() {
        Log log = log(small);
        fill(log, 400);
        long last = log.span().last();

        while (log.forgetOldest()) {
            assertThat(log.span().last()).isEqualTo(last);
        }

        assertThat(log.span().first()).isEqualTo(last + 1);
        assertThat(log.footprint()).isZero();
    }

    @RepeatedTest(10)
    void memory_is_given_back_to_the_last_byte(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        Log log = log(small.with(Limit.CHANNEL_RECORDS, 16 + random.nextInt(400)));
        for (int i = 0; i < 500; i++) {
            appendSomething(log, random);
            if (random.nextInt(50) == 0) {
                log.forgetOldest();
            }
            assertThat(memory.isShortBy(MOST - log.footprint() + 1)).isTrue();
            assertThat(memory.isShortBy(MOST - log.footprint())).isFalse();
        }

        log.end();

        assertThat(log.footprint()).isZero();
        assertThat(memory.isShortBy(MOST)).isFalse();
    }

    private Log log(Limits limits) {
        return new Log("build", "e1", limits, memory, new ManualClock());
    }

    /** Appends many lines, each a record, and returns them as they were when they were new. */
    private static List<Envelope> fill(Log log, int lines) {
        LogReader reader = new LogReader(log, log.span().last());
        List<Envelope> records = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            log.append(
                    RecordType.OUTPUT,
                    ("a line of output, number " + i + "\n").repeat(3).getBytes(UTF_8));
            log.seal();
            records.addAll(reader.rest(1));
        }
        return records;
    }

    private static void appendSomething(Log log, Random random) {
        if (random.nextInt(10) == 0) {
            log.appendMessage(RecordType.ACTIVITY_LOG, "{\"level\":\"info\",\"message\":\"m\"}".getBytes(UTF_8));
        } else {
            log.append(RecordType.OUTPUT, Texts.random(random, 400).getBytes(UTF_8));
        }
        if (random.nextBoolean()) {
            log.seal();
        }
    }
}
