package io.tapewire.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdministratorTokenTest {
    @Test
    void aConfiguredTokenIsTheToken() {
        AdministratorToken token = Tokens.of("configured");
        assertThat(token.value()).isEqualTo("configured");
        assertThat(token.matches("configured")).isTrue();
        assertThat(token.isMade()).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "configure", "configuredd", "Configured", " configured", "ｃonfigured"})
    void nothingElseMatches(String candidate) {
        assertThat(Tokens.of("configured").matches(candidate)).isFalse();
    }

    @Test
    void withoutOneEveryStartMakesAnotherThatFitsIntoAnAddress() {
        AdministratorToken one = Tokens.of(null);
        AdministratorToken two = Tokens.of(null);
        assertThat(one.isMade()).isTrue();
        assertThat(one.value()).matches("[A-Za-z0-9_-]{24}").isNotEqualTo(two.value());
        assertThat(one.matches(one.value())).isTrue();
        assertThat(one.matches(two.value())).isFalse();
    }
}
