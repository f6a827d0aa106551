package io.tapewire.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KnownKeysTest {
    @Test
    void keys_are_known_as_they_are_documented() {
        KnownKeys keys = new KnownKeys(Map.of());
        assertThat(List.of(
                        "tapewire.token", "tapewire.history", "tapewire.history.channel-max-bytes", "tapewire.groups"))
                .allMatch(keys::has);
        assertThat(keys.has("tapewire.tokens")).isFalse();
    }

    @Test
    void a_variable_of_the_environment_is_known_as_a_server_spells_it() {
        KnownKeys keys = new KnownKeys(
                Map.of("TAPEWIRE_HISTORY_CHANNEL_MAX_BYTES", "1", "TAPEWIRE_HISTORY_CHANEL_MAX_BYTES", "1"));
        assertThat(keys.has("tapewire.history.channel.max.bytes")).isTrue();
        assertThat(keys.has("tapewire.history.chanel.max.bytes"))
                .as("a typing error")
                .isFalse();
        assertThat(keys.has("tapewire.history.max.age.s"))
                .as("it is in a file, where it has no effect")
                .isFalse();
    }
}
