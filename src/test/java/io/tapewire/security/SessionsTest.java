package io.tapewire.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.access.Caller;
import io.tapewire.access.Grants;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsTest {
    private Instant now = Instant.parse("2026-11-26T06:00:00Z");
    private final Sessions sessions =
            new Sessions(Limits.STANDARD.with(Limit.SESSIONS, 2).with(Limit.LOGIN_S, 600), () -> now);

    @Test
    void a_session_belongs_to_who_has_begun_it() {
        Caller ada = caller("ada", 60);
        Caller bob = caller("bob", 60);

        String ofAda = sessions.begin(ada);
        String ofBob = sessions.begin(bob);

        assertThat(sessions.find(ofAda)).isEqualTo(ada);
        assertThat(sessions.find(ofBob)).isEqualTo(bob);
    }

    @Test
    void a_session_ends_with_its_token() {
        String cookie = sessions.begin(caller("ada", 60));

        now = now.plusSeconds(59);
        assertThat(sessions.find(cookie)).isNotNull();
        now = now.plusSeconds(1);
        assertThat(sessions.find(cookie)).isNull();
    }

    @Test
    void a_session_ends_when_the_cookie_does() {
        String cookie = sessions.begin(caller("ada", 6_000));

        now = now.plusSeconds(600);
        assertThat(sessions.find(cookie)).isNull();
    }

    @Test
    void above_the_bound_the_oldest_ends() {
        String first = sessions.begin(caller("a", 60));
        String second = sessions.begin(caller("b", 60));
        String third = sessions.begin(caller("c", 60));

        assertThat(sessions.find(first)).isNull();
        assertThat(sessions.find(second)).isNotNull();
        assertThat(sessions.find(third)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s.", "s", "s.AAAAAAAAAAAAAAAAAAAAAA", "1800000000.x"})
    void no_other_value_is_a_session(String value) {
        sessions.begin(caller("ada", 60));

        assertThat(sessions.find(value)).isNull();
    }

    private Caller caller(String name, long seconds) {
        return Caller.withToken(name, null, now.plusSeconds(seconds), Grants.NONE);
    }
}
