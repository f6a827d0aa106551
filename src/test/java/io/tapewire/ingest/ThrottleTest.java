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
    private static final int SERVED_BYTES_PER_S = 10_000_000;
    private static final Limits LIMITS = Limits.STANDARD
            .with(Limit.INGEST_PAUSE_MS, 10)
            .with(Limit.INGEST_HOLD_BYTES, HOLD_BYTES)
            .with(Limit.INGEST_FLOOR_BYTES_PER_S, FLOOR_BYTES_PER_S)
            .with(Limit.INGEST_SERVED_BYTES_PER_S, SERVED_BYTES_PER_S);

    private final FakeViewers viewers = new FakeViewers();
    private final Throttle throttle = new Throttle(LIMITS, viewers);

    @Test
    void theFirstBytesAreReadAtOnce() {
        assertThat(throttle.gatherNanos(0)).isZero();
    }

    @Test
    void afterQuietBytesAreReadAtOnce() {
        throttle.read(100, 0);
        assertThat(throttle.gatherNanos(10 * MS)).isZero();
    }

    @Test
    void whileBytesFlowTheyAreReadJustBeforeTheViewersTurn() {
        viewers.wait = 5 * MS;
        throttle.read(100, 0);
        assertThat(throttle.gatherNanos(MS)).isBetween(4 * MS, 5 * MS - 1);
    }

    @Test
    void whenTheViewersTurnHasComeBytesAreReadAtOnce() {
        viewers.wait = 0;
        throttle.read(100, 0);
        assertThat(throttle.gatherNanos(MS)).isZero();
    }

    @Test
    void withoutViewersBytesAreReadOnceInAPause() {
        throttle.read(100, 0);
        assertThat(throttle.gatherNanos(MS)).isEqualTo(9 * MS);
        assertThat(throttle.gatherNanos(10 * MS)).isZero();
    }

    @Test
    void whoSendsPlentyIsReadAsFastAsItGoes() {
        throttle.read(16 << 10, 0);
        assertThat(throttle.gatherNanos(MS)).isZero();
        throttle.read(100, MS);
        assertThat(throttle.gatherNanos(MS)).as("less again").isPositive();
    }

    @Test
    void withoutAPauseNothingIsGathered() {
        Throttle hasty = new Throttle(LIMITS.with(Limit.INGEST_PAUSE_MS, 0), viewers);
        hasty.read(100, 0);
        assertThat(hasty.gatherNanos(0)).isZero();
    }

    @Test
    void gatheringGoesOnAsLongAsItIsWorthIt() {
        throttle.read(100, 0);
        for (int wait = 0; wait < 100; wait++) {
            assertThat(throttle.gatherNanos(MS)).isEqualTo(9 * MS);
            throttle.read(100, 0);
            throttle.read(100, 0);
        }
    }

    @Test
    void gatheringThatBringsSinglePiecesAgainAndAgainIsGivenUpForAWhile() {
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
    void viewersThatKeepUpHoldNobody() {
        viewers.lag = HOLD_BYTES;
        throttle.read(HOLD_BYTES, 0);
        assertThat(throttle.holdNanos(0)).isZero();
    }

    @Test
    void viewersThatAreBehindHoldTheProducerUntilTheyHaveCaughtUp() {
        viewers.lag = HOLD_BYTES + 1;
        throttle.read(100_000, 0);
        assertThat(throttle.holdNanos(0)).isPositive();
        assertThat(throttle.holdNanos(MS)).as("still").isPositive();
        viewers.lag = HOLD_BYTES;
        assertThat(throttle.holdNanos(2 * MS)).isZero();
        assertThat(viewers.asked).as("asked at each look").isEqualTo(3);
    }

    @Test
    void viewersAreLookedAtOnlyOnceInAnEighthOfTheBound() {
        viewers.lag = HOLD_BYTES + 1;
        throttle.read(HOLD_BYTES / 8, 0);
        assertThat(throttle.holdNanos(0)).isZero();
        assertThat(viewers.asked).isZero();
        throttle.read(1, 0);
        assertThat(throttle.holdNanos(0)).isPositive();
        assertThat(viewers.asked).isOne();
    }

    @Test
    void aHeldProducerLooksAgainSoon() {
        viewers.lag = HOLD_BYTES + 1;
        throttle.read(1_000_000, 0);
        assertThat(throttle.holdNanos(0)).isBetween(1L, 2 * MS);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 2_048, 65_536})
    void aHeldProducerIsReadAtTheFloorNeitherSlowerNorFaster(int piece) {
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
    void timeInWhichAHeldProducerWasSilentIsNotSavedUp() {
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
    void timeInWhichViewersAreSentAsMuchAsTheServerCanCountsASixteenth() {
        assertThat(millisecondsForASecondsWorth(SERVED_BYTES_PER_S / 1_000)).isBetween(15_900L, 16_100L);
    }

    @Test
    void aWaitThatIsNotWorthATimerIsNone() {
        throttle.read(100, 0);
        viewers.wait = 350_000;
        assertThat(throttle.gatherNanos(MS)).isZero();
    }

    @Test
    void viewersThatAreSentLittleHoldTheProducerNoLongerThanTheFloorSays() {
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
