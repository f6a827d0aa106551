package io.tapewire.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.log.ManualClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OverviewTest {
    private final Rig rig = new Rig();
    private final Channels channels = rig.channels;

    @Test
    void the_list_tells_what_there_is_by_name() {
        rig.records("b", "12345", "678");
        rig.watch("a");
        rig.clock.advance(Duration.ofSeconds(1));
        rig.records("b", "9");

        long start = ManualClock.START.toEpochMilli();
        assertThat(channels.list())
                .containsExactly(
                        new ChannelSummary("a", 1, rig.epoch("a"), 1, 0, 0, 0, null),
                        new ChannelSummary("b", 0, rig.epoch("b"), 1, 3, 9, start + 1_000, null));
    }

    @Test
    void a_channel_that_was_only_opened_is_not_listed() {
        channels.open("a");

        assertThat(channels.list()).isEmpty();
    }
}
