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
    void a_login_holds_from_its_issue_on() {
        assertThat(login.holds(login.issue())).isTrue();
        assertThat(login.maxAgeSeconds()).isEqualTo(600);
    }

    @Test
    void a_login_holds_until_its_time_is_over() {
        String cookie = login.issue();
        now = NOW + 599;
        assertThat(login.holds(cookie)).isTrue();
        now = NOW + 600;
        assertThat(login.holds(cookie)).isFalse();
    }

    @Test
    void a_login_outlives_a_restart_with_the_same_token() {
        assertThat(login("secret").holds(login.issue())).isTrue();
    }

    @Test
    void a_login_is_void_with_another_token() {
        assertThat(login("other").holds(login.issue())).isFalse();
    }

    @Test
    void a_login_does_not_show_the_token() {
        assertThat(login.issue()).doesNotContain("secret").matches("[0-9]+\\.[A-Za-z0-9_-]{43}");
    }

    @Test
    void a_login_that_is_made_to_last_longer_is_forged() {
        String cookie = login.issue();
        String signature = cookie.substring(cookie.indexOf('.'));
        assertThat(login.holds((NOW + 600) + signature)).isTrue();
        assertThat(login.holds((NOW + 601) + signature)).isFalse();
        assertThat(login.holds("0" + (NOW + 600) + signature)).isFalse();
    }

    @Test
    void no_part_of_a_signature_will_do() {
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
    void junk_is_no_login(String value) {
        assertThat(login.holds(value)).isFalse();
    }

    private Login login(String token) {
        return new Login(Tokens.of(token), LIMITS, () -> Instant.ofEpochSecond(now));
    }
}
