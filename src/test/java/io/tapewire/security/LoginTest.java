package io.tapewire.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class LoginTest {
    private static final Limits LIMITS = Limits.STANDARD.with(Limit.LOGIN_S, 600);
    private static final long NOW = 1_800_000_000;

    private long now = NOW;
    private final Login login = login("secret");

    @Test
    void aLoginHoldsFromItsIssueOn() {
        assertThat(login.holds(login.issue())).isTrue();
        assertThat(login.maxAgeSeconds()).isEqualTo(600);
    }

    @Test
    void aLoginHoldsUntilItsTimeIsOver() {
        String cookie = login.issue();
        now = NOW + 599;
        assertThat(login.holds(cookie)).isTrue();
        now = NOW + 600;
        assertThat(login.holds(cookie)).isFalse();
    }

    @Test
    void aLoginOutlivesARestartWithTheSameToken() {
        assertThat(login("secret").holds(login.issue())).isTrue();
    }

    @Test
    void aLoginIsVoidWithAnotherToken() {
        assertThat(login("other").holds(login.issue())).isFalse();
    }

    @Test
    void aLoginDoesNotShowTheToken() {
        assertThat(login.issue()).doesNotContain("secret").matches("[0-9]+\\.[A-Za-z0-9_-]{43}");
    }

    @Test
    void aLoginThatIsMadeToLastLongerIsForged() {
        String cookie = login.issue();
        String signature = cookie.substring(cookie.indexOf('.'));
        assertThat(login.holds((NOW + 600) + signature)).isTrue();
        assertThat(login.holds((NOW + 601) + signature)).isFalse();
        assertThat(login.holds("0" + (NOW + 600) + signature)).isFalse();
    }

    @Test
    void noPartOfASignatureWillDo() {
        String cookie = login.issue();
        assertThat(login.holds(cookie.substring(0, cookie.length() - 1))).isFalse();
        assertThat(login.holds(cookie.substring(0, cookie.indexOf('.') + 1))).isFalse();
        assertThat(login.holds(cookie.substring(0, cookie.indexOf('.')))).isFalse();
        assertThat(login.holds(cookie + "A")).isFalse();
        assertThat(login.holds(cookie + ".A")).isFalse();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                ".",
                "..",
                "1.",
                ".sig",
                "secret",
                "-1.sig",
                "+1.sig",
                "1e9.sig",
                " 1800000600.sig",
                "９.sig",
                "999999999999999999.sig",
                "99999999999999999999999.sig"
            })
    void junkIsNoLogin(String value) {
        assertThat(login.holds(value)).isFalse();
    }

    private Login login(String token) {
        return new Login(Tokens.of(token), LIMITS, () -> Instant.ofEpochSecond(now));
    }
}
