package io.tapewire.mask;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.MaskedValues;
import io.tapewire.event.OutputType;
import io.tapewire.event.TerminalOutput;
import io.tapewire.log.ManualClock;
import io.tapewire.shared.SharedTexts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class StreamsTest {
    private static final Limits LIMITS = Limits.STANDARD.with(Limit.MASK_STREAMS, 2);
    private static final Duration HOLD = Duration.ofMillis(LIMITS.of(Limit.MASK_HOLD_MS));

    private final ManualClock clock = new ManualClock();
    private final Masks masks = new Masks(LIMITS, List.of(), channel -> Optional.empty(), SharedTexts.NONE, clock);
    private final List<String> log = new ArrayList<>();
    private long read;
    private final Streams streams = new Streams(masks, LIMITS, clock::elapsedMillis, (source, utf8, bytes) -> {
        log.add(source.run() + ": " + new String(utf8, UTF_8));
        read += bytes;
    });

    @Test
    void programs_that_print_at_once_are_masked_each_for_itself() {
        register("build", "12345678");
        print("one", "a 1234");
        print("two", "b 1234");
        print("one", "5678\n");
        print("two", "more\n");
        assertThat(log).containsExactly("one: a ", "two: b ", "one: ***\n", "two: 1234more\n");
    }

    @Test
    void the_log_is_told_how_much_was_read_of_what_it_gets() {
        register("build", "12345678");
        print("one", "a 1234");
        assertThat(read).as("a beginning is held").isEqualTo(2);
        print("one", "5678\n1");
        assertThat(read).as("the mask is shorter than its value").isEqualTo(11);
        print("one", "23");
        streams.end("build", "one");
        assertThat(read).as("what was held is shown").isEqualTo(14);
        print("one", "1234567812345678");
        assertThat(log).endsWith("one: ***");
        assertThat(read).as("two values are one mask").isEqualTo(30);
    }

    @Test
    void of_a_mask_that_may_go_on_nothing_counts_as_read_because_its_end_alone_is_no_value() {
        register("build", "12345678");
        register("build", "56789abc");
        print("one", "x12345678");
        assertThat(log).containsExactly("one: x***");
        assertThat(read).isEqualTo(1);
        print("one", ".");
        assertThat(log).containsExactly("one: x***", "one: .");
        assertThat(read).isEqualTo(10);
    }

    @Test
    void output_of_another_type_is_another_stream() {
        register("build", "12345678");
        print("one", "1234");
        streams.append(new TerminalOutput("build", "", OutputType.ERROR, "one"), "5678".getBytes(UTF_8));
        assertThat(log).containsExactly("one: 5678");
    }

    @Test
    void a_channel_without_values_costs_nothing() {
        assertThat(streams.isIdle()).isTrue();
        register("other", "12345678");
        assertThat(streams.isIdle()).isFalse();
        print("one", "12345678");
        assertThat(log).containsExactly("one: 12345678");
    }

    @Test
    void what_is_held_is_shown_at_the_end_of_the_run() {
        register("build", "12345678");
        print("one", "a 123");
        streams.end("build", "other");
        assertThat(log).containsExactly("one: a ");
        streams.end("build", "one");
        assertThat(log).containsExactly("one: a ", "one: 123");
    }

    @Test
    void what_is_held_is_shown_after_a_while_without_more() {
        register("build", "12345678");
        print("one", "a 123");
        clock.advance(HOLD.minusMillis(1));
        print("one", "4");
        clock.advance(HOLD.minusMillis(1));
        streams.releaseSilent(source -> false);
        assertThat(log).containsExactly("one: a ");
        clock.advance(Duration.ofMillis(1));
        streams.releaseSilent(source -> false);
        assertThat(log).containsExactly("one: a ", "one: 1234");
        print("one", "5678.");
        assertThat(log).containsExactly("one: a ", "one: 1234", "one: ***.");
    }

    @Test
    void what_is_held_waits_for_a_producer_that_has_lost_its_connection() {
        register("build", "12345678");
        print("one", "a 123");
        clock.advance(HOLD.multipliedBy(100));
        streams.releaseSilent(source -> source.run().equals("one"));
        assertThat(log).containsExactly("one: a ");
        print("one", "45678.");
        assertThat(log).containsExactly("one: a ", "one: ***.");
    }

    @Test
    void of_too_many_streams_the_one_that_was_silent_longest_is_shown() {
        register("build", "12345678");
        print("one", "1");
        print("two", "12");
        print("one", "2");
        print("three", "123");
        assertThat(log).containsExactly("two: 12");
    }

    @Test
    void nothing_is_kept_of_a_stream_that_holds_nothing() {
        register("build", "12345678");
        print("one", "text\n12345678\n");
        masks.endRun("build", "run");
        assertThat(streams.isIdle()).isTrue();
    }

    @Test
    void what_is_held_is_shown_when_nothing_is_masked_any_more() {
        register("build", "12345678");
        print("one", "a 123");
        masks.endRun("build", "run");
        assertThat(streams.isIdle()).isFalse();
        print("one", "45678");
        assertThat(log).containsExactly("one: a ", "one: 12345678");
        assertThat(streams.isIdle()).isTrue();
    }

    @Test
    void threads_that_print_to_one_stream_lose_nothing_and_show_no_secret() throws Exception {
        register("build", "12345678");
        List<String> safe = Collections.synchronizedList(new ArrayList<>());
        Streams shared = new Streams(
                masks, LIMITS, clock::elapsedMillis, (source, utf8, bytes) -> safe.add(new String(utf8, UTF_8)));
        int each = 2_000;
        ExecutorService threads = Executors.newFixedThreadPool(4);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            all.add(threads.submit(() -> {
                for (int i = 0; i < each; i++) {
                    shared.append(
                            new TerminalOutput("build", "", OutputType.OUTPUT, "one"), "a12345678b12".getBytes(UTF_8));
                }
            }));
        }
        for (Future<?> one : all) {
            one.get();
        }
        threads.shutdown();
        shared.end("build", "one");
        assertThat(String.join("", safe)).isEqualTo("a***b12".repeat(4 * each));
    }

    private void register(String channel, String value) {
        masks.register(new MaskedValues(channel, List.of(value), "run"));
    }

    private void print(String run, String text) {
        streams.append(new TerminalOutput("build", text, OutputType.OUTPUT, run), text.getBytes(UTF_8));
    }
}
