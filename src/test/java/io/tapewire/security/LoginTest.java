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
        assertThat(login.endOf(login.issue())).isPresent();
        assertThat(login.maxAgeSeconds()).isEqualTo(600);
    }

    @Test
    void a_login_holds_until_its_time_is_over() {
        String cookie = login.issue();
        now = NOW + 599;
        assertThat(login.endOf(cookie)).isPresent();
        now = NOW + 600;
        assertThat(login.endOf(cookie)).isEmpty();
    }

    @Test
    void a_login_outlives_a_restart_with_the_same_token() {
        assertThat(login("secret").endOf(login.issue())).isPresent();
    }

    @Test
    void a_login_is_void_with_another_token() {
        assertThat(login("other").endOf(login.issue())).isEmpty();
    }

    @Test
    void a_login_does_not_show_the_token() {
        assertThat(login.issue()).doesNotContain("secret").matches("[0-9]+\\.[A-Za-z0-9_-]{43}");
    }

    @Test
    void a_login_that_is_made_to_last_longer_is_forged() {
        String cookie = login.issue();
        String signature = cookie.substring(cookie.indexOf('.'));
        assertThat(login.endOf((NOW + 600) + signature)).isPresent();
        assertThat(login.endOf((NOW + 601) + signature)).isEmpty();
        assertThat(login.endOf("0" + (NOW + 600) + signature)).isEmpty();
    }

    @Test
    void no_part_of_a_signature_will_do() {
        String cookie = login.issue();
        assertThat(login.endOf(cookie.substring(0, cookie.length() - 1))).isEmpty();
        assertThat(login.endOf(cookie.substring(0, cookie.indexOf('.') + 1))).isEmpty();
        assertThat(login.endOf(cookie.substring(0, cookie.indexOf('.')))).isEmpty();
        assertThat(login.endOf(cookie + "A")).isEmpty();
        assertThat(login.endOf(cookie + ".A")).isEmpty();
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
        assertThat(login.endOf(value)).isEmpty();
    }

    private Login login(String token) {
        return new Login(Tokens.of(token), LIMITS, () -> Instant.ofEpochSecond(now));
    }
}
