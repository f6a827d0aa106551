package io.tapewire.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.RunEnded;
import io.tapewire.event.RunOutcome;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.MessageType;
import io.tapewire.protocol.RecordType;
import io.tapewire.terminal.Sequences;
import io.tapewire.terminal.Terminal;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Whoever begins to read anywhere begins between two escape sequences and knows the terminal's state there. */
class LogStateTest {
    private static final int ANY = 1 << 20;
    private static final String[] PIECES = {
        "plain text ",
        "line\n",
        "\r\n",
        "€ 😀 e\u0301",
        "\u001b[31m",
        "\u001b[0m",
        "\u001b[38;2;153;153;153mX",
        "\u001b[1;4:3;58:5:9m",
        "\u001b(0lqk",
        "\u001b(B",
        "\u000e\u001b)0",
        "\u000f",
        "\u001b[?7l",
        "\u001b[?7h",
        "\u001b[?1049h",
        "\u001b[?1049l",
        "\u001b[5;10r",
        "\u001b[r",
        "\u001b]0;" + "title ".repeat(30) + "\u0007",
        "\u001b]8;;https://example.org/" + "x".repeat(200) + "\u001b\\link\u001b]8;;\u001b\\",
        "\u001bP1$r" + "\"q\\\t".repeat(100) + "\u001b\\",
        "\u001b]4;1;rgb:11/22/33\u001b\\",
        "\u001b[3g",
        "\u001bc",
    };

    private final Limits limits = Limits.STANDARD
            .with(Limit.BATCH_BYTES, 64)
            .with(Limit.FRAME_BYTES, 2_048)
            .with(Limit.CHANNEL_BYTES, 64 << 10);
    private final Memory memory = new Memory(1 << 30);
    private final Log log = new Log("build", "e1", limits, memory, new ManualClock());

    @RepeatedTest(40)
    void every_record_begins_and_ends_between_sequences_and_every_position_has_its_state(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        LogReader reader = LogReader.fromBegin(log);
        Terminal terminal = new Terminal();
        for (int i = 0; i < 300; i++) {
            append(random);
            if (random.nextInt(4) == 0) {
                log.seal();
            }
            for (Envelope record : reader.rest(1)) {
                assertThat(record.type()).isEqualTo(MessageType.TERMINAL_OUTPUT);
                byte[] output = LogReader.outputOf(record).getBytes(UTF_8);
                assertThat(Sequences.wholeEnd(output, 0, output.length)).isEqualTo(output.length);
                terminal.read(output, 0, output.length);
                assertThat(log.contextAfter(record.offset()).state()).isEqualTo(terminal.restoring());
            }
        }
    }

    private void append(Random random) {
        StringBuilder text = new StringBuilder();
        for (int pieces = random.nextInt(random.nextInt(10) == 0 ? 60 : 6); pieces >= 0; pieces--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        output(random.nextInt(5) == 0 ? RecordType.ERROR : RecordType.OUTPUT, text.toString());
    }

    @Test
    void a_reader_that_begins_after_forgotten_records_is_told_the_state() {
        output("\u001b[31m\u001b(0");
        fill();

        Envelope gap = LogReader.decode(log.read(0, ANY, Gap.Reason.EVICTED));

        assertThat(stateAfter(gap.data().getString("state"))).isEqualTo(stateAfter("\u001b[31m\u001b(0"));
    }

    @Test
    void a_gap_has_no_state_where_the_terminal_is_as_fresh() {
        fill();

        assertThat(LogReader.decode(log.read(0, ANY, Gap.Reason.EVICTED)).data())
                .containsOnlyKeys("from", "to", "reason");
    }

    @Test
    void a_sequence_that_is_longer_than_a_segment_stays_in_one_record() {
        String sequence = "\u001bP" + "\u0001\"\\".repeat(1_300) + "\u001b\\";
        output("before" + sequence + "after");
        log.seal();

        assertThat(LogReader.fromBegin(log).rest(1))
                .extracting(LogReader::outputOf)
                .anyMatch(sequence::equals)
                .satisfies(records -> assertThat(String.join("", records)).isEqualTo("before" + sequence + "after"));
    }

    @Test
    void a_sequence_that_is_longer_than_4_KiB_is_cut_and_the_state_says_so() {
        String sequence = "\u001bP" + "x".repeat(10_000) + "\u001b\\";
        output(sequence + "after");
        log.seal();

        List<Envelope> records = LogReader.fromBegin(log).rest(1);
        assertThat(LogReader.outputOf(records)).isEqualTo(sequence + "after");
        assertThat(log.contextAfter(records.size() / 2).state()).isNotEmpty();
        assertThat(log.contextAfter(records.size()).state()).isEmpty();
    }

    @Test
    void after_a_run_that_left_another_state_the_terminal_is_fresh() {
        log.append(RecordType.OUTPUT, "\u001b[31mred".getBytes(UTF_8), "~1");

        log.end(new RunEnded("build", "~1", RunOutcome.FINISHED));

        assertThat(log.contextAfter(1).state()).isEqualTo("\u001b[31m");
        assertThat(log.contextAfter(2).state()).isEmpty();
        output("plain");
        log.seal();
        assertThat(log.contextAfter(3).state()).isEmpty();
    }

    /** Appends more than the log may keep. */
    private void fill() {
        for (int i = 0; i < 2_000; i++) {
            output("more than the log may keep, line after line, over and over again\n");
        }
        log.seal();
    }

    private static String stateAfter(String text) {
        Terminal terminal = new Terminal();
        byte[] utf8 = text.getBytes(UTF_8);
        terminal.read(utf8, 0, utf8.length);
        return terminal.restoring();
    }

    private void output(String text) {
        output(RecordType.OUTPUT, text);
    }

    private void output(RecordType type, String text) {
        log.append(type, text.getBytes(UTF_8));
    }
}
