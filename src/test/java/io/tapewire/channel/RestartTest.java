package io.tapewire.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.protocol.MessageType;
import org.junit.jupiter.api.Test;

/** A channel that is deleted starts again from nothing, and who watches it is told. */
class RestartTest {
    private final Rig rig = new Rig();

    @Test
    void a_viewer_gets_a_gap_and_is_subscribed_to_the_new_epoch() {
        rig.records("build", "a", "b");
        FakeOutlet outlet = rig.watch("build");
        String before = rig.epoch("build");

        rig.channels.delete("build");
        rig.run();
        rig.passPace();

        assertThat(outlet.types()).endsWith(MessageType.TERMINAL_OUTPUT, MessageType.GAP, MessageType.SUBSCRIBED);
        assertThat(outlet.last().epoch()).isEqualTo(rig.epoch("build")).isNotEqualTo(before);
        assertThat(outlet.last().offset()).isZero();
        assertThat(outlet.last().data().getBoolean("recovered")).isFalse();
        assertThat(Replay.of("build", outlet.envelopes()).gaps()).containsExactly("3-2 restart");
    }

    @Test
    void what_was_on_its_way_is_named_in_the_gap() {
        FakeOutlet outlet = FakeOutlet.held();
        rig.connect(outlet).subscribe(Subscription.whole("build"));
        rig.run();
        rig.landAll(outlet);
        rig.records("build", "a");
        rig.passPace();
        rig.records("build", "b", "c");
        rig.channels.delete("build");
        rig.passPace();
        rig.landAll(outlet);

        Replay replay = Replay.of("build", outlet.envelopes());
        assertThat(replay.faults()).isEmpty();
        assertThat(replay.gaps()).containsExactly("2-3 restart");
        assertThat(replay.epochs()).isEqualTo(2);
    }

    @Test
    void it_goes_on_with_what_is_published_afterwards() {
        FakeOutlet outlet = rig.watch("build");
        rig.output("build", "old");
        rig.passPace();
        rig.channels.delete("build");
        rig.passPace();
        rig.output("build", "new");
        rig.passPace();

        Replay replay = Replay.of("build", outlet.envelopes());
        assertThat(replay.faults()).isEmpty();
        assertThat(replay.output()).isEqualTo("new");
        assertThat(outlet.last().offset()).isEqualTo(1);
    }

    @Test
    void it_goes_on_with_what_is_published_right_behind_the_deletion() {
        FakeOutlet outlet = rig.watch("build");
        rig.output("build", "old");
        rig.passPace();
        rig.channels.delete("build");
        rig.output("build", "new");
        rig.passPace();
        rig.passPace();

        Replay replay = Replay.of("build", outlet.envelopes());
        assertThat(replay.faults()).isEmpty();
        assertThat(replay.output()).isEqualTo("new");
    }

    @Test
    void a_viewer_that_slept_through_several_deletions_finds_the_newest_log() {
        FakeOutlet outlet = FakeOutlet.held();
        rig.connect(outlet).subscribe(Subscription.whole("build"));
        rig.run();
        for (int i = 0; i < 3; i++) {
            rig.output("build", "text " + i);
            rig.passPace();
            rig.channels.delete("build");
        }
        rig.output("build", "the end");
        rig.passPace();
        rig.landAll(outlet);
        rig.passPace();
        rig.landAll(outlet);

        Replay replay = Replay.of("build", outlet.envelopes());
        assertThat(replay.faults()).isEmpty();
        assertThat(replay.output()).isEqualTo("the end");
        assertThat(replay.epoch()).isEqualTo(rig.epoch("build"));
    }

    @Test
    void a_viewer_that_was_behind_in_the_old_log_gets_all_of_the_new_one() {
        FakeOutlet outlet = FakeOutlet.held();
        rig.connect(outlet).subscribe(Subscription.whole("build"));
        rig.output("build", "x".repeat(500_000));
        rig.run();
        outlet.land();
        rig.run();
        rig.channels.delete("build");
        rig.records("build", "1", "2", "3");
        rig.landAll(outlet);
        rig.passPace();
        rig.landAll(outlet);

        Replay replay = Replay.of("build", outlet.envelopes());
        assertThat(replay.faults()).isEmpty();
        assertThat(replay.output()).isEqualTo("123");
    }

    @Test
    void an_old_epoch_cannot_be_resumed() {
        rig.records("build", "a", "b");
        String old = rig.epoch("build");
        rig.channels.delete("build");
        rig.records("build", "c", "d", "e");
        FakeOutlet outlet = FakeOutlet.inline();
        rig.connect(outlet).subscribe(Rig.resume("build", old, 2));
        rig.run();

        assertThat(outlet.output("build")).isEqualTo("cde");
        assertThat(outlet.envelopes().get(0).data().getBoolean("recovered")).isFalse();
    }

    @Test
    void a_window_that_was_full_is_empty_again() {
        FakeOutlet outlet = FakeOutlet.inline();
        rig.connect(outlet).subscribe(Rig.windowed("build", 10));
        rig.records("build", "0123456789", "more");
        rig.run();
        rig.passPace();
        assertThat(outlet.output("build")).isEqualTo("0123456789");

        rig.channels.delete("build");
        rig.output("build", "new");
        rig.passPace();
        rig.passPace();

        assertThat(Replay.of("build", outlet.envelopes()).output()).isEqualTo("new");
    }
}
