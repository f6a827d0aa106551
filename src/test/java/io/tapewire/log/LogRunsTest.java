package io.tapewire.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.RunEnded;
import io.tapewire.event.RunOutcome;
import io.tapewire.event.RunRefused;
import io.tapewire.event.RunStarted;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.RecordType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogRunsTest {
    private static final RunStarted NIGHTLY = new RunStarted("build", "nightly-1", "Nightly build", 120, 40);
    private static final RunEnded LOST = new RunEnded("build", "nightly-1", RunOutcome.LOST);
    private static final String RED = "\u001b[31mred";

    private final ManualClock clock = new ManualClock();
    private final Log log =
            new Log("build", "e1", Limits.STANDARD.with(Limit.CHANNEL_RUNS, 3), new Memory(1 << 30), clock);

    @Test
    void a_run_is_recorded_from_its_start_to_its_end() {
        log.start(NIGHTLY);
        output("compiling\n", "nightly-1");
        log.end(new RunEnded("build", "nightly-1", RunOutcome.FINISHED, 2));

        assertThat(records())
                .extracting(record -> record.type().wireName() + " " + record.data())
                .containsExactly(
                        "run_started {\"run\":\"nightly-1\",\"title\":\"Nightly build\",\"cols\":120,\"rows\":40}",
                        "terminal_output {\"output\":\"compiling\\n\",\"type\":\"output\"}",
                        "run_ended {\"run\":\"nightly-1\",\"outcome\":\"finished\",\"exit\":2}");
    }

    @Test
    void it_is_remembered_with_its_times_and_positions() {
        log.start(NIGHTLY);
        output("compiling\n", "nightly-1");
        log.received("nightly-1", 10);
        clock.advance(Duration.ofSeconds(3));
        RunEnded ended = new RunEnded("build", "nightly-1", RunOutcome.INTERRUPTED);
        log.end(ended);

        long start = ManualClock.START.toEpochMilli();
        assertThat(log.run("nightly-1")).isEqualTo(new Run(NIGHTLY, start, 1, ended, start + 3_000, 3, 10));
    }

    @Test
    void the_same_declaration_again_changes_nothing() {
        log.start(NIGHTLY);
        log.start(NIGHTLY);

        assertThat(records()).hasSize(1);
    }

    @Test
    void another_declaration_with_the_same_name_is_refused() {
        log.start(NIGHTLY);

        assertThatThrownBy(() -> log.start(new RunStarted("build", "nightly-1", "another")))
                .isInstanceOf(RunRefused.class)
                .hasMessageContaining("nightly-1");
        assertThat(records()).hasSize(1);
    }

    @Test
    void the_same_end_again_changes_nothing_and_another_one_is_refused() {
        log.start(NIGHTLY);
        log.end(new RunEnded("build", "nightly-1", RunOutcome.FINISHED, 0));
        log.end(new RunEnded("build", "nightly-1", RunOutcome.FINISHED, 0));

        assertThatThrownBy(() -> log.end(new RunEnded("build", "nightly-1", RunOutcome.FINISHED, 1)))
                .isInstanceOf(RunRefused.class);
        assertThat(records()).hasSize(2);
    }

    @Test
    void a_run_that_leaves_another_state_ends_with_a_reset() {
        log.start(NIGHTLY);
        output(RED, "nightly-1");
        log.end(new RunEnded("build", "nightly-1", RunOutcome.FINISHED));

        assertThat(lastRecord().data().getBoolean("reset")).isTrue();
    }

    @Test
    void output_that_nobody_declared_ends_silently_if_it_leaves_a_fresh_terminal() {
        output("plain\n", "~1");
        log.end(new RunEnded("build", "~1", RunOutcome.FINISHED));

        assertThat(records()).hasSize(1);
    }

    @Test
    void output_that_nobody_declared_ends_with_a_reset_if_the_terminal_needs_one() {
        output(RED, "~1");
        log.end(new RunEnded("build", "~1", RunOutcome.FINISHED));

        assertThat(lastRecord().data()).hasToString("{\"outcome\":\"finished\",\"reset\":true}");
    }

    @Test
    void output_that_is_cut_off_is_interrupted_declared_or_not() {
        output("half a li", "~1");
        log.end(new RunEnded("build", "~1", RunOutcome.INTERRUPTED));

        assertThat(lastRecord().data()).hasToString("{\"outcome\":\"interrupted\"}");
    }

    @Test
    void a_run_without_colours_does_not_take_them_from_another_one() {
        RunStarted plain = new RunStarted("build", "plain", "Plain");
        log.start(NIGHTLY);
        log.start(plain);
        output(RED, "nightly-1");
        output("plain", "plain");
        log.end(new RunEnded("build", "plain", RunOutcome.FINISHED));

        assertThat(lastRecord().data()).doesNotContainKey("reset");
        log.end(new RunEnded("build", "nightly-1", RunOutcome.FINISHED));
        assertThat(lastRecord().data()).containsKey("reset");
    }

    @Test
    void a_run_of_which_nothing_was_heard_for_long_is_silent() {
        log.start(NIGHTLY);
        clock.advance(Duration.ofSeconds(9));
        assertThat(log.silentRuns(10_000)).isEmpty();
        output("still there", "nightly-1");
        clock.advance(Duration.ofSeconds(9));
        assertThat(log.silentRuns(10_000)).isEmpty();
        clock.advance(Duration.ofSeconds(1));

        assertThat(log.silentRuns(10_000)).containsExactly("nightly-1");
        log.end(LOST);
        assertThat(log.silentRuns(10_000)).as("it has ended").isEmpty();
    }

    @Test
    void output_that_comes_after_the_end_of_its_run_ends_like_output_that_nobody_declared() {
        log.start(NIGHTLY);
        log.end(LOST);
        output(RED, "nightly-1");
        log.end(new RunEnded("build", "nightly-1", RunOutcome.FINISHED));

        assertThat(lastRecord().data()).hasToString("{\"outcome\":\"finished\",\"reset\":true}");
        assertThat(log.run("nightly-1").ended()).isEqualTo(LOST);
    }

    @Test
    void plain_output_that_is_cut_off_does_not_reset_what_another_program_has_set() {
        log.start(NIGHTLY);
        output("\u001b[?1049hfull screen", "nightly-1");
        output("half a li", "~2");
        log.end(new RunEnded("build", "~2", RunOutcome.INTERRUPTED));

        assertThat(lastRecord().data()).hasToString("{\"outcome\":\"interrupted\"}");
    }

    @Test
    void a_log_in_which_a_run_goes_on_is_not_idle() {
        log.start(NIGHTLY);
        clock.advance(Duration.ofDays(7));
        assertThat(log.endIfIdle(1)).isFalse();
        log.end(LOST);
        clock.advance(Duration.ofDays(7));
        assertThat(log.endIfIdle(1)).isTrue();
    }

    @Test
    void of_several_runs_that_go_on_a_late_reader_is_told_the_one_that_has_a_size() {
        log.start(NIGHTLY);
        log.start(new RunStarted("build", "plain", "Plain"));

        assertThat(log.contextAfter(2).run().started()).isEqualTo(NIGHTLY);
    }

    @Test
    void the_oldest_runs_that_have_ended_are_forgotten_first() {
        for (int i = 1; i <= 3; i++) {
            log.start(new RunStarted("build", "run-" + i, "Run"));
        }
        log.end(new RunEnded("build", "run-2", RunOutcome.FINISHED));
        log.start(new RunStarted("build", "run-4", "Run"));

        assertThat(log.runs(10)).extracting(run -> run.started().run()).containsExactly("run-4", "run-3", "run-1");
        assertThat(log.runs(1)).extracting(run -> run.started().run()).containsExactly("run-4");
        log.start(new RunStarted("build", "run-5", "Run"));
        assertThat(log.run("run-1")).as("all of them go on").isNull();
    }

    @Test
    void runs_and_their_titles_count_as_memory_of_the_log() {
        long before = log.footprint();
        log.start(new RunStarted("build", "run-1", "x".repeat(1_000)));

        assertThat(log.footprint()).isGreaterThan(before + 3_000);
    }

    @Test
    void who_begins_within_a_run_is_told_which_one_it_is() {
        log.start(NIGHTLY);
        output("compiling\n", "nightly-1");
        log.seal();

        assertThat(log.contextAfter(0).run()).isNull();
        assertThat(log.contextAfter(1).run().started()).isEqualTo(NIGHTLY);
        assertThat(log.contextAfter(2).run().started()).isEqualTo(NIGHTLY);
        log.end(new RunEnded("build", "nightly-1", RunOutcome.FINISHED));
        assertThat(log.contextAfter(2).run().started()).isEqualTo(NIGHTLY);
        assertThat(log.contextAfter(3).run()).isNull();
    }

    @Test
    void a_character_that_is_cut_by_the_end_of_its_run_becomes_its_replacement() {
        log.start(NIGHTLY);
        output("a", "nightly-1");
        log.received("nightly-1", 3, new byte[] {(byte) 0xe2, (byte) 0x82});
        assertThat(log.cutCharacter("nightly-1")).hasSize(2);
        log.end(LOST);

        assertThat(records())
                .extracting(record -> record.type().wireName() + " " + record.data())
                .endsWith(
                        "terminal_output {\"output\":\"a\ufffd\",\"type\":\"output\"}",
                        "run_ended {\"run\":\"nightly-1\",\"outcome\":\"lost\"}");
        assertThat(log.cutCharacter("nightly-1")).isEmpty();
        assertThat(log.run("nightly-1").received()).isEqualTo(3);
    }

    @Test
    void a_producer_that_sends_again_what_the_server_has_is_not_silent() {
        log.start(NIGHTLY);
        clock.advance(Duration.ofSeconds(9));
        log.received("nightly-1", 0);
        clock.advance(Duration.ofSeconds(9));

        assertThat(log.silentRuns(10_000)).isEmpty();
    }

    private void output(String text, String run) {
        log.append(RecordType.OUTPUT, text.getBytes(UTF_8), run);
    }

    private List<Envelope> records() {
        log.seal();
        return LogReader.fromBegin(log).rest(1);
    }

    private Envelope lastRecord() {
        List<Envelope> records = records();
        return records.get(records.size() - 1);
    }
}
