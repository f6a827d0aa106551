package io.tapewire.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ThrottleTest {
    private static final long MS = 1_000_000;
    private static final int HOLD_BYTES = 8_000;
    private static final int FLOOR_BYTES_PER_S = 1_000_000;
    private static final Limits LIMITS = Limits.STANDARD
            .with(Limit.INGEST_PAUSE_MS, 10)
            .with(Limit.INGEST_HOLD_BYTES, HOLD_BYTES)
            .with(Limit.INGEST_FLOOR_BYTES_PER_S, FLOOR_BYTES_PER_S);

    private long lag;
    private int asked;
    private final Throttle throttle = new Throttle(LIMITS, () -> {
        asked++;
        return lag;
    });

    @Test
    void theFirstBytesAreReadAtOnce() {
        assertThat(throttle.gatherNanos(0)).isZero();
    }

    @Test
    void afterQuietBytesAreReadAtOnce() {
        throttle.read(100, 0);
        assertThat(throttle.gatherNanos(20 * MS)).isZero();
    }

    @Test
    void whileBytesFlowTheyAreReadOnceInAPause() {
        throttle.read(100, 0);
        assertThat(throttle.gatherNanos(MS)).isEqualTo(9 * MS);
        assertThat(throttle.gatherNanos(10 * MS)).isZero();
        assertThat(throttle.gatherNanos(19 * MS)).isZero();
    }

    @Test
    void withoutAPauseNothingIsGathered() {
        Throttle hasty = new Throttle(LIMITS.with(Limit.INGEST_PAUSE_MS, 0), () -> 0);
        hasty.read(100, 0);
        assertThat(hasty.gatherNanos(0)).isZero();
    }

    @Test
    void gatheringGoesOnAsLongAsItIsWorthIt() {
        throttle.read(100, 0);
        assertThat(throttle.gatherNanos(MS)).isEqualTo(9 * MS);
        throttle.read(100, 10 * MS);
        throttle.read(100, 10 * MS);
        assertThat(throttle.gatherNanos(11 * MS)).isEqualTo(9 * MS);
    }

    @Test
    void gatheringThatBroughtASinglePieceIsGivenUpForAWhile() {
        throttle.read(100, 0);
        assertThat(throttle.gatherNanos(MS)).isEqualTo(9 * MS);
        throttle.read(100, 10 * MS);
        for (int call = 0; call < 1_000; call++) {
            assertThat(throttle.gatherNanos(11 * MS)).isZero();
        }
        assertThat(throttle.gatherNanos(11 * MS)).as("tried again").isEqualTo(9 * MS);
    }

    @Test
    void viewersThatKeepUpHoldNobody() {
        lag = HOLD_BYTES;
        throttle.read(HOLD_BYTES, 0);
        assertThat(throttle.holdNanos(0)).isZero();
    }

    @Test
    void viewersThatAreBehindHoldTheProducerUntilTheyHaveCaughtUp() {
        lag = HOLD_BYTES + 1;
        throttle.read(100_000, 0);
        assertThat(throttle.holdNanos(0)).isPositive();
        assertThat(throttle.holdNanos(MS)).as("still").isPositive();
        lag = HOLD_BYTES;
        assertThat(throttle.holdNanos(2 * MS)).isZero();
        assertThat(asked).as("asked at each look").isEqualTo(3);
    }

    @Test
    void viewersAreLookedAtOnlyOnceInAnEighthOfTheBound() {
        lag = HOLD_BYTES + 1;
        throttle.read(HOLD_BYTES / 8, 0);
        assertThat(throttle.holdNanos(0)).isZero();
        assertThat(asked).isZero();
        throttle.read(1, 0);
        assertThat(throttle.holdNanos(0)).isPositive();
        assertThat(asked).isOne();
    }

    @Test
    void aHeldProducerLooksAgainSoon() {
        lag = HOLD_BYTES + 1;
        throttle.read(1_000_000, 0);
        assertThat(throttle.holdNanos(0)).isBetween(1L, 2 * MS);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 2_048, 65_536})
    void aHeldProducerIsReadAtTheFloorNeitherSlowerNorFaster(int piece) {
        lag = HOLD_BYTES + 1;
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
    void timeInWhichAHeldProducerWasSilentIsNotSavedUp() {
        lag = HOLD_BYTES + 1;
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
}
