package io.tapewire.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limits;
import io.tapewire.event.RunEnded;
import io.tapewire.event.RunOutcome;
import io.tapewire.event.RunStarted;
import io.tapewire.event.StoreUnavailable;
import io.tapewire.protocol.RecordType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
    private final Log here = log(store, "here");
    private final Log there = log(store, "there");

    private Log log(SharedStore shared, String server) {
        Archive.Kept kept = shared.open(server);
        return new Log("build", kept.snapshot(), kept.store(), Limits.STANDARD, new Memory(1 << 30), clock);
    }

    /** The log that goes on for one that was replaced. */
    private Log goOn(SharedStore shared, String server, Log before) {
        assertThat(before.isReplaced()).isTrue();
        Log next = log(shared, server);
        next.carryOn(before.endUnstored(next.hasSentOf(before)));
        return next;
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

    @Test
    void what_was_stored_without_an_answer_before_a_restart_is_not_appended_again_behind_it() {
        storedWithoutAnAnswer("once\n");
        store.restart(0);
        here.flush(true);
        Log next = goOn(store, "here", here);
        print(next, "more\n");
        next.flush(true);

        assertThat(next.epoch()).isNotEqualTo(here.epoch());
        assertThat(LogReader.retainedOutput(next)).isEqualTo("once\nmore\n");
    }

    @Test
    void what_a_restart_has_lost_without_an_answer_is_appended_again() {
        storedWithoutAnAnswer("once\n");
        store.restart(1);
        here.flush(true);
        Log next = goOn(store, "here", here);
        next.flush(true);

        assertThat(LogReader.retainedOutput(next)).isEqualTo("once\n");
    }

    @Test
    void it_is_found_behind_what_other_servers_have_appended_since_the_restart() {
        storedWithoutAnAnswer("once\n");
        store.restart(0);
        there.refresh();
        Log other = goOn(store, "there", there);
        print(other, "another\n");
        other.flush(true);
        here.flush(true);
        Log next = goOn(store, "here", here);
        next.flush(true);

        assertThat(LogReader.retainedOutput(next)).isEqualTo("once\nanother\n");
    }

    /** Sends until it is stored and only the answer is lost. */
    private void storedWithoutAnAnswer(String text) {
        print(here, text);
        store.loseAnswers();
        here.flush(true);
        store.lose(0);
        assertThat(LogReader.retainedOutput(here)).isEmpty();
    }

    @Test
    void a_log_shares_with_an_older_one_what_both_had_before_they_parted() {
        print(here, "one\n");
        here.flush(true);
        print(here, "two\n");
        here.flush(true);
        store.restart(1);
        here.refresh();
        Log next = goOn(store, "here", here);

        assertThat(next.sharedWith("e1", 2)).isEqualTo(1);
        assertThat(next.sharedWith("e1", 1)).isEqualTo(1);
        assertThat(next.sharedWith(here, 2)).isEqualTo(1);
        assertThat(next.sharedWith("another", 2)).isNegative();
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
        Servers servers = new Servers(shared);
        for (int step = 0; step < STEPS; step++) {
            servers.act(random, step);
        }
        servers.settle();

        servers.requireTheSame();
        assertThat(servers.shown()).isEqualTo(servers.printed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void when_the_store_is_restarted_and_has_lost_nothing_neither_have_they(int seed) {
        Servers servers = restarted(seed, 0);

        servers.requireTheSame();
        assertThat(servers.shown()).isEqualTo(servers.printed);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void when_a_restart_has_lost_the_end_no_offset_of_an_epoch_has_two_contents_and_nothing_comes_twice(int seed) {
        Servers servers = restarted(seed, 3);

        servers.requireTheSame();
        for (int server = 0; server < 3; server++) {
            assertThat(servers.shown().get(server))
                    .isSubsetOf(servers.printed.get(server))
                    .doesNotHaveDuplicates();
        }
    }

    private Servers restarted(int seed, int mostLost) {
        Random random = new Random(seed);
        SharedStore shared = new SharedStore(seed);
        shared.lose(random.nextInt(3) * 0.3);
        Servers servers = new Servers(shared);
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(30) == 0) {
                servers.look();
                shared.restart(random.nextInt(mostLost + 1));
            }
            servers.act(random, step);
        }
        servers.settle();
        servers.look();
        return servers;
    }

    /** Three servers that do one thing after another, and what becomes of it. */
    private final class Servers {
        private final SharedStore shared;
        private final List<Log> logs = new ArrayList<>();
        private final List<List<String>> printed = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        private final Map<String, String> seen = new HashMap<>();

        Servers(SharedStore shared) {
            this.shared = shared;
            for (int i = 0; i < 3; i++) {
                logs.add(log(shared, "s" + i));
            }
        }

        void act(Random random, int step) {
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
            goOnIfReplaced(server);
        }

        private void goOnIfReplaced(int server) {
            Log log = logs.get(server);
            if (log.isReplaced()) {
                try {
                    logs.set(server, goOn(shared, "s" + server, log));
                } catch (StoreUnavailable later) {
                    assertThat(log.isReplaced()).as("it is tried again").isTrue();
                }
            }
        }

        /** The network is good again, and each server stores what it has and hears of the others. */
        void settle() {
            shared.lose(0);
            for (int round = 0; round < 3; round++) {
                for (int server = 0; server < 3; server++) {
                    logs.get(server).flush(true);
                    logs.get(server).refresh();
                    goOnIfReplaced(server);
                }
            }
        }

        /** Whatever readers get at an offset of an epoch is the same as before. */
        void look() {
            for (Log log : logs) {
                for (String record : readable(log)) {
                    String place = log.epoch() + " " + record.substring(0, record.indexOf(' '));
                    assertThat(seen.computeIfAbsent(place, fresh -> record)).isEqualTo(record);
                }
            }
        }

        private List<String> readable(Log log) {
            try {
                return contents(log);
            } catch (StoreUnavailable replaced) {
                // it does not know yet that it goes on in another epoch
                return List.of();
            }
        }

        void requireTheSame() {
            Log first = logs.get(0);
            for (Log other : logs.subList(1, 3)) {
                assertThat(contents(other)).isEqualTo(contents(first));
                assertThat(other.runs(100)).isEqualTo(first.runs(100));
                assertThat(other.tasks()).isEqualTo(first.tasks());
                assertThat(other.contextAfter(other.span().last()))
                        .isEqualTo(first.contextAfter(first.span().last()));
            }
        }

        /** The lines of each server in the order in which readers get them. */
        List<List<String>> shown() {
            List<String> lines = LogReader.retainedOutput(logs.get(0))
                    .replaceAll("\u001b\\[[0-9]+m", "")
                    .lines()
                    .toList();
            return IntStream.range(0, 3)
                    .mapToObj(server -> lines.stream()
                            .filter(line -> line.startsWith("<" + server + "."))
                            .toList())
                    .toList();
        }
    }

    /** Everything that readers get. */
    private static List<String> contents(Log log) {
        List<String> contents = new ArrayList<>();
        long last = log.span().last();
        for (long next = 1; next <= last; ) {
            Excerpt part = (Excerpt) log.partAt(next);
            for (long offset = next; offset <= part.last(); offset++) {
                contents.add(offset + " " + new String(part.envelope(offset), UTF_8) + " " + part.stateAfter(offset));
            }
            next = part.last() + 1;
        }
        return contents;
    }
}
