package io.tapewire.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class DepthTest {
    @Test
    void objects_and_arrays_may_be_nested_up_to_the_bound() {
        assertThat(Depth.isTooDeep("[".repeat(32) + "]".repeat(32))).isFalse();
        assertThat(Depth.isTooDeep("[".repeat(33))).isTrue();
        assertThat(Depth.isTooDeep("{\"a\":".repeat(33))).isTrue();
        assertThat(Depth.isTooDeep("[]".repeat(1_000))).isFalse();
    }

    @Test
    void what_stands_in_a_text_is_not_nested() {
        assertThat(Depth.isTooDeep("\"" + "[".repeat(100) + "\"")).isFalse();
        assertThat(Depth.isTooDeep("\"\\\"" + "[".repeat(100) + "\"")).isFalse();
        assertThat(Depth.isTooDeep("\"\\\\\"" + "[".repeat(100))).isTrue();
    }

    @Test
    void a_message_that_is_nested_too_deep_is_refused() {
        String deep = "{\"type\":\"ping\",\"data\":{\"x\":" + "[".repeat(40) + "]".repeat(40) + "}}";

        assertThatThrownBy(() -> new EnvelopeDecoder().decode(deep))
                .isInstanceOfSatisfying(
                        BadEnvelope.class, bad -> assertThat(bad.code()).isEqualTo("too_deep"));
    }
}
