package io.tapewire.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.event.OutputType;
import io.tapewire.event.TerminalOutput;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SplitPairsTest {
    private static final String FIRST = "😀".substring(0, 1);
    private static final String SECOND = "😀".substring(1);

    private long millis;
    private final SplitPairs pairs = new SplitPairs(() -> Instant.ofEpochMilli(millis));

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
        assertThat(pairs.giveUp(500)).isEmpty();
        millis = 500;
        assertThat(pairs.giveUp(500)).containsExactly(new TerminalOutput("build", "\ufffd"));
        assertThat(pairs.giveUp(500)).as("given up once").isEmpty();
        assertThat(join(SECOND)).as("too late").isEqualTo("\ufffd");
    }

    private String join(String text) {
        return join(new TerminalOutput("build", text));
    }

    private String join(TerminalOutput event) {
        return new String(pairs.join(event), UTF_8);
    }
}
