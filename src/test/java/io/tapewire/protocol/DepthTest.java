package io.tapewire.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DepthTest {
    private final AtomicInteger refusals = new AtomicInteger();
    private final Depth depth = new Depth(32, refusals::incrementAndGet);

    @Test
    void objects_and_arrays_may_be_nested_up_to_the_bound() {
        assertFine("[".repeat(32) + "]".repeat(32));
        assertFine("[]".repeat(1_000));
        assertTooDeep("[".repeat(33));
        assertTooDeep("{\"a\":".repeat(33));
    }

    @Test
    void what_stands_in_a_text_is_not_nested() {
        assertFine("\"" + "[".repeat(100) + "\"");
        assertFine("\"\\\"" + "[".repeat(100) + "\"");
        assertTooDeep("\"\\\\\"" + "[".repeat(100));
    }

    @Test
    void each_refusal_is_counted() {
        assertTooDeep("[".repeat(33));
        assertFine("[]");
        assertTooDeep("[".repeat(34));
        assertThat(refusals).hasValue(2);
    }

    @Test
    void a_message_that_is_nested_too_deep_is_refused() {
        String deep = "{\"type\":\"ping\",\"data\":{\"x\":" + "[".repeat(40) + "]".repeat(40) + "}}";

        assertThatThrownBy(() -> new EnvelopeDecoder().decode(deep))
                .isInstanceOfSatisfying(
                        BadEnvelope.class, bad -> assertThat(bad.code()).isEqualTo("too_deep"));
        assertThatCode(() -> new EnvelopeDecoder(new Depth(50, () -> {})).decode(deep))
                .doesNotThrowAnyException();
    }

    private void assertFine(String text) {
        assertThatCode(() -> depth.require(text)).doesNotThrowAnyException();
    }

    private void assertTooDeep(String text) {
        assertThatThrownBy(() -> depth.require(text)).isInstanceOf(BadEnvelope.class);
    }
}
