package io.tapewire.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.fault.CapturedLog;
import io.tapewire.protocol.CloseCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How a connection ends: by itself, by its silence, or because it asks too much. */
class LeavingTest {
    private static final Duration INTERVAL = Duration.ofMillis(Limits.STANDARD.of(Limit.PING_INTERVAL_MS));
    private static final Duration TIMEOUT = Duration.ofMillis(Limits.STANDARD.of(Limit.PING_TIMEOUT_MS));
    private static final Duration SWEEP = Duration.ofMillis(500);

    private final Rig rig = new Rig();

    @Test
    void one_that_leaves_is_forgotten() {
        FakeOutlet outlet = FakeOutlet.inline();
        Subscriber subscriber = rig.connect(outlet);
        subscriber.subscribe(Subscription.whole("build"));
        rig.output("build", "x");
        rig.run();
        int frames = outlet.count();

        subscriber.leave();
        rig.run();
        rig.output("build", "y");
        rig.passPace();

        assertThat(outlet.count()).isEqualTo(frames);
        assertThat(rig.left()).isEqualTo(1);
        assertThat(rig.sender.subscribers()).isEmpty();
        assertThat(rig.channels.find("build").orElseThrow().viewers()).isZero();
    }

    @Test
    void leaving_twice_counts_once() {
        Subscriber subscriber = rig.connect(FakeOutlet.inline());
        subscriber.leave();
        subscriber.close(CloseCode.FAULT, "again");
        subscriber.leave();
        rig.run();

        assertThat(rig.left()).isEqualTo(1);
    }

    @Test
    void what_is_asked_after_leaving_is_not_done() {
        FakeOutlet outlet = FakeOutlet.inline();
        Subscriber subscriber = rig.connect(outlet);
        subscriber.leave();
        subscriber.subscribe(Subscription.whole("build"));
        subscriber.reply(Rig.pong());
        rig.run();

        assertThat(outlet.count()).isZero();
        assertThat(rig.channels.find("build")).isEmpty();
    }

    @Test
    void a_connection_that_is_lost_with_a_frame_is_forgotten() {
        FakeOutlet outlet = FakeOutlet.held();
        rig.connect(outlet).subscribe(Subscription.whole("build"));
        rig.run();

        outlet.lose();
        rig.run();

        assertThat(rig.left()).isEqualTo(1);
        assertThat(rig.sender.subscribers()).isEmpty();
    }

    @Test
    void a_connection_that_breaks_in_send_is_forgotten_and_others_get_theirs() {
        FakeOutlet before = rig.watch("build");
        FakeOutlet broken = rig.watch("build");
        FakeOutlet after = rig.watch("build");
        broken.breakDown();

        rig.output("build", "x");
        rig.passPace();
        rig.output("build", "y");
        rig.passPace();

        assertThat(before.output("build")).isEqualTo("xy");
        assertThat(after.output("build")).isEqualTo("xy");
        assertThat(broken.output("build")).isEqualTo("x");
        assertThat(rig.left()).isEqualTo(1);
    }

    @Test
    void a_connection_that_goes_wrong_in_an_unforeseen_way_leaves_at_once_and_costs_others_nothing() {
        FakeOutlet before = rig.watch("build");
        FakeOutlet broken = rig.watch("build");
        FakeOutlet after = rig.watch("build");
        broken.goWrong();
        try (CapturedLog log = CapturedLog.ofTapewire()) {
            rig.output("build", "the last");
            rig.passPace();
            assertThat(log.records())
                    .as("what is logged of a viewer who is gone")
                    .isEmpty();
        }

        assertThat(before.output("build")).isEqualTo("the last");
        assertThat(after.output("build")).isEqualTo("the last");
        assertThat(broken.closes()).containsExactly(CloseCode.FAULT);
        assertThat(rig.left()).isEqualTo(1);
    }

    @Test
    void what_a_container_told_of_a_frame_before_says_nothing_of_the_next_one() {
        FakeOutlet outlet = rig.watch("build");
        outlet.tellAgain();
        outlet.hold();
        rig.output("build", "x");
        rig.passPace();
        int frames = outlet.count();

        outlet.tellAgain();
        rig.output("build", "y");
        rig.passPace();

        assertThat(outlet.count()).isEqualTo(frames);
        rig.landAll(outlet);
        assertThat(outlet.output("build")).isEqualTo("xy");
    }

    @Test
    void a_silent_viewer_is_pinged_once_per_interval() {
        FakeOutlet outlet = rig.watch("build");
        rig.pass(INTERVAL);
        assertThat(outlet.pings()).isZero();

        rig.pass(SWEEP);
        assertThat(outlet.pings()).isEqualTo(1);
        rig.pass(SWEEP);
        rig.pass(SWEEP);
        assertThat(outlet.pings()).isEqualTo(1);
        rig.pass(INTERVAL);
        assertThat(outlet.pings()).isEqualTo(2);
    }

    @Test
    void a_viewer_that_answers_is_kept() {
        FakeOutlet outlet = FakeOutlet.inline();
        Subscriber subscriber = rig.connect(outlet);
        for (int i = 0; i < 50; i++) {
            rig.pass(INTERVAL.plus(SWEEP));
            subscriber.heard();
        }

        assertThat(outlet.pings()).isBetween(45, 50);
        assertThat(outlet.closes()).isEmpty();
        assertThat(rig.left()).isZero();
    }

    @Test
    void a_viewer_that_says_nothing_for_too_long_is_closed_so_that_it_comes_back() {
        FakeOutlet outlet = rig.watch("build");
        rig.pass(INTERVAL.plus(TIMEOUT));
        assertThat(outlet.closes()).isEmpty();

        rig.pass(SWEEP);

        assertThat(outlet.closes()).containsExactly(CloseCode.UNRESPONSIVE);
        assertThat(rig.left()).isEqualTo(1);
        assertThat(rig.sender.subscribers()).isEmpty();
    }

    @Test
    void a_viewer_that_takes_nothing_for_too_long_is_closed_however_much_it_says() {
        FakeOutlet outlet = FakeOutlet.held();
        Subscriber subscriber = rig.connect(outlet);
        subscriber.subscribe(Subscription.whole("build"));
        rig.run();
        for (Duration passed = Duration.ZERO; passed.compareTo(TIMEOUT) < 0; passed = passed.plus(SWEEP)) {
            assertThat(outlet.closes()).isEmpty();
            subscriber.heard();
            rig.pass(SWEEP);
        }
        rig.pass(SWEEP);

        assertThat(outlet.closes()).containsExactly(CloseCode.UNRESPONSIVE);
        assertThat(rig.left()).isEqualTo(1);
    }

    @Test
    void no_ping_is_sent_while_a_frame_is_under_way_but_when_it_has_landed() {
        FakeOutlet outlet = FakeOutlet.held();
        rig.connect(outlet).subscribe(Subscription.whole("build"));
        rig.run();
        rig.pass(INTERVAL.plus(SWEEP));
        assertThat(outlet.pings()).isZero();

        outlet.land();
        rig.run();

        assertThat(outlet.pings()).isEqualTo(1);
    }

    @Test
    void too_many_requests_without_reading_the_answers_are_abuse() {
        Rig strict = new Rig(Limits.STANDARD.with(Limit.CONNECTION_REPLIES, 8));
        FakeOutlet outlet = FakeOutlet.held();
        Subscriber subscriber = strict.connect(outlet);
        strict.run();
        // the first goes out at once
        for (int i = 0; i < 9; i++) {
            subscriber.reply(Rig.pong());
            strict.run();
        }
        assertThat(outlet.closes()).isEmpty();

        subscriber.reply(Rig.pong());
        strict.run();

        assertThat(outlet.closes()).containsExactly(CloseCode.ABUSE);
        assertThat(CloseCode.ABUSE.number()).isEqualTo(1008);
        assertThat(strict.left()).isEqualTo(1);
    }

    @Test
    void one_that_goes_on_asking_after_it_was_closed_is_not_closed_again_and_again() {
        Rig strict = new Rig(Limits.STANDARD.with(Limit.CONNECTION_REPLIES, 8));
        FakeOutlet outlet = FakeOutlet.held();
        Subscriber subscriber = strict.connect(outlet);
        for (int i = 0; i < 1_000; i++) {
            subscriber.reply(Rig.pong());
        }
        strict.run();

        assertThat(outlet.closes()).containsExactly(CloseCode.ABUSE);
    }

    @Test
    void requests_that_are_answered_may_be_as_many_as_there_are() {
        Rig strict = new Rig(Limits.STANDARD.with(Limit.CONNECTION_REPLIES, 8));
        FakeOutlet outlet = FakeOutlet.inline();
        Subscriber subscriber = strict.connect(outlet);
        for (int i = 0; i < 200; i++) {
            subscriber.reply(Rig.pong());
            subscriber.subscribe(Subscription.whole("build"));
            subscriber.acknowledge("build", 1, null);
            subscriber.acknowledge("other", 1, null);
            subscriber.unsubscribe("build", null);
            subscriber.unsubscribe("build", null);
            strict.run();
        }

        assertThat(outlet.closes()).isEmpty();
        assertThat(outlet.count()).isEqualTo(1_000);
    }

    @Test
    void requests_to_subscribe_count_as_unanswered_too_until_they_are() {
        Rig strict = new Rig(Limits.STANDARD.with(Limit.CONNECTION_REPLIES, 8));
        FakeOutlet outlet = FakeOutlet.held();
        Subscriber subscriber = strict.connect(outlet);
        for (int i = 0; i < 50; i++) {
            subscriber.subscribe(Subscription.whole("build"));
            strict.run();
        }

        assertThat(outlet.closes()).contains(CloseCode.ABUSE);
    }

    @Test
    void leaving_the_last_viewer_of_an_empty_channel_leaves_no_channel() {
        Subscriber subscriber = rig.connect(FakeOutlet.inline());
        subscriber.subscribe(Subscription.whole("empty"));
        rig.run();
        assertThat(rig.channels.find("empty")).isPresent();

        subscriber.leave();
        rig.run();

        assertThat(rig.channels.find("empty")).isEmpty();
    }
}
