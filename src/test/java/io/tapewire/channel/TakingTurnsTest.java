package io.tapewire.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.protocol.MessageType;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A sender has so many bytes under way at most, and so many frames in a row for one: viewers that are far behind take turns,
 * the others don't wait for them.
 */
class TakingTurnsTest {
    private static final int BACKLOG = 1_000_000;

    private static final int TURN = 3;

    private final Rig rig =
            new Rig(Limits.STANDARD.with(Limit.SENDER_BYTES, 2 * 65_536).with(Limit.SENDER_TURN_FRAMES, TURN));

    @Test
    void viewers_that_are_far_behind_wait_for_room() {
        List<FakeOutlet> outlets = farBehind(10);

        assertThat(underWay(outlets)).isBetween(2L, 3L);
    }

    @Test
    void each_gets_its_turn_and_everything_in_it() {
        List<FakeOutlet> outlets = farBehind(10);

        while (outlets.stream().filter(FakeOutlet::land).count() > 0) {
            rig.run();
        }

        assertThat(outlets).allSatisfy(outlet -> {
            assertThat(outlet.output("build")).hasSize(BACKLOG);
            assertThat(Replay.of("build", outlet.envelopes()).faults()).isEmpty();
        });
    }

    @Test
    void who_keeps_up_does_not_wait_for_those_who_are_far_behind() {
        farBehind(10);
        FakeOutlet live = rig.watch("live");
        rig.passPace();

        rig.output("live", "at once");
        rig.run();

        assertThat(live.output("live")).isEqualTo("at once");
    }

    @Test
    void replies_do_not_wait_for_room() {
        farBehind(3);
        FakeOutlet outlet = FakeOutlet.inline();
        Subscriber subscriber = watchBuild(outlet);
        rig.run();
        assertThat(outlet.output("build")).isEmpty();

        for (int i = 0; i < 3; i++) {
            subscriber.reply(Rig.pong());
        }
        rig.run();

        assertThat(outlet.types()).filteredOn(type -> type == MessageType.PONG).hasSize(3);
    }

    @Test
    void a_live_channel_does_not_wait_for_another_one_of_the_same_connection_that_is_far_behind() {
        farBehind(3);
        FakeOutlet outlet = FakeOutlet.inline();
        Subscriber subscriber = watchBuild(outlet);
        subscriber.subscribe(Subscription.whole("live"));
        rig.run();
        rig.passPace();
        rig.output("live", "at once");
        rig.run();

        assertThat(outlet.output("live")).isEqualTo("at once");
        assertThat(outlet.output("build")).isEmpty();
    }

    @Test
    void who_has_landed_waits_behind_those_who_wait() {
        List<FakeOutlet> outlets = farBehind(10);
        List<FakeOutlet> first =
                outlets.stream().filter(outlet -> outlet.count() > 1).toList();

        // all at once: their turns stand in the inbox before anybody else is looked at
        first.forEach(FakeOutlet::land);
        rig.run();

        assertThat(first).allSatisfy(outlet -> assertThat(outlet.count()).isEqualTo(2));
        assertThat(underWay(outlets)).isGreaterThan(first.size());
    }

    @Test
    void nobody_waits_for_viewers_that_stall() {
        List<FakeOutlet> stalled = farBehind(3);
        FakeOutlet healthy = rig.watch("build");
        assertThat(healthy.output("build")).isEmpty();

        for (int sweeps = 0; sweeps < 10; sweeps++) {
            rig.pass(Duration.ofSeconds(1));
        }

        assertThat(healthy.output("build")).hasSize(BACKLOG);
        assertThat(underWay(stalled)).isEqualTo(3);
    }

    @Test
    void nobody_waits_for_viewers_that_leave() {
        rig.output("build", "x".repeat(BACKLOG));
        List<Subscriber> leaving = Stream.generate(FakeOutlet::held)
                .limit(3)
                .map(outlet -> {
                    Subscriber subscriber = watchBuild(outlet);
                    rig.run();
                    outlet.land();
                    rig.run();
                    return subscriber;
                })
                .toList();
        FakeOutlet healthy = rig.watch("build");
        assertThat(healthy.output("build")).isEmpty();

        leaving.forEach(Subscriber::leave);
        rig.run();

        assertThat(healthy.output("build")).hasSize(BACKLOG);
    }

    @Test
    void one_that_takes_everything_at_once_does_not_keep_others_waiting() {
        FakeOutlet greedy = greedy(1).get(0);
        FakeOutlet modest = FakeOutlet.inline();
        rig.connect(modest).reply(Rig.pong());

        rig.sender.step();

        assertThat(modest.count()).isEqualTo(1);
        assertThat(greedy.output("build")).isEmpty();
        rig.sender.step();
        assertThat(greedy.count()).isEqualTo(1 + TURN);
        rig.run();
        assertThat(greedy.output("build")).hasSize(BACKLOG);
    }

    @Test
    void live_output_goes_between_two_turns() {
        FakeOutlet live = rig.watch("live");
        List<FakeOutlet> greedy = greedy(10);
        rig.sender.step();
        rig.output("live", "at once");
        rig.clock.advance(Rig.PACE);

        rig.sender.step();

        assertThat(live.output("live")).isEqualTo("at once");
        assertThat(greedy).filteredOn(outlet -> outlet.count() > 1).hasSize(1);
        rig.run();
        assertThat(greedy)
                .allSatisfy(outlet -> assertThat(outlet.output("build")).hasSize(BACKLOG));
    }

    @Test
    void a_reply_does_not_wait_for_the_turn_of_its_connection() {
        greedy(10);
        FakeOutlet outlet = FakeOutlet.inline();
        Subscriber last = watchBuild(outlet);
        rig.sender.step();

        last.reply(Rig.pong());
        rig.sender.step();

        assertThat(outlet.types()).containsExactly(MessageType.SUBSCRIBED, MessageType.PONG);
    }

    @Test
    void nobody_gets_ahead_of_the_others_by_more_than_a_turn() {
        List<FakeOutlet> greedy = greedy(10);
        rig.sender.step();

        while (rig.sender.step()) {
            List<Integer> counts = greedy.stream().map(FakeOutlet::count).toList();
            assertThat(Collections.max(counts) - Collections.min(counts)).isLessThanOrEqualTo(TURN);
        }

        assertThat(greedy)
                .allSatisfy(outlet -> assertThat(outlet.output("build")).hasSize(BACKLOG));
    }

    /** Viewers that take everything at once, and have not been served yet. */
    private List<FakeOutlet> greedy(int viewers) {
        rig.output("build", "x".repeat(BACKLOG));
        List<FakeOutlet> outlets =
                Stream.generate(FakeOutlet::inline).limit(viewers).toList();
        outlets.forEach(this::watchBuild);
        return outlets;
    }

    /** Viewers that have been told where they begin, and take nothing more yet. */
    private List<FakeOutlet> farBehind(int viewers) {
        if (rig.channels.find("build").isEmpty()) {
            rig.output("build", "x".repeat(BACKLOG));
        }
        List<FakeOutlet> outlets =
                Stream.generate(FakeOutlet::held).limit(viewers).toList();
        outlets.forEach(this::watchBuild);
        rig.run();
        outlets.forEach(FakeOutlet::land);
        rig.run();
        return outlets;
    }

    private Subscriber watchBuild(FakeOutlet outlet) {
        Subscriber subscriber = rig.connect(outlet);
        subscriber.subscribe(Subscription.whole("build"));
        return subscriber;
    }

    private static long underWay(List<FakeOutlet> outlets) {
        // the first frame says where it begins
        return outlets.stream().filter(outlet -> outlet.count() > 1).count();
    }
}
