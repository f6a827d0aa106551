package io.tapewire.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineSettingsTest {
    private static EngineSettings read(String... keysAndValues) {
        Map<String, String> source = new HashMap<>(Map.of("tapewire.token", "the same on all of them"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            source.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return EngineSettings.read(key -> Optional.ofNullable(source.get(key)));
    }

    @Test
    void a_server_keeps_its_logs_itself_unless_something_else_is_said() {
        assertThat(read()).isEqualTo(new EngineSettings(Optional.empty(), Optional.empty()));
        assertThat(read("tapewire.engine", " Embedded ").redis()).isEmpty();
    }

    @Test
    void several_servers_have_a_redis_and_a_directory() {
        EngineSettings settings = read(
                "tapewire.engine", "redis",
                "tapewire.redis.uri", "rediss://redis.example:7000",
                "tapewire.files.dir", " /mnt/files ");
        assertThat(settings.redis().orElseThrow()).hasHost("redis.example");
        assertThat(settings.files()).contains(Path.of("/mnt/files").toAbsolutePath());
    }

    @Test
    void servers_that_share_a_redis_have_a_token_in_common() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(
                        "tapewire.engine", "redis",
                        "tapewire.redis.uri", "redis://redis.example",
                        "tapewire.token", ""))
                .withMessageContaining("tapewire.token");
    }

    @Test
    void a_directory_for_several_servers_is_refused_for_one_alone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("tapewire.files.dir", "/mnt/files"))
                .withMessageContaining("tapewire.files.dir")
                .withMessageContaining("tapewire.history.dir");
    }

    @Test
    void an_address_with_a_password_is_not_repeated() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("tapewire.engine", "redis", "tapewire.redis.uri", "http://user:secret@x"))
                .withMessageContaining("tapewire.redis.uri")
                .withMessageNotContaining("secret");
    }
}
