package io.tapewire.history;

import static io.tapewire.history.Logs.record;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tapewire.Texts;
import io.tapewire.config.Limits;
import io.tapewire.event.RunEnded;
import io.tapewire.event.RunOutcome;
import io.tapewire.event.RunStarted;
import io.tapewire.log.Log;
import io.tapewire.log.ManualClock;
import io.tapewire.protocol.Providers;
import io.tapewire.protocol.RecordType;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class CastTest {
    private final ManualClock clock = new ManualClock();
    private final Log log = Logs.log(Limits.STANDARD, clock);

    @Test
    void a_run_is_a_recording_in_its_size_with_its_exit_status_at_the_end() throws IOException {
        record(log, "before\n");
        log.start(new RunStarted("build", "nightly-7", "Nightly build", 120, 40));
        pass(1_250);
        record(log, "\u001b[31mred\u001b[0m\r\n");
        pass(2_001);
        log.end(new RunEnded("build", "nightly-7", RunOutcome.FINISHED, 3));
        record(log, "after\n");

        assertThat(cast(Range.between(log, 1, 4)))
                .containsExactly(
                        "{\"version\":3,\"term\":{\"cols\":120,\"rows\":40},\"timestamp\":%d,\"title\":\"Nightly build\"}"
                                .formatted(log.run("nightly-7").startedMillis() / 1_000),
                        "[0.000,\"m\",\"started: Nightly build\"]",
                        "[1.250,\"o\",\"\\u001b[31mred\\u001b[0m\\r\\n\"]",
                        "[2.001,\"m\",\"ended: nightly-7, finished, exit status 3\"]",
                        "[0.000,\"x\",\"3\"]");
    }

    @Test
    void output_without_a_terminal_has_the_usual_size_and_its_line_feeds_begin_new_lines() throws IOException {
        record(log, "one\ntwo\r\n\\n \"three\"\n");
        pass(7);
        record(log, "\n");

        List<String> lines = cast(all());

        assertThat(header(lines).getJsonObject("term")).hasToString("{\"cols\":100,\"rows\":30}");
        assertThat(lines.subList(1, lines.size()))
                .containsExactly(
                        "[0.000,\"o\",\"one\\r\\ntwo\\r\\n\\\\n \\\"three\\\"\\r\\n\"]", "[0.007,\"o\",\"\\r\\n\"]");
    }

    @Test
    void the_size_changes_with_the_first_output_in_another_one() throws IOException {
        record(log, "a\n");
        log.start(new RunStarted("build", "r", null, 80, 24));
        record(log, "b\n");
        log.end(new RunEnded("build", "r", RunOutcome.INTERRUPTED));
        record(log, "c\n");

        assertThat(cast(all()).stream().skip(1))
                .containsExactly(
                        "[0.000,\"o\",\"a\\r\\n\"]",
                        "[0.000,\"m\",\"started: r\"]",
                        "[0.000,\"r\",\"80x24\"]",
                        "[0.000,\"o\",\"b\\n\"]",
                        "[0.000,\"m\",\"ended: r, interrupted\"]",
                        "[0.000,\"r\",\"100x30\"]",
                        "[0.000,\"o\",\"c\\r\\n\"]");
    }

    @Test
    void a_part_begins_in_the_state_and_size_that_what_is_before_it_has_left() throws IOException {
        log.start(new RunStarted("build", "r", "Title", 80, 24));
        record(log, "\u001b[31mred\n");
        record(log, "still red\n");
        pass(1_000);

        List<String> lines = cast(Range.between(log, 2, Long.MAX_VALUE));

        assertThat(header(lines).getJsonObject("term")).hasToString("{\"cols\":80,\"rows\":24}");
        assertThat(header(lines).getString("title")).isEqualTo("Title");
        assertThat(lines.subList(1, lines.size()))
                .containsExactly("[0.000,\"o\",\"\\u001b[31m\"]", "[0.000,\"o\",\"still red\\n\"]");
    }

    @Test
    void only_a_single_run_has_an_exit_status() throws IOException {
        for (String run : List.of("first", "second")) {
            log.start(new RunStarted("build", run, null));
            log.end(new RunEnded("build", run, RunOutcome.FINISHED, 0));
        }

        assertThat(cast(all())).noneMatch(line -> line.contains("\"x\""));
        assertThat(cast(Range.between(log, 2, 4))).last().isEqualTo("[0.000,\"x\",\"0\"]");
    }

    @Test
    void there_is_no_exit_status_if_another_run_may_be_missing() throws IOException {
        Log small = Logs.log(Logs.SMALL, clock);
        small.start(new RunStarted("build", "first", null));
        record(small, "output\n");
        small.end(new RunEnded("build", "first", RunOutcome.FINISHED, 0));
        record(small, "more\n");
        small.start(new RunStarted("build", "second", null));
        FakeResponse response = new FakeResponse();
        response.beforeWrite(() -> {
            if (response.body().contains("ended: first") && small.span().last() < 100) {
                fill(small);
            }
        });

        new Cast(Range.between(small, 0, Long.MAX_VALUE), response.response().getOutputStream()).write();

        assertThat(response.body())
                .contains("ended: first", "record 5 is missing")
                .doesNotContain("\"x\"");
    }

    @Test
    void what_is_missing_is_marked_and_the_state_behind_it_follows() throws IOException {
        Log small = Logs.log(Logs.SMALL, clock);
        record(small, "\u001b[32m");
        fill(small);
        long oldest = small.span().first();

        List<String> lines = cast(Range.between(small, 0, Long.MAX_VALUE));

        assertThat(header(lines).getInt("timestamp")).isPositive();
        assertThat(lines.subList(1, 3))
                .containsExactly(
                        "[0.000,\"m\",\"records 1 to " + (oldest - 1) + " are missing\"]",
                        "[0.000,\"o\",\"\\u001b[32m\"]");
        assertThat(lines.get(3)).startsWith("[0.000,\"o\",\"").endsWith("may keep, \\r\\n\"]");
    }

    @Test
    void records_that_are_evicted_while_it_is_written_are_marked_in_their_place() throws IOException {
        Log small = Logs.log(Logs.SMALL, clock);
        fill(small);
        record(small, "in mid-line");
        FakeResponse response = new FakeResponse();
        response.beforeWrite(() -> {
            if (response.bytes() > 1_000 && small.span().last() < 1_000) {
                fill(small);
            }
        });

        new Cast(Range.between(small, 0, Long.MAX_VALUE), response.response().getOutputStream()).write();

        assertThat(response.body().lines().filter(line -> line.contains("\"m\"")))
                .hasSize(2)
                .last()
                .asString()
                .contains("are missing");
        assertThat(response.body()).contains("\\u0018\\u001b[!p");
    }

    @Test
    void the_end_of_a_run_that_leaves_another_state_resets_it_and_begins_a_new_line() throws IOException {
        record(log, "\u001b[31mred");
        log.end(new RunEnded("build", null, RunOutcome.FINISHED));

        List<String> lines = cast(all());

        assertThat(lines.get(2)).isEqualTo("[0.000,\"m\",\"ended: finished\"]");
        assertThat(lines.get(3)).startsWith("[0.000,\"o\",\"\\u0018\\u001b[!p").endsWith("\\r\\n\"]");
    }

    @Test
    void a_clock_that_is_put_back_makes_it_stand_still() throws IOException {
        record(log, "a");
        pass(500);
        record(log, "b");
        clock.advance(Duration.ofMillis(-400));
        record(log, "c");
        pass(450);
        record(log, "d");

        assertThat(cast(all()).stream().skip(1).map(line -> line.substring(1, 6)))
                .containsExactly("0.000", "0.500", "0.000", "0.050");
    }

    @Test
    void an_empty_range_is_a_recording_without_events() throws IOException {
        assertThat(cast(all())).containsExactly("{\"version\":3,\"term\":{\"cols\":100,\"rows\":30}}");
    }

    @RepeatedTest(20)
    void whatever_was_printed_comes_out_at_its_time(RepetitionInfo run) throws IOException {
        Random random = new Random(run.getCurrentRepetition());
        StringBuilder printed = new StringBuilder();
        long passed = 0;
        record(log, "\n");
        for (int i = 0; i < 100; i++) {
            long pause = random.nextInt(3_000);
            passed += pause;
            pass(pause);
            String text = "-" + Texts.random(random, random.nextInt(300)).replace("\u001b", "");
            printed.append(text);
            record(log, random.nextBoolean() ? RecordType.OUTPUT : RecordType.INFO, text);
        }

        List<JsonArray> events =
                cast(all()).stream().skip(2).map(CastTest::event).toList();

        String played = events.stream().map(event -> event.getString(2)).collect(Collectors.joining());
        assertThat(played.replace("\r", ""))
                .isEqualTo(printed.toString()
                        .replaceAll("[\u0080-\u009f]", "\ufffd")
                        .replace("\r", ""));
        assertThat(played).doesNotContainPattern("(?<!\r)\n");
        assertThat(events.stream()
                        .mapToDouble(event -> event.getJsonNumber(0).doubleValue())
                        .sum())
                .isEqualTo(passed / 1_000.0, within(0.0001));
    }

    private static void fill(Log log) {
        for (int i = 0; i < 300; i++) {
            record(log, "more than the log may keep, ".repeat(3) + "\n");
        }
    }

    private void pass(long millis) {
        clock.advance(Duration.ofMillis(millis));
    }

    private Range all() {
        return Range.between(log, 0, Long.MAX_VALUE);
    }

    private static List<String> cast(Range range) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Cast(range, out).write();
        return out.toString(UTF_8).lines().toList();
    }

    private static JsonObject header(List<String> lines) {
        try (var reader = Providers.JSON.createReader(new StringReader(lines.get(0)))) {
            return reader.readObject();
        }
    }

    private static JsonArray event(String line) {
        try (var reader = Providers.JSON.createReader(new StringReader(line))) {
            return reader.readArray();
        }
    }
}
