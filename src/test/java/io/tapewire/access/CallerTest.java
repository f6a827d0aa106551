package io.tapewire.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallerTest {
    private static final Instant NOON = Instant.parse("2026-11-26T12:00:00Z");

    @Test
    void all_tokens_of_a_person_use_one_quota() {
        assertThat(token("ada", "t1", NOON).owner())
                .isEqualTo(token("ada", "t2", NOON.plusSeconds(1)).owner())
                .isNotEqualTo(token("bob", "t1", NOON).owner());
    }

    @Test
    void a_token_that_names_nobody_has_a_quota_of_its_own() {
        assertThat(token(null, "t1", NOON).owner())
                .isEqualTo(token(null, "t1", NOON.plusSeconds(1)).owner())
                .isNotEqualTo(token(null, "t2", NOON).owner())
                .isNotEqualTo(token("t1", null, NOON).owner());
        assertThat(token(null, null, NOON).owner())
                .isEqualTo(token(null, null, NOON).owner())
                .isNotEqualTo(token(null, null, NOON.plusSeconds(1)).owner());
    }

    @Test
    void people_of_the_application_are_others_than_those_of_the_same_name_with_a_token() {
        assertThat(Caller.ofApplication("ada", Set.of()).owner())
                .isEqualTo(Caller.ofApplication("ada", Set.of("ops")).owner())
                .isNotEqualTo(token("ada", null, NOON).owner());
        assertThat(token("administrator", null, NOON).owner()).isNotEqualTo(Caller.ADMINISTRATOR.owner());
    }

    @Test
    void people_who_share_the_administrators_token_are_told_apart_by_their_logins() {
        assertThat(Caller.ADMINISTRATOR.until(NOON).owner())
                .isNotEqualTo(Caller.ADMINISTRATOR.until(NOON.plusSeconds(1)).owner())
                .isNotEqualTo(Caller.ADMINISTRATOR.owner());
    }

    @Test
    void an_end_only_comes_earlier() {
        assertThat(token("ada", null, NOON).until(NOON.plusSeconds(1)).expires())
                .isEqualTo(NOON);
        assertThat(token("ada", null, NOON).until(NOON.minusSeconds(1)).expires())
                .isEqualTo(NOON.minusSeconds(1));
        assertThat(Caller.ADMINISTRATOR.until(NOON).isAdministrator()).isTrue();
        assertThat(token("ada", null, NOON).hasExpired(NOON.minusMillis(1))).isFalse();
        assertThat(token("ada", null, NOON).hasExpired(NOON)).isTrue();
    }

    private static Caller token(String subject, String id, Instant expires) {
        return Caller.withToken(subject, id, expires, Grants.NONE);
    }
}
