package io.tapewire.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.event.OutputType;
import io.tapewire.event.TerminalOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FragmentsTest {
    private static final String FIRST = "😀".substring(0, 1);
    private static final String SECOND = "😀".substring(1);

    private long millis;
    private final Fragments fragments = new Fragments(() -> millis, 3);

    @Test
    void whole_text_stays_as_it_is() {
        assertThat(join("a😀b")).isEqualTo("a😀b");
        assertThat(join("")).isEmpty();
    }

    @Test
    void a_pair_that_is_split_over_two_events_is_put_together() {
        assertThat(join("a" + FIRST)).isEqualTo("a");
        assertThat(join(SECOND + "b")).isEqualTo("😀b");
    }

    @Test
    void an_empty_event_between_the_halves_changes_nothing() {
        assertThat(join(FIRST)).isEmpty();
        assertThat(join("")).isEmpty();
        assertThat(join(SECOND)).isEqualTo("😀");
    }

    @Test
    void text_that_is_split_anywhere_is_put_together() {
        String text = "a😀😀b€👩‍👩‍👧";
        Random random = new Random(3);
        for (int round = 0; round < 500; round++) {
            StringBuilder joined = new StringBuilder();
            for (int from = 0; from < text.length(); ) {
                int to = from + 1 + random.nextInt(text.length() - from);
                joined.append(join(text.substring(from, to)));
                from = to;
            }
            assertThat(joined).hasToString(text);
        }
    }

    @Test
    void a_half_without_its_other_is_replaced() {
        assertThat(join(FIRST + "a")).isEqualTo("\ufffda");
        assertThat(join(SECOND)).isEqualTo("\ufffd");
        assertThat(join("a" + SECOND + "b" + FIRST + FIRST)).isEqualTo("a\ufffdb\ufffd");
        assertThat(join("c")).as("the last half waited in vain").isEqualTo("\ufffdc");
    }

    @Test
    void halves_of_other_channels_and_types_do_not_match() {
        join(FIRST);
        assertThat(join(new TerminalOutput("other", SECOND))).isEqualTo("\ufffd");
        assertThat(join(new TerminalOutput("build", SECOND, OutputType.ERROR))).isEqualTo("\ufffd");
        assertThat(join(SECOND)).isEqualTo("😀");
    }

    @Test
    void a_half_is_given_up_when_it_has_waited_long_enough() {
        join("a" + FIRST);
        millis = 499;
        fragments.giveUpHalves(500);
        assertThat(givenUp()).isEmpty();
        millis = 500;
        fragments.giveUpHalves(500);
        assertThat(givenUp()).containsExactly("\ufffd");
        fragments.giveUpHalves(500);
        assertThat(givenUp()).as("given up once").isEmpty();
        assertThat(join(SECOND)).as("too late").isEqualTo("\ufffd");
    }

    @Test
    void an_escape_sequence_that_is_split_over_two_events_is_put_together() {
        assertThat(join("a\u001b[3")).isEqualTo("a");
        assertThat(join("1mred")).isEqualTo("\u001b[31mred");
    }

    @Test
    void a_sequence_waits_for_its_end_however_long_that_takes() {
        join("\u001b]0;tit");
        millis = 1_000_000;
        fragments.giveUpHalves(500);
        assertThat(givenUp()).isEmpty();
        assertThat(join("le\u001b")).isEmpty();
        assertThat(join("\\text")).isEqualTo("\u001b]0;title\u001b\\text");
    }

    @Test
    void a_half_within_a_sequence_is_replaced_and_the_sequence_waits_on() {
        join("\u001b]0;" + FIRST);
        millis = 500;
        fragments.giveUpHalves(500);
        assertThat(givenUp()).isEmpty();
        assertThat(join("\u0007")).isEqualTo("\u001b]0;\ufffd\u0007");
    }

    @Test
    void sequences_of_two_runs_do_not_mix() {
        assertThat(join(new TerminalOutput("build", "\u001b[3", OutputType.OUTPUT, "one")))
                .isEmpty();
        assertThat(join(new TerminalOutput("build", "hello", OutputType.OUTPUT, "two")))
                .isEqualTo("hello");
        assertThat(join(new TerminalOutput("build", "1m", OutputType.OUTPUT, "one")))
                .isEqualTo("\u001b[31m");
    }

    @Test
    void the_end_of_a_run_cancels_its_unfinished_sequence_and_no_other() {
        join(new TerminalOutput("build", "\u001b[3", OutputType.OUTPUT, "one"));
        join(new TerminalOutput("build", "\u001b[4", OutputType.OUTPUT, "two"));
        assertThat(fragments.end("build", "one"))
                .extracting(TerminalOutput::output)
                .containsExactly("\u001b[3\u0018");
        assertThat(fragments.end("build", "one")).isEmpty();
        assertThat(join(new TerminalOutput("build", "1m", OutputType.OUTPUT, "two")))
                .isEqualTo("\u001b[41m");
    }

    @Test
    void a_sequence_of_more_than_4_KiB_does_not_wait() {
        String title = "\u001b]0;" + "x".repeat(5_000);
        assertThat(join(title)).isEqualTo(title);
    }

    @Test
    void of_two_threads_that_publish_under_the_same_name_neither_loses_its_fragment() throws InterruptedException {
        // both have looked for a fragment before the other one keeps its own
        Fragments shared = new Fragments(() -> 0, 100);
        List<Thread> threads = new ArrayList<>();
        AtomicInteger published = new AtomicInteger();
        for (int i = 0; i < 2; i++) {
            threads.add(new Thread(() -> {
                for (int n = 0; n < 10_000; n++) {
                    published.addAndGet(count(shared.join(new TerminalOutput("build", "\u001b["))));
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        shared.end("build", null)
                .forEach(rest -> published.addAndGet(count(rest.output().getBytes(UTF_8))));
        shared.takeGivenUp()
                .forEach(rest -> published.addAndGet(count(rest.output().getBytes(UTF_8))));
        assertThat(published).hasValue(20_000);
    }

    private static int count(byte[] utf8) {
        int escapes = 0;
        for (byte each : utf8) {
            escapes += each == 0x1b ? 1 : 0;
        }
        return escapes;
    }

    @Test
    void when_too_many_wait_the_oldest_is_cancelled() {
        for (int run = 1; run <= 4; run++) {
            join(new TerminalOutput("build", "\u001b[" + run, OutputType.OUTPUT, "run" + run));
        }
        assertThat(fragments.hasGivenUp()).isTrue();
        assertThat(givenUp()).containsExactly("\u001b[1\u0018");
        assertThat(join(new TerminalOutput("build", "m", OutputType.OUTPUT, "run2")))
                .isEqualTo("\u001b[2m");
    }

    @Test
    void coloured_text_that_is_split_anywhere_is_put_together() {
        String text = "a\u001b[31;1mb\u001b]8;;http://😀\u001b\\c\u001b(0d\u001bPq#\u001b\\e\u001bN€f";
        Random random = new Random(5);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder joined = new StringBuilder();
            for (int from = 0; from < text.length(); ) {
                int to = from + 1 + random.nextInt(Math.min(6, text.length() - from));
                joined.append(join(text.substring(from, to)));
                from = to;
            }
            assertThat(joined).hasToString(text);
        }
    }

    private List<String> givenUp() {
        return fragments.takeGivenUp().stream().map(TerminalOutput::output).toList();
    }

    private String join(String text) {
        return join(new TerminalOutput("build", text));
    }

    private String join(TerminalOutput event) {
        return new String(fragments.join(event), UTF_8);
    }
}
