package io.tapewire.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.access.Caller;
import io.tapewire.access.Ending;
import io.tapewire.access.Grants;
import io.tapewire.access.Revocations;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.shared.Sharing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionsTest {
    private Instant now = Instant.parse("2026-11-26T06:00:00Z");
    private final Revocations uses = new Revocations(Limits.STANDARD, () -> now);
    private final Sessions sessions = new Sessions(
            Limits.STANDARD
                    .with(Limit.SESSIONS, 3)
                    .with(Limit.SESSIONS_OF_ONE, 2)
                    .with(Limit.LOGIN_S, 600)
                    .with(Limit.SESSION_IDLE_S, 300),
            uses,
            Sharing.none(() -> now),
            () -> now);

    @Test
    void a_session_belongs_to_who_has_begun_it() {
        Caller ada = caller("ada", 60);
        Caller bob = caller("bob", 60);

        String ofAda = begin(ada);
        String ofBob = begin(bob);

        assertThat(sessions.find(ofAda).name()).isEqualTo("ada");
        assertThat(sessions.find(ofBob).name()).isEqualTo("bob");
    }

    @Test
    void a_session_ends_with_its_token() {
        String cookie = begin(caller("ada", 60));

        now = now.plusSeconds(59);
        assertThat(sessions.find(cookie)).isNotNull();
        now = now.plusSeconds(1);
        assertThat(sessions.find(cookie)).isNull();
    }

    @Test
    void a_session_ends_when_the_cookie_does() {
        String cookie = begin(caller("ada", 6_000));

        now = now.plusSeconds(600);
        assertThat(sessions.find(cookie)).isNull();
    }

    @Test
    void a_connection_that_a_session_opens_ends_when_the_cookie_does() {
        String cookie = begin(caller("ada", 6_000));

        assertThat(sessions.find(cookie).expires()).isEqualTo(now.plusSeconds(600));
    }

    @Test
    void a_session_ends_when_it_is_idle_and_each_request_makes_it_last() {
        String cookie = begin(caller("ada", 6_000));

        now = now.plusSeconds(299);
        assertThat(sessions.find(cookie)).isNotNull();
        now = now.plusSeconds(299);
        assertThat(sessions.find(cookie)).isNotNull();
        now = now.plusSeconds(300);
        assertThat(sessions.find(cookie)).isNull();
    }

    @Test
    void a_session_with_an_open_connection_is_not_idle_until_that_has_ended() {
        String cookie = begin(caller("ada", 6_000));
        Revocations.Use connection = uses.begin(sessions.find(cookie), ending -> {});

        now = now.plusSeconds(400);
        assertThat(uses.sessionsInUse()).containsExactly(sessions.find(cookie).session());
        connection.close();
        now = now.plusSeconds(199);
        assertThat(sessions.find(cookie)).as("as long as it may last at all").isNotNull();
    }

    @Test
    void a_session_whose_connection_has_just_ended_can_connect_again() {
        String cookie = begin(caller("ada", 6_000));
        Revocations.Use connection = uses.begin(sessions.find(cookie), ending -> {});

        now = now.plusSeconds(400);
        connection.close();
        now = now.plusSeconds(1);
        assertThat(sessions.find(cookie)).isNotNull();
    }

    @Test
    void signing_out_ends_the_session_and_what_it_has_opened_and_nothing_else() {
        String cookie = begin(caller("ada", 60));
        String other = begin(caller("ada", 60));
        List<String> ended = new ArrayList<>();
        uses.begin(sessions.find(cookie), ending -> ended.add("first " + ending));
        uses.begin(sessions.find(other), ending -> ended.add("other " + ending));

        assertThat(sessions.end(cookie)).get().extracting(Caller::name).isEqualTo("ada");

        assertThat(ended).containsExactly("first SIGNED_OUT");
        assertThat(sessions.find(cookie)).isNull();
        assertThat(sessions.find(other)).isNotNull();
        assertThat(sessions.end(cookie)).isEmpty();
    }

    @Test
    void of_one_persons_sessions_the_oldest_ends_for_a_newer_one() {
        String ofBob = begin(caller("bob", 60));
        String first = begin(caller("ada", 60));
        String second = begin(caller("ada", 70));
        String third = begin(caller("ada", 80));

        assertThat(sessions.find(first)).isNull();
        assertThat(sessions.find(second)).isNotNull();
        assertThat(sessions.find(third)).isNotNull();
        assertThat(sessions.find(ofBob)).as("a session of somebody else").isNotNull();
    }

    @Test
    void what_the_oldest_session_has_opened_ends_with_it() {
        String first = begin(caller("ada", 60));
        List<Ending> ended = new ArrayList<>();
        uses.begin(sessions.find(first), ended::add);
        begin(caller("ada", 70));

        begin(caller("ada", 80));

        assertThat(ended).containsExactly(Ending.SIGNED_OUT);
    }

    @Test
    void what_begins_in_a_session_that_ended_after_the_request_was_let_in_ends_at_once() {
        String cookie = begin(caller("ada", 60));
        Caller letIn = sessions.find(cookie);
        sessions.end(cookie);
        List<Ending> ended = new ArrayList<>();

        uses.begin(letIn, ended::add);

        assertThat(ended).containsExactly(Ending.SIGNED_OUT);
        assertThat(uses.sessionsInUse()).isEmpty();
    }

    @Test
    void nobody_loses_their_session_when_all_together_have_as_many_as_allowed() {
        List<String> begun =
                Stream.of("a", "b", "c").map(name -> begin(caller(name, 60))).toList();

        assertThat(sessions.begin(caller("d", 60))).isEmpty();
        assertThat(begun).allSatisfy(cookie -> assertThat(sessions.find(cookie)).isNotNull());
        now = now.plusSeconds(60);
        assertThat(sessions.begin(caller("d", 60))).as("once others have ended").isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s.", "s", "s.AAAAAAAAAAAAAAAAAAAAAA", "1800000000.x"})
    void no_other_value_is_a_session(String value) {
        begin(caller("ada", 60));

        assertThat(sessions.find(value)).isNull();
    }

    private String begin(Caller caller) {
        return sessions.begin(caller).orElseThrow();
    }

    private Caller caller(String name, long seconds) {
        return Caller.withToken(name, null, now.plusSeconds(seconds), Grants.NONE);
    }
}
