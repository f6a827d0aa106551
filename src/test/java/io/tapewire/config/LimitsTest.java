package io.tapewire.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitsTest {
    @ParameterizedTest
    @EnumSource
    void what_is_not_set_is_the_default(Limit limit) {
        assertThat(Limits.STANDARD.of(limit)).isEqualTo(limit.standard());
    }

    @ParameterizedTest
    @EnumSource
    void the_default_is_allowed(Limit limit) {
        assertThat(limit.standard()).isBetween(limit.least(), limit.most());
    }

    @ParameterizedTest
    @EnumSource
    void the_key_ends_in_its_unit(Limit limit) {
        assertThat(limit.key())
                .matches(
                        "tapewire(\\.[a-z]+)+\\.([a-z]+-)*(bytes|files|bytes-per-s|ms|s|records|count|threads|frames"
                                + "|channels|replies|runs|sequences|readers|tasks|rows|masks|producers"
                                + "|connections|replicas|messages-per-s|tokens-per-min|patterns|uploads|searches-per-min|notices|sessions|fetches|signins|requests|tickets|entries|acts|refusals|parts|depth|keys|ratio)");
    }

    @Test
    void every_key_stands_for_one_bound() {
        assertThat(Arrays.stream(Limit.values()).map(Limit::key)).doesNotHaveDuplicates();
    }

    @Test
    void a_value_is_read() {
        assertThat(limits("tapewire.message.max-bytes", "2048").of(Limit.MESSAGE_BYTES))
                .isEqualTo(2048);
        assertThat(limits("tapewire.message.max-bytes", " 2048\n").asInt(Limit.MESSAGE_BYTES))
                .isEqualTo(2048);
        assertThat(limits("tapewire.ping.interval-ms", "100").nanos(Limit.PING_INTERVAL_MS))
                .isEqualTo(100_000_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1023", "1048577", "0", "-1", "", " ", "64k", "1e4", "2048.0", "99999999999999999999", "off"})
    void a_bad_value_is_refused_naming_key_value_and_what_is_allowed(String value) {
        assertThatThrownBy(() -> limits("tapewire.message.max-bytes", value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tapewire.message.max-bytes")
                .hasMessageContaining("\"" + value + "\"")
                .hasMessageContaining("from 1024 to 1048576");
    }

    @ParameterizedTest
    @EnumSource
    void the_least_and_the_most_are_allowed_and_nothing_beyond(Limit limit) {
        assertThatCode(() -> alone(limit, limit.least())).doesNotThrowAnyException();
        assertThatCode(() -> alone(limit, limit.most())).doesNotThrowAnyException();
        assertThatThrownBy(() -> alone(limit, limit.least() - 1)).hasMessageContaining(limit.key());
        assertThatThrownBy(() -> alone(limit, limit.most() + 1)).hasMessageContaining(limit.key());
    }

    @ParameterizedTest
    @CsvSource({
        "tapewire.pace.min-ms,        20,      tapewire.pace.max-ms,         19",
        "tapewire.ingest.hold-bytes,  20000,   tapewire.channel.max-bytes,   19999",
        "tapewire.channel.max-bytes,  9000000, tapewire.channels.max-bytes,  8999999",
        "tapewire.batch.max-bytes,    4096,    tapewire.frame.max-bytes,     4095",
    })
    void of_two_bounds_that_belong_together_the_lower_is_at_most_the_upper(
            String lower, String value, String upper, String tooLittle) {
        // the hold is below the channel's bound, whichever of the two is in question
        Map<String, String> small = Map.of("tapewire.ingest.hold-bytes", "16384");
        assertThatCode(() -> limits(small, Map.of(lower, value, upper, value))).doesNotThrowAnyException();
        assertThatThrownBy(() -> limits(small, Map.of(lower, value, upper, tooLittle)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(lower + " = \"" + value + "\"")
                .hasMessageContaining(upper + ", " + tooLittle);
    }

    @Test
    void one_bound_can_be_exchanged() {
        Limits changed = Limits.STANDARD.with(Limit.FRAME_BYTES, 3_000);
        assertThat(changed.of(Limit.FRAME_BYTES)).isEqualTo(3_000);
        assertThat(changed.of(Limit.BATCH_BYTES)).isEqualTo(Limit.BATCH_BYTES.standard());
        assertThat(Limits.STANDARD.of(Limit.FRAME_BYTES)).isEqualTo(Limit.FRAME_BYTES.standard());
    }

    /** The bound with this value, and its neighbours at what goes with any. */
    private static Limits alone(Limit limit, long value) {
        Map<String, String> neighbours = Map.of(
                "tapewire.pace.min-ms", "0",
                "tapewire.pace.max-ms", "1000",
                "tapewire.ingest.hold-bytes", value < 1 << 20 ? "4096" : "16384",
                "tapewire.channel.max-bytes", limit == Limit.INGEST_HOLD_BYTES ? "1073741824" : "16384",
                "tapewire.channels.max-bytes", "1099511627776",
                "tapewire.batch.max-bytes", "16",
                "tapewire.frame.max-bytes", "1048576");
        return limits(neighbours, Map.of(limit.key(), Long.toString(value)));
    }

    private static Limits limits(String key, String value) {
        return limits(Map.of(), Map.of(key, value));
    }

    private static Limits limits(Map<String, String> base, Map<String, String> set) {
        return Limits.read(key -> Optional.ofNullable(set.getOrDefault(key, base.get(key))));
    }
}
