package io.tapewire.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long MS = 1_000_000;

    private final Pace pace = new Pace(4 * MS, 16 * MS);

    @Test
    void an_idle_sender_is_quick() {
        assertThat(pace.next(100 * MS, 100 * MS)).isEqualTo(104 * MS);
    }

    @Test
    void a_busy_one_gathers_longer() {
        work(1, 100);

        assertThat(pace.next(100 * MS, 100 * MS)).isEqualTo(116 * MS);
    }

    @Test
    void in_between_it_is_in_between() {
        work(0.4, 100);

        assertThat(pace.next(0, 0)).isBetween(5 * MS, 15 * MS);
    }

    @Test
    void it_gets_quick_again_when_there_is_less_to_do() {
        work(1, 100);
        work(0, 100);

        assertThat(pace.next(0, 0)).isEqualTo(4 * MS);
    }

    @Test
    void a_turn_that_took_long_leaves_time_for_others() {
        assertThat(pace.next(0, 10 * MS)).isGreaterThan(10 * MS);
        assertThat(pace.next(0, 10_000 * MS)).isBetween(10_001 * MS, 10_016 * MS);
    }

    @Test
    void a_while_of_no_length_teaches_nothing() {
        pace.observe(0, 0);

        assertThat(pace.next(0, 0)).isEqualTo(4 * MS);
    }

    private void work(double share, int times) {
        for (int i = 0; i < times; i++) {
            pace.observe((long) (share * 20 * MS), 20 * MS);
        }
    }
}
