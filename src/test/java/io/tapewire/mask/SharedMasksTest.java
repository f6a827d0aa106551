package io.tapewire.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.config.Limits;
import io.tapewire.event.MaskedValues;
import io.tapewire.event.StoreUnavailable;
import io.tapewire.log.ManualClock;
import io.tapewire.redis.Nodes;
import io.tapewire.shared.Sharing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that are registered on one of two servers with a real Redis. */
class SharedMasksTest {
    @TempDir
    private Path home;

    private final ManualClock clock = new ManualClock();
    private Nodes nodes;
    private Masks here;
    private Masks there;

    @BeforeEach
    void start() {
        nodes = new Nodes(home);
        here = masks(nodes.share());
        there = masks(nodes.share());
    }

    private Masks masks(Sharing sharing) {
        return new Masks(Limits.STANDARD, List.of(), channel -> Optional.empty(), sharing.secretTexts("masks"), clock);
    }

    @AfterEach
    void stop() {
        nodes.close();
    }

    @Test
    void a_value_is_masked_on_the_other_server_from_the_answer_on() {
        for (int i = 0; i < 100; i++) {
            String secret = "secret number " + i;
            here.register(new MaskedValues("build", List.of(secret)));
            there.refresh();
            assertThat(there.text("build", "a " + secret)).isEqualTo("a ***");
            assertThat(there.text("other", secret)).isEqualTo(secret);
        }
    }

    @Test
    void two_servers_register_values_for_the_same_run_at_the_same_time() {
        here.register(new MaskedValues("build", List.of("secret one"), "r"));
        there.register(new MaskedValues("build", List.of("secret two"), "r"));
        for (Masks each : List.of(here, there)) {
            each.refresh();
            assertThat(each.text("build", "secret one, secret two")).isEqualTo("***, ***");
        }

        here.endRun("build", "r");
        there.refresh();
        assertThat(there.text("build", "secret one")).isEqualTo("secret one");
        assertThat(there.isEmpty()).isTrue();
    }

    @Test
    void the_values_of_a_request_stay_when_others_come_from_elsewhere() {
        Registration own = there.register("build", List.of("secret of a request"));
        here.register(new MaskedValues("build", List.of("secret one")));
        there.refresh();
        assertThat(there.text("build", "secret of a request, secret one")).isEqualTo("***, ***");
        own.close();
        assertThat(there.text("build", "secret of a request, secret one")).isEqualTo("secret of a request, ***");
    }

    @Test
    void what_nobody_uses_is_forgotten_on_all_servers() {
        here.register(new MaskedValues("build", List.of("secret one")));
        there.refresh();
        clock.advance(Duration.ofDays(2));
        here.forgetUnused(channel -> false);
        there.refresh();
        assertThat(there.isEmpty()).isTrue();
    }

    @Test
    void while_redis_does_not_answer_nobody_can_tell_what_is_masked() {
        nodes.redis().freeze();
        assertThatThrownBy(() -> there.refresh()).isInstanceOf(StoreUnavailable.class);
        assertThatThrownBy(() -> here.register(new MaskedValues("build", List.of("secret one"))))
                .isInstanceOf(StoreUnavailable.class);

        nodes.redis().thaw();
        Awaitility.await("Redis answers").ignoreExceptions().until(() -> {
            here.register(new MaskedValues("build", List.of("secret one")));
            there.refresh();
            return there.text("build", "secret one").equals("***");
        });
    }

    @Test
    void what_redis_has_lost_is_told_again() {
        here.register(new MaskedValues("build", List.of("secret one")));
        here.refresh();
        nodes.redis().replace();
        Masks later = masks(nodes.share());
        Awaitility.await("a server that comes later knows it")
                .ignoreExceptions()
                .until(() -> {
                    later.refresh();
                    return later.text("build", "secret one").equals("***");
                });
        assertThat(here.text("build", "secret one")).isEqualTo("***");
    }

    @Test
    void a_server_with_another_token_publishes_nothing_where_it_cannot_mask() {
        here.register(new MaskedValues("build", List.of("secret one")));
        Masks stranger = masks(nodes.join().sharing("another token"));
        stranger.refresh();

        assertThat(stranger.isEmpty()).isFalse();
        assertThatThrownBy(() -> stranger.text("build", "secret one"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("tapewire.token");
        assertThat(stranger.text("other", "text")).isEqualTo("text");
    }

    @Test
    void redis_has_no_value_that_can_be_read() {
        here.register(new MaskedValues("build", List.of("secret one")));
        assertThat(nodes.redis().dump()).doesNotContain("secret one");
    }
}
