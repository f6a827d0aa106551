package io.tapewire.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
    @Test
    void without_a_setting_there_is_no_token_and_every_bound_is_at_its_default() {
        assertThat(Configuration.token(config(Map.of()))).isEmpty();
        assertThat(Configuration.limits(config(Map.of())).of(Limit.BATCH_BYTES)).isEqualTo(1024);
    }

    @Test
    void a_bound_is_read_by_its_key() {
        Config config = config(Map.of("tapewire.batch.max-bytes", "512"));
        assertThat(Configuration.limits(config).of(Limit.BATCH_BYTES)).isEqualTo(512);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", " secret ", "secret\n"})
    void a_token_is_read_without_the_blanks_around_it(String text) {
        assertThat(Configuration.token(config(Map.of("tapewire.token", text)))).contains("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"my secret", "geheimnisvolle Wörter", "tab\there", " "})
    void a_token_that_no_header_can_carry_is_refused_without_showing_it(String text) {
        assertThatThrownBy(() -> Configuration.token(config(Map.of("tapewire.token", text))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tapewire.token")
                .hasMessageContaining("1 to 512 visible ASCII characters")
                .satisfies(e -> assertThat(text.isBlank() || !e.getMessage().contains(text))
                        .isTrue());
    }

    @Test
    void a_token_has_up_to512_characters() {
        assertThat(Configuration.token(config(Map.of("tapewire.token", "t".repeat(512)))))
                .isPresent();
        assertThatThrownBy(() -> Configuration.token(config(Map.of("tapewire.token", "t".repeat(513)))))
                .hasMessageContaining("513 characters, not shown");
    }

    @Test
    void the_audit_is_on_unless_it_is_switched_off() {
        assertThat(Configuration.isAudited(config(Map.of()))).isTrue();
        assertThat(Configuration.isAudited(config(Map.of("tapewire.audit.enabled", "false"))))
                .isFalse();
        assertThatThrownBy(() -> Configuration.isAudited(config(Map.of("tapewire.audit.enabled", "no"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tapewire.audit.enabled = \"no\"");
    }

    private static Config config(Map<String, String> values) {
        return (Config) Proxy.newProxyInstance(
                ConfigurationTest.class.getClassLoader(),
                new Class<?>[] {Config.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getOptionalValue" -> Optional.ofNullable(values.get((String) arguments[0]));
                    case "getPropertyNames" -> values.keySet();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
