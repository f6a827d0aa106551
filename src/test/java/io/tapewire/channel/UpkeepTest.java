package io.tapewire.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.fault.CapturedLog;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class UpkeepTest {
    private static final Duration IDLE = Duration.ofSeconds(Limits.STANDARD.of(Limit.CHANNEL_IDLE_S));

    private final Rig rig = new Rig();
    private final Channels channels = rig.channels;
    private final Upkeep upkeep = channels.upkeep();

    @Test
    void output_that_nobody_watches_is_sealed_when_it_is_old_enough() {
        rig.output("a", "x");
        rig.clock.advance(Duration.ofMillis(500));

        upkeep.sealOlderThan(500);

        assertThat(rig.log("a").span().last()).isEqualTo(1);
    }

    @Test
    void a_channel_that_can_not_be_sealed_keeps_none_of_the_others_from_it() {
        rig.output("a", "x");
        rig.output("b", "x");
        rig.output("c", "x");
        rig.clock.advance(Duration.ofMillis(500));

        try (CapturedLog log = CapturedLog.ofTapewire()) {
            failOnce();
            upkeep.sealOlderThan(500);
            assertThat(log.errors()).hasSize(1);
        }

        assertThat(channels.list())
                .extracting(ChannelSummary::offset)
                .containsOnly(1L)
                .hasSize(2);
        upkeep.sealOlderThan(500);
        assertThat(channels.list()).hasSize(3);
    }

    @Test
    void a_channel_that_was_idle_for_long_is_forgotten() {
        rig.output("a", "x");
        rig.log("a").seal();
        rig.clock.advance(IDLE.minusMillis(1));
        upkeep.forgetIdle();
        assertThat(channels.find("a")).isPresent();

        rig.clock.advance(Duration.ofMillis(1));
        upkeep.forgetIdle();
        assertThat(channels.find("a")).isEmpty();
    }

    @Test
    void a_channel_that_somebody_watches_is_not_forgotten_however_idle_it_is() {
        rig.watch("a");
        rig.output("b", "x");
        rig.watch("b");
        rig.clock.advance(IDLE.multipliedBy(2));

        upkeep.forgetIdle();

        assertThat(channels.find("a")).isPresent();
        assertThat(rig.watch("b").output("b")).isEqualTo("x");
    }

    @Test
    void a_channel_that_was_opened_and_never_used_is_forgotten_at_the_next_look() {
        channels.open("a");

        upkeep.forgetIdle();

        assertThat(channels.find("a")).isEmpty();
    }

    @Test
    void a_channel_that_can_not_be_forgotten_keeps_none_of_the_others_from_it() {
        rig.records("a", "x");
        rig.records("b", "x");
        rig.records("c", "x");
        rig.clock.advance(IDLE);

        try (CapturedLog log = CapturedLog.ofTapewire()) {
            failOnce();
            upkeep.forgetIdle();
            assertThat(log.errors()).hasSize(1);
        }

        assertThat(channels.list()).hasSize(1);
        upkeep.forgetIdle();
        assertThat(channels.list()).isEmpty();
    }

    private void failOnce() {
        AtomicBoolean failed = new AtomicBoolean();
        rig.clock.failWhen(() -> failed.compareAndSet(false, true));
    }
}
