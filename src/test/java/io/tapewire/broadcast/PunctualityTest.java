package io.tapewire.broadcast;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PunctualityTest {
    private static final long MS = 1_000_000;

    private final Punctuality punctuality = new Punctuality(100);
    private long now = 1;

    @Test
    void a_timer_that_rings_in_time_is_never_late() {
        for (int ring = 0; ring < 100; ring++) {
            assertThat(ringsLateAfter(100)).isFalse();
        }
    }

    @Test
    void up_to_twice_the_interval_is_in_time() {
        for (int ring = 0; ring < 100; ring++) {
            assertThat(ringsLateAfter(200)).isFalse();
        }
    }

    @Test
    void a_timer_that_is_late_five_times_in_a_row_is_told() {
        ringsLateAfter(0);
        for (int ring = 1; ring < 5; ring++) {
            assertThat(ringsLateAfter(1_000)).as("ring %d", ring).isFalse();
        }
        assertThat(ringsLateAfter(1_000)).isTrue();
    }

    @Test
    void it_is_told_once() {
        for (int ring = 0; ring < 6; ring++) {
            ringsLateAfter(1_000);
        }
        for (int ring = 0; ring < 100; ring++) {
            assertThat(ringsLateAfter(1_000)).isFalse();
        }
    }

    @Test
    void a_pause_of_the_whole_server_is_no_habit() {
        for (int ring = 0; ring < 100; ring++) {
            assertThat(ringsLateAfter(ring % 4 == 0 ? 100 : 5_000)).isFalse();
        }
    }

    private boolean ringsLateAfter(long millis) {
        now += millis * MS;
        return punctuality.isLateFor(now);
    }
}
