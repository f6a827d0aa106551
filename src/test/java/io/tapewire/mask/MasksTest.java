package io.tapewire.mask;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.MaskRefused;
import io.tapewire.event.MaskedValues;
import io.tapewire.log.ManualClock;
import io.tapewire.shared.SharedTexts;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MasksTest {
    private static final Limits LIMITS = Limits.STANDARD
            .with(Limit.CHANNEL_MASKS, 3)
            .with(Limit.CHANNEL_MASKS_BYTES, 100)
            .with(Limit.MASKS, 5)
            .with(Limit.MASKS_BYTES, 200)
            .with(Limit.MASK_BYTES, 60);

    private final ManualClock clock = new ManualClock();
    private final Masks masks = new Masks(LIMITS, List.of(), channel -> Optional.empty(), SharedTexts.NONE, clock);

    @Test
    void values_of_the_configuration_are_masked_in_every_channel() {
        Masks configured =
                new Masks(LIMITS, List.of("everywhere"), channel -> Optional.empty(), SharedTexts.NONE, clock);
        assertThat(configured.isEmpty()).isFalse();
        assertThat(configured.text("build", "an everywhere")).isEqualTo("an ***");
        configured.register("build", List.of("only here"));
        assertThat(configured.text("build", "everywhere, only here")).isEqualTo("***, ***");
        assertThat(configured.text("deploy", "everywhere, only here")).isEqualTo("***, only here");
    }

    @Test
    void values_of_a_request_are_masked_until_it_ends() {
        Registration one = masks.register("build", List.of("secret of both"));
        Registration two = masks.register("build", List.of("secret of both", "another secret"));
        one.close();
        one.close();
        assertThat(masks.text("build", "secret of both")).isEqualTo("***");
        two.close();
        assertThat(masks.text("build", "secret of both")).isEqualTo("secret of both");
        assertThat(masks.isEmpty()).isTrue();
    }

    @Test
    void values_of_a_run_are_masked_until_it_ends_and_those_of_the_channel_longer() {
        masks.register(new MaskedValues("build", List.of("secret of the run"), "nightly"));
        masks.register(new MaskedValues("build", List.of("secret of all")));
        masks.endRun("build", "other");
        masks.endRun("build", null);
        assertThat(masks.text("build", "secret of the run")).isEqualTo("***");
        masks.endRun("build", "nightly");
        assertThat(masks.text("build", "secret of the run")).isEqualTo("secret of the run");
        assertThat(masks.text("build", "secret of all")).isEqualTo("***");
    }

    @Test
    void a_value_that_is_too_short_or_too_long_is_refused_with_all_others_and_not_shown() {
        MaskRefused shorter = refused("long enough", "£££7");
        assertThat(shorter.reason()).isEqualTo(MaskRefused.Reason.LENGTH);
        assertThat(shorter).hasMessageContaining("value 2 of 2").hasMessageContaining("7 bytes");
        assertThat(shorter.getMessage()).doesNotContain("£££7");
        assertThat(refused("x".repeat(61)).reason()).isEqualTo(MaskRefused.Reason.LENGTH);
        assertThat(masks.isEmpty()).isTrue();
        masks.register("build", List.of("££££", "x".repeat(60)));
        assertThat(masks.text("build", "££££")).isEqualTo("***");
    }

    @Test
    void a_channel_has_a_bounded_number_of_values_and_of_bytes() {
        Registration three = masks.register("build", List.of("secret 1", "secret 2", "secret 3"));
        assertThat(refused("secret 4").reason()).isEqualTo(MaskRefused.Reason.FULL);
        three.close();
        masks.register("build", List.of("x".repeat(60)));
        assertThat(refused("y".repeat(41))).hasMessageContaining("tapewire.channel.max-masks-bytes");
    }

    @Test
    void all_channels_together_have_a_bounded_number_of_values() {
        masks.register("build", List.of("secret 1", "secret 2", "secret 3"));
        masks.register("deploy", List.of("secret 1", "secret 2"));
        assertThatThrownBy(() -> masks.register("test", List.of("secret 1")))
                .isInstanceOf(MaskRefused.class)
                .hasMessageContaining("tapewire.masks.max-count");
        assertThat(masks.of("test")).isEmpty();
    }

    @Test
    void the_same_value_again_changes_nothing() {
        for (int i = 0; i < 10; i++) {
            masks.register(new MaskedValues("build", List.of("the same", "the same")));
        }
        List<Automaton> before = masks.of("build");
        masks.register(new MaskedValues("build", List.of("the same")));
        assertThat(masks.of("build")).isSameAs(before);
    }

    @Test
    void the_values_of_a_channel_that_is_not_used_are_forgotten_but_not_those_of_a_request() {
        masks.register(new MaskedValues("build", List.of("secret of the channel")));
        masks.register("build", List.of("secret of a request"));
        Duration idle = Duration.ofSeconds(LIMITS.of(Limit.CHANNEL_IDLE_S));
        clock.advance(idle);
        masks.forgetUnused(channel -> true);
        clock.advance(idle.minusMillis(1));
        masks.forgetUnused(channel -> false);
        assertThat(masks.text("build", "secret of the channel")).isEqualTo("***");
        clock.advance(Duration.ofMillis(1));
        masks.forgetUnused(channel -> false);
        assertThat(masks.text("build", "secret of the channel")).isEqualTo("secret of the channel");
        assertThat(masks.text("build", "secret of a request")).isEqualTo("***");
    }

    @Test
    void a_text_without_a_secret_stays_the_same() {
        masks.register("build", List.of("12345678"));
        String text = "half a pair \ud83d, and 1234567";
        assertThat(masks.text("build", text)).isSameAs(text);
    }

    @Test
    void a_messages_strings_names_and_numbers_are_masked_and_it_stays_json() {
        masks.register("build", List.of("12345678", "a\",\"b\":1"));
        assertThat(data("{\"a\":\"x 12345678\",\"12345678\":[12345678,{\"n\":\"12345678\"}],\"t\":true,\"f\":1.5}"))
                .isEqualTo("{\"a\":\"x ***\",\"***\":[\"***\",{\"n\":\"***\"}],\"t\":true,\"f\":1.5}");
        assertThat(data("{\"x\":\"a\",\"b\":1}")).isEqualTo("{\"x\":\"a\",\"b\":1}");
        assertThat(data("{\"x\":\"a\\\",\\\"b\\\":1\"}")).isEqualTo("{\"x\":\"***\"}");
    }

    @Test
    void a_registration_says_nothing_of_its_values() {
        assertThat(new MaskedValues("build", List.of("secret 1"), "nightly").toString())
                .doesNotContain("secret 1");
    }

    @Test
    void one_publisher_has_a_share_of_all_values_and_gets_room_back() {
        Masks shared = new Masks(
                LIMITS.with(Limit.MASKS_OF_ONE, 2),
                List.of(),
                channel -> Optional.<Object>of(channel).filter(name -> !name.equals("nobodys")),
                SharedTexts.NONE,
                clock);
        Registration first = shared.register("of ada", List.of("secret 1", "secret 2"));

        assertThatThrownBy(() -> shared.register("of ada", List.of("secret 3")))
                .isInstanceOfSatisfying(
                        MaskRefused.class,
                        refused -> assertThat(refused.reason()).isEqualTo(MaskRefused.Reason.SHARE));
        shared.register("of bob", List.of("secret 3"));
        shared.register("nobodys", List.of("secret 4", "secret 5"));
        first.close();
        shared.register("of ada", List.of("secret 3"));
    }

    private String data(String json) {
        return new String(masks.data("build", json.getBytes(UTF_8)), UTF_8);
    }

    private MaskRefused refused(String... values) {
        return catchThrowableOfType(MaskRefused.class, () -> masks.register("build", List.of(values)));
    }
}
