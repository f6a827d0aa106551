package io.tapewire.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.config.JwtSettings.Source;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JwtSettingsTest {
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @Test
    void without_a_key_no_jwt_is_accepted() {
        assertThat(read(Map.of())).isEmpty();
        assertThat(read(Map.of("tapewire.jwt.secret", " "))).isEmpty();
    }

    @Test
    void a_secret_has_at_least_32_bytes_and_is_never_shown() {
        assertThat(read(Map.of("tapewire.jwt.secret", SECRET))).get().satisfies(settings -> {
            assertThat(settings.source()).isEqualTo(Source.SECRET);
            assertThat(settings.key()).isEqualTo(SECRET);
            assertThat(settings).asString().doesNotContain(SECRET);
        });
        assertThatThrownBy(() -> read(Map.of("tapewire.jwt.secret", SECRET.substring(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tapewire.jwt.secret")
                .hasMessageContaining("31 bytes, not shown")
                .hasMessageNotContaining(SECRET.substring(1));
    }

    @Test
    void there_is_one_kind_of_key() {
        assertThatThrownBy(() -> read(Map.of("tapewire.jwt.secret", SECRET, "tapewire.jwt.jwks", "/keys")))
                .hasMessageContaining("only one");
    }

    @Test
    void issuer_and_audience_need_a_key() {
        assertThat(read(Map.of("tapewire.jwt.jwks", "/keys", "tapewire.jwt.issuer", "i", "tapewire.jwt.audience", "a")))
                .contains(new JwtSettings(Source.JWKS, "/keys", "i", "a"));
        assertThatThrownBy(() -> read(Map.of("tapewire.jwt.issuer", "i"))).hasMessageContaining("without a key");
    }

    private static Optional<JwtSettings> read(Map<String, String> values) {
        return JwtSettings.read(key -> Optional.ofNullable(values.get(key)));
    }
}
