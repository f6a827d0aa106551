package io.tapewire.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.Texts;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.MessageType;
import io.tapewire.protocol.RecordType;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Whatever was published in whatever pieces: from every position the right continuation is read. */
class LogPositionsTest {
    private static final int ANY = 1 << 20;
    private static final RecordType[] TYPES = {RecordType.OUTPUT, RecordType.ERROR, RecordType.INFO};

    private final StringBuilder published = new StringBuilder();
    private int messages;

    @RepeatedTest(30)
    void reading_from_any_position_gives_exactly_what_follows_it(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        Limits limits = Limits.STANDARD
                .with(Limit.BATCH_BYTES, 16 + random.nextInt(200))
                .with(Limit.FRAME_BYTES, 2_048 + random.nextInt(4_000));
        Log log = new Log("build", "e1", limits, new Memory(1 << 30), new ManualClock());
        publish(log, random);

        List<Envelope> records = LogReader.fromBegin(log).rest(1);

        assertThat(LogReader.outputOf(records)).isEqualTo(published.toString());
        assertThat(records)
                .extracting(Envelope::offset)
                .allSatisfy(offset -> assertThat(offset).isPositive());
        for (int cut = 0; cut < 40; cut++) {
            int from = random.nextInt(records.size() + 1);
            List<Envelope> rest = new LogReader(log, from).rest(1 + random.nextInt(6_000));
            assertThat(LogReader.outputOf(rest)).isEqualTo(LogReader.outputOf(records.subList(from, records.size())));
            assertThat(rest.stream().filter(LogPositionsTest::isMessage).toList())
                    .isEqualTo(records.subList(from, records.size()).stream()
                            .filter(LogPositionsTest::isMessage)
                            .toList());
        }
        assertThat(records.stream().filter(LogPositionsTest::isMessage)).hasSize(messages);
        assertThat(LogReader.retainedOutput(log)).isEqualTo(published.toString());
    }

    @RepeatedTest(10)
    void no_frame_of_output_is_larger_than_allowed_and_none_mixes_types(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        int most = 2_048 + random.nextInt(4_000);
        Limits limits = Limits.STANDARD
                .with(Limit.BATCH_BYTES, 16 + random.nextInt(2_000))
                .with(Limit.FRAME_BYTES, most);
        Log log = new Log("x".repeat(128), "0123456789abcdef", limits, new Memory(1 << 30), new ManualClock());
        publish(log, random);

        for (long position = 0; ; ) {
            Frame frame = log.read(position, most, Gap.Reason.SLOW);
            if (frame == null) {
                break;
            }
            if (!isMessage(LogReader.decode(frame))) {
                assertThat(frame.size()).isLessThanOrEqualTo(most);
                assertThat(frame.bytes().remaining()).isEqualTo(frame.size());
            }
            position = frame.last();
        }
    }

    @RepeatedTest(10)
    void reading_along_while_it_is_published_gives_the_same(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        Log log = new Log(
                "build", "e1", Limits.STANDARD.with(Limit.BATCH_BYTES, 100), new Memory(1 << 30), new ManualClock());
        LogReader reader = LogReader.fromBegin(log);
        StringBuilder read = new StringBuilder();

        for (int i = 0; i < 300; i++) {
            publishPiece(log, random);
            if (random.nextInt(3) == 0) {
                read.append(LogReader.outputOf(reader.rest(1 + random.nextInt(500))));
            }
        }
        log.seal();
        read.append(LogReader.outputOf(reader.rest(ANY)));

        assertThat(read.toString()).isEqualTo(published.toString());
    }

    private void publish(Log log, Random random) {
        for (int i = 0; i < 150; i++) {
            publishPiece(log, random);
        }
        log.seal();
    }

    private void publishPiece(Log log, Random random) {
        int kind = random.nextInt(20);
        if (kind == 0) {
            messages++;
            log.appendMessage(RecordType.TASK_STATUS, ("{\"n\":" + messages + "}").getBytes(UTF_8));
        } else {
            String text = Texts.random(random, kind < 3 ? 3_000 : 60);
            published.append(text);
            // mostly the same type, so that there is something to merge
            RecordType type = TYPES[kind < 18 ? 0 : kind - 17];
            log.append(type, text.getBytes(UTF_8));
        }
        if (random.nextInt(4) == 0) {
            log.seal();
        }
    }

    private static boolean isMessage(Envelope envelope) {
        return envelope.type() != MessageType.TERMINAL_OUTPUT;
    }
}
