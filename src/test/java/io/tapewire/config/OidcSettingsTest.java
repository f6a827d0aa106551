package io.tapewire.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OidcSettingsTest {
    private static final Map<String, String> LEAST =
            Map.of("tapewire.oidc.issuer", "https://id.example/realm", "tapewire.oidc.client-id", "tapewire");

    @Test
    void without_an_issuer_nobody_signs_in_and_other_keys_are_a_mistake() {
        assertThat(read(Map.of())).isEmpty();
        assertThatThrownBy(() -> read(Map.of("tapewire.oidc.client-id", "tapewire")))
                .hasMessage("tapewire.oidc.client-id has no meaning without tapewire.oidc.issuer");
        assertThatThrownBy(() -> read(Map.of("tapewire.oidc.issuer", "https://id.example")))
                .hasMessageContaining("client-id");
    }

    @Test
    void the_rest_has_defaults() {
        assertThat(read(LEAST))
                .contains(new OidcSettings(
                        "https://id.example/realm", "tapewire", null, "openid profile", null, "name", "groups"));
    }

    @Test
    void the_secret_is_never_shown() {
        assertThat(read(with("client-secret", "hush-hush")).orElseThrow())
                .asString()
                .doesNotContain("hush");
    }

    @ParameterizedTest
    @CsvSource({"groups, openid groups", "openid email, openid email", "'a,b', openid a b"})
    void openid_is_always_among_the_scopes(String configured, String scopes) {
        assertThat(read(with("scopes", configured)).orElseThrow().scopes()).isEqualTo(scopes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://id.example",
                "ftp://id.example",
                "id.example",
                "https://id.example/?a=b",
                "https://id.example/#a",
                "https://user@id.example",
                "https://",
                "http://localhost.evil.example"
            })
    void an_issuer_has_tls_and_is_nothing_but_an_address(String issuer) {
        assertThatThrownBy(() -> read(with("issuer", issuer)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tapewire.oidc.issuer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://localhost:8081/", "http://127.0.0.1:1", "http://[::1]:1"})
    void on_this_machine_it_needs_no_tls(String issuer) {
        assertThat(read(with("issuer", issuer)).orElseThrow().issuer()).isEqualTo(issuer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://tape.example/", "http://tape.example/tapewire/sign-in/callback"})
    void browsers_come_back_to_the_address_that_waits_for_them(String address) {
        assertThatThrownBy(() -> read(with("redirect-uri", address))).hasMessageContaining("redirect-uri");
    }

    private static Map<String, String> with(String key, String value) {
        Map<String, String> all = new HashMap<>(LEAST);
        all.put("tapewire.oidc." + key, value);
        return all;
    }

    private static Optional<OidcSettings> read(Map<String, String> values) {
        return OidcSettings.read(key -> Optional.ofNullable(values.get(key)));
    }
}
