package io.tapewire.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What real terminals of xterm.js show. More seeds: {@code -Dterminal.seeds=100000}. */
class XtermTest {
    private static final long SEEDS = Long.getLong("terminal.seeds", 150);

    private static Viewers viewers;

    @BeforeAll
    static void start() {
        viewers = new Viewers();
    }

    @AfterAll
    static void stop() {
        viewers.close();
    }

    @Test
    void a_restored_terminal_shows_all_further_output_as_one_that_was_there_from_the_start() {
        assertThat(LongStream.range(0, SEEDS)).allSatisfy(seed -> {
            XtermTrial trial = XtermTrial.of(seed);
            Terminal terminal = new Terminal();
            terminal.read(trial.before());
            assertThat(viewers.difference(trial.restored(terminal.restoring())))
                    .as("%s", trial)
                    .isEmpty();
        });
    }

    @Test
    void a_terminal_that_was_made_fresh_shows_all_further_output_as_a_new_one() {
        assertThat(LongStream.range(0, SEEDS)).allSatisfy(seed -> {
            XtermTrial trial = XtermTrial.of(seed);
            assertThat(viewers.difference(trial.madeFresh())).as("%s", trial).isEmpty();
        });
    }
}
