package io.tapewire.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limits;
import io.tapewire.event.RunEnded;
import io.tapewire.event.RunOutcome;
import io.tapewire.event.RunStarted;
import io.tapewire.protocol.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One log on several servers. */
class SharedLogTest {
    private static final int STEPS = 300;

    private final ManualClock clock = new ManualClock();
    private final SharedStore store = new SharedStore(1);
    private final Log here = log(store.door("here"));
    private final Log there = log(store.door("there"));

    private Log log(Store door) {
        return new Log("build", LogSnapshot.startingWith("e1"), door, Limits.STANDARD, new Memory(1 << 30), clock);
    }

    @Test
    void what_one_server_has_stored_the_others_get() {
        print(here, "compiling\n");
        here.flush(true);

        assertThat(LogReader.retainedOutput(there)).isEmpty();
        assertThat(there.refresh()).isTrue();
        assertThat(LogReader.retainedOutput(there)).isEqualTo("compiling\n");
        assertThat(there.refresh()).isFalse();
    }

    @Test
    void nobody_reads_what_is_not_stored() {
        print(here, "compiling\n");
        here.seal();

        assertThat(LogReader.retainedOutput(here)).isEmpty();
    }

    @Test
    void the_quicker_one_comes_first() {
        print(here, "slow\n");
        print(there, "quick\n");
        there.flush(true);
        here.flush(true);
        there.refresh();

        assertThat(LogReader.retainedOutput(here)).isEqualTo("quick\nslow\n");
        assertThat(contents(there)).isEqualTo(contents(here));
    }

    @Test
    void a_record_whose_answer_is_lost_is_not_appended_twice() {
        store.lose(0.9);
        print(here, "once\n");
        for (int i = 0; i < 100; i++) {
            here.flush(true);
            there.refresh();
        }
        store.lose(0);
        here.flush(true);
        there.refresh();

        assertThat(LogReader.retainedOutput(there)).isEqualTo("once\n");
        assertThat(LogReader.retainedOutput(here)).isEqualTo("once\n");
    }

    @Test
    void a_run_of_one_name_is_started_by_the_quicker_server_alone() {
        here.start(new RunStarted("build", "nightly", "here", null, null));
        there.start(new RunStarted("build", "nightly", "there", null, null));
        there.flush(true);
        here.flush(true);

        assertThat(here.run("nightly").started().title()).isEqualTo("there");
        assertThat(contents(here)).hasSize(1);
    }

    @Test
    void a_run_that_was_started_on_one_server_ends_on_another_one() {
        here.start(new RunStarted("build", "nightly", null, null, null));
        print(here, "\u001b[31mred\n");
        here.flush(true);
        there.refresh();
        there.end(new RunEnded("build", "nightly", RunOutcome.FINISHED, 2));
        there.flush(true);
        here.refresh();

        assertThat(here.run("nightly")).isEqualTo(there.run("nightly"));
        assertThat(here.run("nightly").ended().exit()).isEqualTo(2);
        assertThat(contents(here).get(2)).contains("\"reset\":true");
    }

    @Test
    void a_producer_that_goes_on_at_another_server_repeats_what_was_not_stored_and_that_is_not_doubled() {
        here.start(new RunStarted("build", "nightly", null, null, null));
        send(here, "stored,");
        here.flush(true);
        send(here, "not stored yet,");
        there.refresh();
        assertThat(there.run("nightly").received()).isEqualTo(7);
        send(there, "not stored yet,");
        there.flush(true);
        here.flush(true);

        assertThat(LogReader.retainedOutput(here)).isEqualTo("stored,not stored yet,");
        assertThat(here.run("nightly").received()).isEqualTo(22);
        assertThat(contents(there)).isEqualTo(contents(here));
    }

    private static void print(Log log, String text) {
        log.append(RecordType.OUTPUT, text.getBytes(UTF_8));
    }

    private static void send(Log log, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        log.expect("nightly", new Decoding(bytes.length, List.of()), true);
        log.append(RecordType.OUTPUT, bytes, "nightly");
        log.received("nightly", bytes.length, new byte[0]);
    }

    static IntStream seeds() {
        return IntStream.range(0, Integer.getInteger("shared.seeds", 100));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatever_order_and_whatever_is_lost_all_have_the_same_and_nothing_twice(int seed) {
        Random random = new Random(seed);
        SharedStore shared = new SharedStore(seed);
        shared.lose(random.nextInt(3) * 0.3);
        shared.tellAtMost(1 + random.nextInt(5));
        List<Log> logs = IntStream.range(0, 3)
                .mapToObj(i -> log(shared.door("s" + i + "-")))
                .toList();
        List<List<String>> printed = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int step = 0; step < STEPS; step++) {
            int server = random.nextInt(3);
            Log log = logs.get(server);
            switch (random.nextInt(8)) {
                case 0 -> log.flush(true);
                case 1 -> log.refresh();
                case 2 -> {
                    String task = "task" + random.nextInt(3);
                    String status = "{\"taskId\":\"%s\",\"status\":\"%d\"}".formatted(task, step);
                    log.appendStatus(task, status.getBytes(UTF_8));
                }
                case 3 ->
                    log.start(new RunStarted("build", "run" + server + "-" + random.nextInt(5), null, null, null));
                case 4 ->
                    log.end(new RunEnded("build", "run" + server + "-" + random.nextInt(5), RunOutcome.INTERRUPTED));
                default -> {
                    String line = "<" + server + "." + step + ">" + "x".repeat(random.nextInt(900));
                    print(log, (random.nextBoolean() ? "\u001b[3" + random.nextInt(8) + "m" : "") + line + "\n");
                    printed.get(server).add(line);
                }
            }
        }
        shared.lose(0);
        logs.forEach(log -> log.flush(true));
        logs.forEach(Log::refresh);

        assertThat(contents(logs.get(1))).isEqualTo(contents(logs.get(0)));
        assertThat(contents(logs.get(2))).isEqualTo(contents(logs.get(0)));
        assertThat(logs.get(1).runs(100)).isEqualTo(logs.get(0).runs(100));
        assertThat(logs.get(2).runs(100)).isEqualTo(logs.get(0).runs(100));
        assertThat(logs.get(1).tasks()).isEqualTo(logs.get(0).tasks());
        assertThat(logs.get(1).contextAfter(logs.get(1).span().last()))
                .isEqualTo(logs.get(0).contextAfter(logs.get(0).span().last()));
        List<String> lines = LogReader.retainedOutput(logs.get(0))
                .replaceAll("\u001b\\[[0-9]+m", "")
                .lines()
                .toList();
        for (int server = 0; server < 3; server++) {
            String mark = "<" + server + ".";
            assertThat(lines.stream().filter(line -> line.startsWith(mark)).toList())
                    .isEqualTo(printed.get(server));
        }
    }

    /** Everything that readers get. */
    private static List<String> contents(Log log) {
        List<String> contents = new ArrayList<>();
        long last = log.span().last();
        for (long next = 1; next <= last; ) {
            Excerpt part = (Excerpt) log.partAt(next);
            for (long offset = part.first(); offset <= part.last(); offset++) {
                contents.add(offset + " " + new String(part.envelope(offset), UTF_8) + " " + part.stateAfter(offset));
            }
            next = part.last() + 1;
        }
        return contents;
    }
}
