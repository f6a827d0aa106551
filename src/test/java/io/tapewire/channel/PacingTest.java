package io.tapewire.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The first output after quiet goes out at once; while output flows it is gathered for a moment. */
class PacingTest {
    private final Rig rig = new Rig();

    @Test
    void the_first_output_goes_out_at_once() {
        FakeOutlet outlet = rig.watch("build");
        rig.passPace();

        rig.output("build", "at once");
        rig.run();

        assertThat(outlet.output("build")).isEqualTo("at once");
    }

    @Test
    void output_that_follows_soon_is_gathered_and_leaves_as_one_frame() {
        FakeOutlet outlet = rig.watch("build");
        rig.passPace();
        rig.output("build", "first");
        rig.run();
        int frames = outlet.count();

        for (int i = 0; i < 10; i++) {
            rig.output("build", "." + i);
            rig.run();
        }
        assertThat(outlet.count()).isEqualTo(frames);

        rig.pass(Rig.PACE);
        assertThat(outlet.count()).isEqualTo(frames + 1);
        assertThat(outlet.output("build")).isEqualTo("first.0.1.2.3.4.5.6.7.8.9");
    }

    @Test
    void flowing_output_leaves_once_in_a_while_and_not_more_often() {
        FakeOutlet outlet = rig.watch("build");
        rig.passPace();
        int frames = outlet.count();

        for (int tenths = 0; tenths < 1_000; tenths++) {
            rig.output("build", "x");
            rig.pass(Duration.ofNanos(100_000));
        }

        // 100 ms at one frame per 4 ms
        assertThat(outlet.count() - frames).isBetween(20, 26);
        rig.passPace();
        assertThat(outlet.output("build")).hasSize(1_000);
    }

    @Test
    void after_quiet_it_is_at_once_again() {
        FakeOutlet outlet = rig.watch("build");
        for (int i = 1; i <= 5; i++) {
            rig.pass(Duration.ofSeconds(1));
            rig.output("build", "x");
            rig.run();

            assertThat(outlet.output("build")).hasSize(i);
        }
    }

    @Test
    void a_backlog_leaves_at_the_connections_own_speed() {
        rig.output("build", "x".repeat(1_000_000));

        FakeOutlet outlet = rig.watch("build");

        assertThat(outlet.output("build")).hasSize(1_000_000);
    }

    @Test
    void a_flood_leaves_at_the_connections_own_speed_while_it_is_behind() {
        FakeOutlet outlet = FakeOutlet.held();
        rig.connect(outlet).subscribe(Subscription.whole("build"));
        rig.run();
        rig.landAll(outlet);
        rig.output("build", "x".repeat(200_000));
        rig.passPace();
        for (int i = 0; i < 20; i++) {
            rig.output("build", "x".repeat(100_000));
            rig.run();
            outlet.land();
            rig.run();
        }
        rig.landAll(outlet);

        assertThat(outlet.output("build").length()).isGreaterThan(2_000_000);
    }

    @Test
    void viewers_of_one_channel_are_served_together() {
        FakeOutlet one = rig.watch("build");
        FakeOutlet other = rig.watch("build");
        rig.passPace();
        for (int i = 0; i < 50; i++) {
            rig.output("build", "piece " + i);
            rig.pass(Duration.ofMillis(1));
        }
        rig.passPace();

        assertThat(one.frames().subList(2, one.count()))
                .isEqualTo(other.frames().subList(2, other.count()));
    }

    @Test
    void another_channel_is_not_paced_by_this_one() {
        FakeOutlet busy = rig.watch("busy");
        FakeOutlet quiet = rig.watch("quiet");
        rig.passPace();
        rig.output("busy", "x");
        rig.run();
        rig.output("busy", "y");
        rig.output("quiet", "z");
        rig.run();

        assertThat(busy.output("busy")).isEqualTo("x");
        assertThat(quiet.output("quiet")).isEqualTo("z");
    }

    @Test
    void no_pace_at_all_can_be_configured() {
        Rig unpaced = new Rig(Limits.STANDARD.with(Limit.PACE_MIN_MS, 0).with(Limit.PACE_MAX_MS, 0));
        FakeOutlet outlet = unpaced.watch("build");
        for (int i = 0; i < 10; i++) {
            unpaced.output("build", "x");
            unpaced.run();
        }

        assertThat(outlet.output("build")).hasSize(10);
    }
}
