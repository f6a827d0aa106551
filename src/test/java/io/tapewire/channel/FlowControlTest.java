package io.tapewire.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.log.Frame;
import io.tapewire.protocol.MessageType;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** A subscriber that named a window gets no more than that without acknowledging it. */
class FlowControlTest {
    private final Rig rig = new Rig(Limits.STANDARD.with(Limit.BATCH_BYTES, 64));
    private final FakeOutlet outlet = FakeOutlet.inline();
    private final Subscriber subscriber = rig.connect(outlet);

    @Test
    void no_more_than_the_window_is_sent_unacknowledged() {
        rig.output("build", "x".repeat(5_000));
        subscribe(1_000);

        assertThat(outlet.output("build").length()).isBetween(800, 1_000);
    }

    @Test
    void it_goes_on_when_what_was_sent_is_acknowledged() {
        rig.output("build", "x".repeat(5_000));
        subscribe(1_000);
        for (int rounds = 0; rounds < 100 && outlet.output("build").length() < 5_000; rounds++) {
            int before = outlet.output("build").length();
            acknowledge(position());
            assertThat(outlet.output("build").length()).isBetween(before + 1, before + 1_000);
        }

        assertThat(outlet.output("build")).hasSize(5_000);
        assertThat(Replay.of("build", outlet.envelopes()).faults()).isEmpty();
    }

    @Test
    void part_of_it_makes_room_for_a_part() {
        rig.output("build", "x".repeat(5_000));
        subscribe(1_000);
        int before = outlet.output("build").length();

        acknowledge(outlet.envelopes().get(1).offset());

        assertThat(outlet.output("build").length()).isBetween(before + 1, before + 500);
    }

    @Test
    void acknowledgements_out_of_order_twice_or_beyond_the_end_do_no_harm() {
        rig.output("build", "x".repeat(5_000));
        subscribe(1_000);
        long sent = position();
        acknowledge(0);
        acknowledge(sent);
        int before = outlet.output("build").length();

        acknowledge(1);
        acknowledge(sent);
        acknowledge(sent - 1);
        assertThat(outlet.output("build")).hasSize(before);

        acknowledge(Long.MAX_VALUE);
        assertThat(outlet.output("build").length()).isLessThanOrEqualTo(before + 1_000);
        assertThat(Replay.of("build", outlet.envelopes()).faults()).isEmpty();
    }

    @Test
    void a_record_larger_than_the_window_goes_alone() {
        rig.records("build", "x".repeat(60), "y".repeat(60));
        subscribe(10);
        assertThat(outlet.output("build")).isEqualTo("x".repeat(60));

        acknowledge(1);

        assertThat(outlet.output("build")).isEqualTo("x".repeat(60) + "y".repeat(60));
    }

    @Test
    void what_is_no_output_needs_no_room_but_keeps_its_place() {
        rig.records("build", "x".repeat(60));
        rig.message("build", "{\"n\":1}");
        rig.records("build", "y".repeat(60));
        rig.message("build", "{\"n\":2}");
        subscribe(60);

        assertThat(outlet.types())
                .containsExactly(MessageType.SUBSCRIBED, MessageType.TERMINAL_OUTPUT, MessageType.TASK_STATUS);
        acknowledge(2);
        assertThat(outlet.types()).endsWith(MessageType.TERMINAL_OUTPUT, MessageType.TASK_STATUS);
    }

    @Test
    void live_output_waits_for_the_acknowledgement_too() {
        subscribe(100);
        for (int i = 0; i < 10; i++) {
            rig.output("build", "x".repeat(40));
            rig.passPace();
        }

        assertThat(outlet.output("build").length()).isBetween(64, 100);
        acknowledge(position());
        assertThat(outlet.output("build").length()).isBetween(128, 200);
    }

    @Test
    void a_full_window_in_one_channel_leaves_others_alone() {
        rig.output("build", "x".repeat(5_000));
        subscribe(100);
        subscriber.subscribe(Subscription.whole("other"));
        rig.output("other", "free");
        rig.run();
        rig.passPace();

        assertThat(outlet.output("other")).isEqualTo("free");
    }

    @Test
    void a_window_that_runs_full_and_is_lapped_gets_a_gap_and_goes_on() {
        Rig small = new Rig(Limits.STANDARD.with(Limit.CHANNEL_BYTES, 16_384).with(Limit.BATCH_BYTES, 256));
        FakeOutlet viewer = FakeOutlet.inline();
        Subscriber slow = small.connect(viewer);
        slow.subscribe(Rig.windowed("build", 512));
        small.run();
        small.output("build", "x".repeat(1_000));
        small.passPace();
        small.output("build", "x".repeat(100_000));
        small.passPace();
        for (int rounds = 0; rounds < 100; rounds++) {
            slow.acknowledge("build", Replay.of("build", viewer.envelopes()).position(), null);
            small.passPace();
        }

        Replay replay = Replay.of("build", viewer.envelopes());
        assertThat(replay.faults()).isEmpty();
        assertThat(replay.gaps()).isNotEmpty();
        assertThat(replay.position()).isEqualTo(small.log("build").span().last());
    }

    @RepeatedTest(10)
    void whatever_is_acknowledged_when_the_window_is_never_overrun_and_everything_comes(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        int window = 64 + random.nextInt(1_000);
        subscribe(window);
        int published = 0;
        long acknowledged = 0;
        for (int i = 0; i < 300; i++) {
            int length = random.nextInt(100);
            rig.output("build", "x".repeat(length));
            published += length;
            if (random.nextBoolean()) {
                rig.passPace();
            }
            if (random.nextInt(4) == 0) {
                acknowledged = Math.max(acknowledged, random.nextLong(position() + 1));
                acknowledge(acknowledged);
            }
            assertThat(unacknowledged(acknowledged)).isLessThanOrEqualTo(window);
        }
        for (int rounds = 0; rounds < 10_000 && outlet.output("build").length() < published; rounds++) {
            acknowledge(position());
            rig.passPace();
        }

        assertThat(outlet.output("build")).hasSize(published);
        assertThat(Replay.of("build", outlet.envelopes()).faults()).isEmpty();
    }

    /** Bytes of the frames that are not acknowledged to their end. */
    private int unacknowledged(long acknowledged) {
        List<Frame> frames = outlet.frames();
        return frames.stream()
                .filter(frame -> frame.last() > acknowledged)
                .mapToInt(Frame::weight)
                .sum();
    }

    private void subscribe(int window) {
        subscriber.subscribe(Rig.windowed("build", window));
        rig.run();
    }

    private void acknowledge(long offset) {
        subscriber.acknowledge("build", offset, null);
        rig.run();
    }

    private long position() {
        return Replay.of("build", outlet.envelopes()).position();
    }
}
