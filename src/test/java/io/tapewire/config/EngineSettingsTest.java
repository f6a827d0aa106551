package io.tapewire.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineSettingsTest {
    @Test
    void a_server_keeps_its_logs_itself_unless_it_is_told_otherwise() {
        assertThat(read(Map.of()).redis()).isEmpty();
        assertThat(read(Map.of("tapewire.engine", " Embedded ")).redis()).isEmpty();
    }

    @Test
    void servers_that_share_a_redis_have_a_token_in_common() {
        Map<String, String> settings =
                Map.of("tapewire.engine", "redis", "tapewire.redis.uri", "redis://:a-password@redis.example");

        assertThatThrownBy(() -> read(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tapewire.token");
    }

    @Test
    void an_address_that_is_wrong_is_not_shown() {
        Map<String, String> settings = Map.of(
                "tapewire.engine", "redis", "tapewire.token", "t", "tapewire.redis.uri", "http://:a-password@host");

        assertThatThrownBy(() -> read(settings))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tapewire.redis.uri")
                .hasMessageNotContaining("password@host");
        assertThat(read(Map.of(
                                "tapewire.engine",
                                "redis",
                                "tapewire.token",
                                "t",
                                "tapewire.redis.uri",
                                "rediss://redis.example:7000"))
                        .redis())
                .isPresent();
    }

    private static EngineSettings read(Map<String, String> settings) {
        return EngineSettings.read(key -> Optional.ofNullable(settings.get(key)));
    }
}
