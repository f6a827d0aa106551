package io.tapewire.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.MessageType;
import org.junit.jupiter.api.Test;

/** A client that comes back with what it has, and one that the log has run away from. */
class ResumingTest {
    private final Rig rig =
            new Rig(Limits.STANDARD.with(Limit.CHANNEL_BYTES, 16_384).with(Limit.BATCH_BYTES, 256));

    @Test
    void it_goes_on_right_after_the_last_record_that_it_has() {
        rig.records("build", "a", "b", "c", "d");
        FakeOutlet outlet = resume(rig.epoch("build"), 2);

        assertThat(outlet.output("build")).isEqualTo("cd");
        assertThat(outlet.envelopes().get(0).offset()).isEqualTo(2);
        assertThat(recovered(outlet)).isTrue();
    }

    @Test
    void every_position_can_be_resumed_from() {
        rig.records("build", "a", "b", "c", "d");
        for (int position = 0; position <= 4; position++) {
            FakeOutlet outlet = resume(rig.epoch("build"), position);

            assertThat(outlet.output("build")).isEqualTo("abcd".substring(position));
            assertThat(recovered(outlet)).isTrue();
            assertThat(Replay.of("build", outlet.envelopes()).faults()).isEmpty();
        }
    }

    @Test
    void who_has_everything_gets_only_what_is_new() {
        rig.records("build", "a");
        FakeOutlet outlet = resume(rig.epoch("build"), 1);
        assertThat(outlet.types()).containsExactly(MessageType.SUBSCRIBED);

        rig.output("build", "b");
        rig.passPace();

        assertThat(outlet.output("build")).isEqualTo("b");
    }

    @Test
    void what_was_sealed_for_others_meanwhile_is_found_at_its_offset() {
        rig.output("build", "a");
        rig.channels.find("build").orElseThrow().position();
        rig.output("build", "b");

        assertThat(resume(rig.epoch("build"), 1).output("build")).isEqualTo("b");
    }

    @Test
    void an_epoch_that_is_not_this_logs_gives_the_whole_retained_history() {
        rig.records("build", "a", "b");
        FakeOutlet outlet = resume("another", 1);

        assertThat(outlet.output("build")).isEqualTo("ab");
        assertThat(recovered(outlet)).isFalse();
        assertThat(outlet.envelopes().get(0).epoch()).isEqualTo(rig.epoch("build"));
        assertThat(outlet.envelopes().get(0).offset()).isZero();
    }

    @Test
    void a_position_that_the_log_has_not_reached_gives_the_whole_retained_history() {
        rig.records("build", "a", "b");
        FakeOutlet outlet = resume(rig.epoch("build"), 3);

        assertThat(outlet.output("build")).isEqualTo("ab");
        assertThat(recovered(outlet)).isFalse();
    }

    @Test
    void the_whole_retained_history_of_a_log_that_forgot_its_begin_comes_without_a_gap() {
        fill();
        long first = rig.log("build").span().first();

        FakeOutlet outlet = rig.watch("build");

        assertThat(first).isGreaterThan(1);
        assertThat(outlet.envelopes().get(0).offset()).isEqualTo(first - 1);
        Replay replay = Replay.of("build", outlet.envelopes());
        assertThat(replay.faults()).isEmpty();
        assertThat(replay.gaps()).isEmpty();
        assertThat(replay.position()).isEqualTo(rig.log("build").span().last());
    }

    @Test
    void what_was_forgotten_since_is_named_in_a_gap_and_then_the_rest_comes() {
        rig.records("build", "a", "b");
        fill();
        long first = rig.log("build").span().first();

        FakeOutlet outlet = resume(rig.epoch("build"), 2);

        Replay replay = Replay.of("build", outlet.envelopes());
        assertThat(recovered(outlet)).isFalse();
        assertThat(replay.faults()).isEmpty();
        assertThat(replay.start()).isEqualTo(2);
        assertThat(replay.gaps()).containsExactly("3-" + (first - 1) + " evicted");
        assertThat(replay.position()).isEqualTo(rig.log("build").span().last());
    }

    @Test
    void the_oldest_position_that_can_be_resumed_without_loss_is() {
        fill();
        long first = rig.log("build").span().first();

        assertThat(recovered(resume(rig.epoch("build"), first - 1))).isTrue();
        assertThat(recovered(resume(rig.epoch("build"), first - 2))).isFalse();
    }

    @Test
    void a_slow_viewer_that_the_log_ran_away_from_gets_a_gap_and_goes_on() {
        FakeOutlet outlet = FakeOutlet.held();
        rig.connect(outlet).subscribe(Subscription.whole("build"));
        rig.run();
        rig.landAll(outlet);
        rig.records("build", "a", "b");
        rig.passPace();
        fill();
        rig.passPace();
        long first = rig.log("build").span().first();

        rig.landAll(outlet);

        Replay replay = Replay.of("build", outlet.envelopes());
        assertThat(replay.faults()).isEmpty();
        assertThat(replay.gaps()).containsExactly("3-" + (first - 1) + " slow");
        assertThat(replay.position()).isEqualTo(rig.log("build").span().last());
    }

    @Test
    void a_viewer_may_be_lapped_again_and_again() {
        FakeOutlet outlet = FakeOutlet.held();
        rig.connect(outlet).subscribe(Subscription.whole("build"));
        rig.run();
        for (int laps = 0; laps < 5; laps++) {
            fill();
            rig.passPace();
            outlet.land();
            rig.run();
        }
        rig.landAll(outlet);
        rig.records("build", "the end");
        rig.passPace();
        rig.landAll(outlet);

        Replay replay = Replay.of("build", outlet.envelopes());
        assertThat(replay.faults()).isEmpty();
        assertThat(replay.gaps())
                .hasSizeGreaterThan(1)
                .allMatch(gap -> gap.endsWith("slow") || gap.endsWith("evicted"));
        assertThat(replay.output()).endsWith("the end");
    }

    @Test
    void what_is_forgotten_between_subscribed_and_the_first_record_was_evicted() {
        rig.records("build", "a", "b");
        FakeOutlet outlet = FakeOutlet.held();
        rig.connect(outlet).subscribe(Subscription.whole("build"));
        rig.run();
        fill();
        rig.landAll(outlet);

        Replay replay = Replay.of("build", outlet.envelopes());
        assertThat(replay.faults()).isEmpty();
        assertThat(replay.gaps())
                .containsExactly("1-" + (rig.log("build").span().first() - 1) + " evicted");
    }

    private FakeOutlet resume(String epoch, long offset) {
        FakeOutlet outlet = FakeOutlet.inline();
        rig.connect(outlet).subscribe(Rig.resume("build", epoch, offset));
        rig.run();
        return outlet;
    }

    /** More than the log retains. */
    private void fill() {
        for (int i = 0; i < 300; i++) {
            rig.records("build", "a line of output, number " + i + " of those that fill the log, and then some more\n");
        }
    }

    private static boolean recovered(FakeOutlet outlet) {
        Envelope subscribed = outlet.envelopes().get(0);
        assertThat(subscribed.type()).isEqualTo(MessageType.SUBSCRIBED);
        return subscribed.data().getBoolean("recovered");
    }
}
