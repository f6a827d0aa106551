package io.tapewire.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThrottleTest {
    private static final long MS = 1_000_000;
    private static final int HOLD_BYTES = 8_000;
    private static final int FLOOR_BYTES_PER_S = 1_000_000;
    private static final int SERVED_BYTES_PER_S = 10_000_000;
    private static final Limits LIMITS = Limits.STANDARD
            .with(Limit.INGEST_PAUSE_MS, 10)
            .with(Limit.INGEST_HOLD_BYTES, HOLD_BYTES)
            .with(Limit.INGEST_FLOOR_BYTES_PER_S, FLOOR_BYTES_PER_S)
            .with(Limit.INGEST_SERVED_BYTES_PER_S, SERVED_BYTES_PER_S);

    private final FakeViewers viewers = new FakeViewers();
    private final Throttle throttle = new Throttle(LIMITS, viewers, Optional.empty());

    @Test
    void the_first_bytes_are_read_at_once() {
        assertThat(throttle.gatherNanos(0)).isZero();
    }

    @Test
    void after_quiet_bytes_are_read_at_once() {
        throttle.read(100, 0);
        assertThat(throttle.gatherNanos(10 * MS)).isZero();
    }

    @Test
    void while_bytes_flow_they_are_read_just_before_the_viewers_turn() {
        viewers.wait = 5 * MS;
        throttle.read(100, 0);
        assertThat(throttle.gatherNanos(MS)).isBetween(4 * MS, 5 * MS - 1);
    }

    @Test
    void when_the_viewers_turn_has_come_bytes_are_read_at_once() {
        viewers.wait = 0;
        throttle.read(100, 0);
        assertThat(throttle.gatherNanos(MS)).isZero();
    }

    @Test
    void without_viewers_bytes_are_read_once_in_a_pause() {
        throttle.read(100, 0);
        assertThat(throttle.gatherNanos(MS)).isEqualTo(9 * MS);
        assertThat(throttle.gatherNanos(10 * MS)).isZero();
    }

    @Test
    void who_sends_plenty_is_read_as_fast_as_it_goes() {
        throttle.read(16 << 10, 0);
        assertThat(throttle.gatherNanos(MS)).isZero();
        throttle.read(100, MS);
        assertThat(throttle.gatherNanos(MS)).as("less again").isPositive();
    }

    @Test
    void without_a_pause_nothing_is_gathered() {
        Throttle hasty = new Throttle(LIMITS.with(Limit.INGEST_PAUSE_MS, 0), viewers, Optional.empty());
        hasty.read(100, 0);
        assertThat(hasty.gatherNanos(0)).isZero();
    }

    @Test
    void gathering_goes_on_as_long_as_it_is_worth_it() {
        throttle.read(100, 0);
        for (int wait = 0; wait < 100; wait++) {
            assertThat(throttle.gatherNanos(MS)).isEqualTo(9 * MS);
            throttle.read(100, 0);
            throttle.read(100, 0);
        }
    }

    @Test
    void gathering_that_brings_single_pieces_again_and_again_is_given_up_for_a_while() {
        throttle.read(100, 0);
        for (int wait = 0; wait < 8; wait++) {
            assertThat(throttle.gatherNanos(MS)).isEqualTo(9 * MS);
            throttle.read(100, 0);
        }
        for (int call = 0; call < 1_000; call++) {
            assertThat(throttle.gatherNanos(MS)).isZero();
        }
        assertThat(throttle.gatherNanos(MS)).as("tried again").isEqualTo(9 * MS);
    }

    @Test
    void viewers_that_keep_up_hold_nobody() {
        viewers.lag = HOLD_BYTES;
        throttle.read(HOLD_BYTES, 0);
        assertThat(throttle.holdNanos(0)).isZero();
    }

    @Test
    void viewers_that_are_behind_hold_the_producer_until_they_have_caught_up() {
        viewers.lag = HOLD_BYTES + 1;
        throttle.read(100_000, 0);
        assertThat(throttle.holdNanos(0)).isPositive();
        assertThat(throttle.holdNanos(MS)).as("still").isPositive();
        viewers.lag = HOLD_BYTES;
        assertThat(throttle.holdNanos(2 * MS)).isZero();
        assertThat(viewers.asked).as("asked at each look").isEqualTo(3);
    }

    @Test
    void viewers_are_looked_at_only_once_in_an_eighth_of_the_bound() {
        viewers.lag = HOLD_BYTES + 1;
        throttle.read(HOLD_BYTES / 8, 0);
        assertThat(throttle.holdNanos(0)).isZero();
        assertThat(viewers.asked).isZero();
        throttle.read(1, 0);
        assertThat(throttle.holdNanos(0)).isPositive();
        assertThat(viewers.asked).isOne();
    }

    @Test
    void a_held_producer_looks_again_soon() {
        viewers.lag = HOLD_BYTES + 1;
        throttle.read(1_000_000, 0);
        assertThat(throttle.holdNanos(0)).isBetween(1L, 2 * MS);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 2_048, 65_536})
    void a_held_producer_is_read_at_the_floor_neither_slower_nor_faster(int piece) {
        viewers.lag = HOLD_BYTES + 1;
        long now = 0;
        long bytes = 0;
        while (bytes < 2 * FLOOR_BYTES_PER_S) {
            long wait = throttle.holdNanos(now);
            if (wait > 0) {
                now += wait;
            } else {
                throttle.read(piece, now);
                bytes += piece;
            }
        }
        assertThat(now / MS).as("milliseconds for two seconds' worth").isBetween(1_900L, 2_100L);
    }

    @Test
    void time_in_which_a_held_producer_was_silent_is_not_saved_up() {
        viewers.lag = HOLD_BYTES + 1;
        throttle.read(2_048, 0);
        assertThat(throttle.holdNanos(0)).isPositive();
        long later = 60_000 * MS;
        int bytes = 0;
        while (throttle.holdNanos(later) == 0) {
            throttle.read(2_048, later);
            bytes += 2_048;
        }
        assertThat(bytes).as("read at once after a minute").isBetween(1, FLOOR_BYTES_PER_S / 20);
    }

    @Test
    void time_in_which_viewers_are_sent_as_much_as_the_server_can_counts_a_sixteenth() {
        assertThat(millisecondsForASecondsWorth(SERVED_BYTES_PER_S / 1_000)).isBetween(15_900L, 16_100L);
    }

    @Test
    void a_wait_that_is_not_worth_a_timer_is_none() {
        throttle.read(100, 0);
        viewers.wait = 350_000;
        assertThat(throttle.gatherNanos(MS)).isZero();
    }

    @Test
    void viewers_that_are_sent_little_hold_the_producer_no_longer_than_the_floor_says() {
        assertThat(millisecondsForASecondsWorth(SERVED_BYTES_PER_S / 1_001)).isBetween(990L, 1_010L);
    }

    /** How long a producer is held that has sent a second's worth of the floor, while viewers are behind and take so much. */
    private long millisecondsForASecondsWorth(int bytesTakenPerMillisecond) {
        viewers.lag = HOLD_BYTES + 1;
        throttle.read(FLOOR_BYTES_PER_S, 0);
        long now = 0;
        while (throttle.holdNanos(now) > 0) {
            now += MS;
            viewers.taken += bytesTakenPerMillisecond;
        }
        return now / MS;
    }

    private static final class FakeViewers implements Viewers {
        long lag;
        long taken;
        long wait = Long.MAX_VALUE;
        int asked;

        @Override
        public long lagBytes() {
            asked++;
            return lag;
        }

        @Override
        public long takenBytes() {
            return taken;
        }

        @Override
        public long waitNanos(long now) {
            return wait;
        }
    }
}
