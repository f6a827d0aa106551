package io.tapewire.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import org.junit.jupiter.api.Test;

/** How far a producer is ahead of the viewers that it should wait for. */
class HoldingTest {
    private static final int HOLD = 20_000;

    private final Rig rig =
            new Rig(Limits.STANDARD.with(Limit.INGEST_HOLD_BYTES, HOLD).with(Limit.CHANNEL_BYTES, 100_000));

    @Test
    void nobody_waits_for_nobody() {
        rig.output("build", "x".repeat(50_000));

        assertThat(lag()).isZero();
    }

    @Test
    void nobody_waits_for_viewers_that_have_everything() {
        rig.watch("build");
        rig.output("build", "x".repeat(50_000));
        rig.passPace();
        lag();
        rig.passPace();

        assertThat(lag()).isZero();
    }

    @Test
    void a_viewer_that_is_behind_is_waited_for() {
        FakeOutlet slow = held();
        rig.output("build", "x".repeat(50_000));
        rig.passPace();

        assertThat(lag()).isBetween(45_000L, 50_000L);
        rig.landAll(slow);
        lag();
        rig.passPace();
        assertThat(lag()).isZero();
    }

    @Test
    void a_viewer_is_waited_for_from_its_first_moment() {
        rig.output("build", "x".repeat(50_000));
        FakeOutlet slow = FakeOutlet.held();
        rig.connect(slow).subscribe(Subscription.whole("build"));
        rig.sender.step();

        assertThat(lag()).isBetween(45_000L, 50_000L);
    }

    @Test
    void the_slowest_one_counts() {
        rig.watch("build");
        held();
        rig.watch("build");
        rig.output("build", "x".repeat(50_000));
        rig.passPace();

        assertThat(lag()).isGreaterThan(45_000L);
    }

    @Test
    void a_viewer_whose_place_is_gone_is_not_waited_for() {
        held();
        rig.output("build", "x".repeat(300_000));
        rig.passPace();
        lag();
        rig.passPace();

        assertThat(lag()).isZero();
    }

    @Test
    void one_that_was_lapped_is_waited_for_again_when_it_has_nearly_caught_up() {
        FakeOutlet slow = held();
        rig.output("build", "x".repeat(300_000));
        rig.passPace();
        slow.takeAtOnce();
        rig.landAll(slow);
        lag();
        rig.passPace();
        slow.hold();
        rig.output("build", "x");
        rig.passPace();
        rig.output("build", "x".repeat(50_000));
        rig.passPace();

        assertThat(lag()).isGreaterThan(45_000L);
    }

    @Test
    void one_that_leaves_is_no_longer_waited_for() {
        FakeOutlet slow = FakeOutlet.held();
        Subscriber subscriber = rig.connect(slow);
        subscriber.subscribe(Subscription.whole("build"));
        rig.output("build", "x".repeat(50_000));
        rig.passPace();
        assertThat(lag()).isPositive();

        subscriber.leave();
        rig.passPace();

        assertThat(lag()).isZero();
    }

    @Test
    void one_of_several_that_leaves_is_no_longer_waited_for_after_the_next_look() {
        rig.watch("build");
        FakeOutlet slow = FakeOutlet.held();
        Subscriber subscriber = rig.connect(slow);
        subscriber.subscribe(Subscription.whole("build"));
        rig.output("build", "x".repeat(50_000));
        rig.passPace();
        subscriber.leave();
        rig.passPace();
        lag();
        rig.passPace();

        assertThat(lag()).isZero();
    }

    @Test
    void after_a_deletion_nobody_waits_for_what_was_before() {
        FakeOutlet slow = held();
        rig.output("build", "x".repeat(50_000));
        rig.passPace();
        rig.channels.delete("build");

        assertThat(lag()).isZero();
        rig.landAll(slow);
    }

    private FakeOutlet held() {
        FakeOutlet outlet = FakeOutlet.held();
        rig.connect(outlet).subscribe(Subscription.whole("build"));
        rig.run();
        rig.landAll(outlet);
        rig.output("build", "first");
        rig.passPace();
        return outlet;
    }

    private long lag() {
        return rig.channels.find("build").orElseThrow().lagBytes();
    }
}
