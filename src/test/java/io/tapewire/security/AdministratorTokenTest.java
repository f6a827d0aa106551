package io.tapewire.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdministratorTokenTest {
    @Test
    void a_configured_token_is_the_token() {
        AdministratorToken token = Tokens.of("configured");
        assertThat(token.value()).isEqualTo("configured");
        assertThat(token.matches("configured")).isTrue();
        assertThat(token.isMade()).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "configure", "configuredd", "Configured", " configured", "ｃonfigured"})
    void nothing_else_matches(String candidate) {
        assertThat(Tokens.of("configured").matches(candidate)).isFalse();
    }

    @Test
    void without_one_every_start_makes_another_that_fits_into_an_address() {
        AdministratorToken one = Tokens.of(null);
        AdministratorToken two = Tokens.of(null);
        assertThat(one.isMade()).isTrue();
        assertThat(one.value()).matches("[A-Za-z0-9_-]{24}").isNotEqualTo(two.value());
        assertThat(one.matches(one.value())).isTrue();
        assertThat(one.matches(two.value())).isFalse();
    }
}
