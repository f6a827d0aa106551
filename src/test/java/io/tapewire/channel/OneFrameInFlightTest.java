package io.tapewire.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.protocol.MessageType;
import java.util.ArrayDeque;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** Both containers queue without bound what they are given, so each connection is given one frame at a time. */
class OneFrameInFlightTest {
    private final Rig rig = new Rig();

    @Test
    void nothing_is_sent_while_a_frame_is_under_way() {
        rig.output("build", "x".repeat(1_000_000));
        FakeOutlet outlet = FakeOutlet.held();
        rig.connect(outlet).subscribe(Subscription.whole("build"));
        rig.run();
        assertThat(outlet.count()).isEqualTo(1);

        for (int frames = 2; frames < 10; frames++) {
            outlet.land();
            rig.run();
            assertThat(outlet.count()).isEqualTo(frames);
        }
    }

    @Test
    void replies_wait_for_their_turn_as_well() {
        rig.output("build", "x".repeat(1_000_000));
        FakeOutlet outlet = FakeOutlet.held();
        Subscriber subscriber = rig.connect(outlet);
        subscriber.subscribe(Subscription.whole("build"));
        rig.run();
        for (int i = 0; i < 5; i++) {
            subscriber.reply(Rig.pong());
        }
        rig.run();
        assertThat(outlet.count()).isEqualTo(1);

        rig.landAll(outlet);
        assertThat(outlet.types()).filteredOn(type -> type == MessageType.PONG).hasSize(5);
        assertThat(outlet.output("build")).hasSize(1_000_000);
        assertThat(Replay.of("build", outlet.envelopes()).faults()).isEmpty();
    }

    @Test
    void a_reply_comes_before_the_records_that_wait() {
        rig.output("build", "x".repeat(1_000_000));
        FakeOutlet outlet = FakeOutlet.held();
        Subscriber subscriber = rig.connect(outlet);
        subscriber.subscribe(Subscription.whole("build"));
        rig.run();
        subscriber.reply(Rig.pong());
        rig.run();

        outlet.land();
        rig.run();

        assertThat(outlet.last().type()).isEqualTo(MessageType.PONG);
    }

    @Test
    void frames_may_be_reported_by_another_thread_before_or_after_send_returns() {
        Queue<Runnable> other = new ArrayDeque<>();
        FakeOutlet outlet = FakeOutlet.on(other::add);
        rig.connect(outlet).subscribe(Subscription.whole("build"));
        StringBuilder published = new StringBuilder();
        for (int i = 0; i < 200; i++) {
            String text = "piece " + i + "\n";
            published.append(text);
            rig.output("build", text);
            if (i % 3 == 0) {
                rig.passPace();
            }
            if (i % 7 < 4 && !other.isEmpty()) {
                other.poll().run();
            }
            if (i % 5 == 0) {
                outlet.takeAtOnce();
            } else {
                outlet.hold();
            }
            outlet.land();
        }
        outlet.takeAtOnce();
        while (!other.isEmpty()) {
            other.poll().run();
        }
        rig.landAll(outlet);
        rig.passPace();
        rig.passPace();

        assertThat(outlet.output("build")).isEqualTo(published.toString());
        assertThat(Replay.of("build", outlet.envelopes()).faults()).isEmpty();
    }

    @Test
    void a_stalled_viewer_does_not_delay_others() {
        FakeOutlet stalled = FakeOutlet.held();
        rig.connect(stalled).subscribe(Subscription.whole("build"));
        FakeOutlet lively = rig.watch("build");
        for (int i = 0; i < 100; i++) {
            rig.output("build", "x".repeat(1_000));
            rig.passPace();
        }

        assertThat(stalled.count()).isEqualTo(1);
        assertThat(lively.output("build")).hasSize(100_000);
    }

    @Test
    void a_stalled_viewer_goes_on_where_it_stood() {
        FakeOutlet outlet = rig.watch("build");
        rig.records("build", "before ");
        rig.passPace();
        outlet.hold();
        for (int i = 0; i < 100; i++) {
            rig.records("build", i + " ");
            rig.passPace();
        }
        int stalledAt = outlet.count();
        outlet.takeAtOnce();
        rig.landAll(outlet);

        // what has piled up leaves as one frame
        assertThat(outlet.count()).isEqualTo(stalledAt + 1);
        assertThat(outlet.output("build")).startsWith("before 0 1 2 ").endsWith(" 98 99 ");
        assertThat(Replay.of("build", outlet.envelopes()).faults()).isEmpty();
    }
}
