package io.tapewire.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.fault.CapturedLog;
import io.tapewire.log.Gap;
import io.tapewire.log.Log;
import io.tapewire.log.TimeSource;
import io.tapewire.protocol.RecordType;
import org.junit.jupiter.api.Test;

/** All logs together keep within their bound, however many there are. */
class EvictionTest {
    private static final long BOUND = 262_144;
    private static final int CHANNELS = 200;

    private final Channels channels = new Channels(
            Limits.STANDARD
                    .with(Limit.CHANNEL_BYTES, 65_536)
                    .with(Limit.INGEST_HOLD_BYTES, 65_536)
                    .with(Limit.CHANNELS_BYTES, BOUND),
            TimeSource.system());

    @Test
    void many_small_logs_keep_within_the_bound_of_all() {
        for (int i = 0; i < CHANNELS; i++) {
            channels.append("c" + i, RecordType.OUTPUT, "x".repeat(8_000).getBytes(UTF_8));
            assertThat(footprint()).isLessThanOrEqualTo(BOUND);
        }
    }

    @Test
    void a_log_that_had_to_forget_everything_goes_on_at_its_next_offset_and_names_what_is_gone() {
        channels.append("first", RecordType.OUTPUT, "gone".getBytes(UTF_8));
        Log log = channels.find("first").orElseThrow().log();
        String epoch = log.epoch();
        while (log.forgetOldest()) {
            // until nothing is left
        }

        channels.append("first", RecordType.OUTPUT, "there".getBytes(UTF_8));
        log.seal();

        assertThat(log.epoch()).isEqualTo(epoch);
        assertThat(log.read(0, 1_000, Gap.Reason.EVICTED).text())
                .contains("\"from\":1,\"to\":1,\"reason\":\"evicted\"");
        assertThat(log.read(1, 1_000, Gap.Reason.EVICTED).text()).contains("\"offset\":2", "there");
    }

    @Test
    void a_channel_that_can_not_give_room_leaves_that_to_the_others_and_costs_no_producer_anything() {
        Rig small = new Rig(Limits.STANDARD.with(Limit.CHANNELS_BYTES, 65_536).with(Limit.FRAME_BYTES, 2_048));
        small.records("large", "x".repeat(900), "x".repeat(900), "x".repeat(900), "x".repeat(900));
        // where there is one segment alone, its record has to be sealed first
        small.clock.failWhen(() -> StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getMethodName().equals("forgetOldest"))));

        try (CapturedLog log = CapturedLog.ofTapewire()) {
            for (int i = 0; i < 100; i++) {
                small.output("small-" + i, "x".repeat(700));
            }
            assertThat(log.errors()).hasSize(1);
        }

        assertThat(small.log("large").span().bytes()).isLessThan(1_000);
        assertThat(small.channels.list()).hasSize(1);
        small.channels.upkeep().sealOlderThan(0);
        assertThat(small.channels.list()).hasSize(101);
    }

    private long footprint() {
        return channels.list().stream()
                .mapToLong(channel ->
                        channels.find(channel.name()).orElseThrow().log().footprint())
                .sum();
    }
}
