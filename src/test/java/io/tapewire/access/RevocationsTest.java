package io.tapewire.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.access.Revoked.Kind;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RevocationsTest {
    private static final Caller ADA = Caller.withToken("ada", "t1", null, Grants.ALL);
    private static final Caller ADA_AGAIN = Caller.withToken("ada", "t2", null, Grants.ALL);
    private static final Caller BOB = Caller.withToken("bob", "t3", null, Grants.ALL);
    private static final Revoked TOKEN = new Revoked(Kind.JTI, "t1");
    private static final Revoked PERSON = new Revoked(Kind.SUB, "ada");

    private Instant now = Instant.parse("2026-11-26T06:00:00Z");
    private final List<String> stopped = new ArrayList<>();
    private final Revocations revocations = new Revocations(Limits.STANDARD.with(Limit.REVOCATIONS, 2), () -> now);

    @Test
    void a_token_is_revoked_by_its_id_alone() {
        revocations.revoke(TOKEN, null);

        assertThat(revocations.isRevoked(ADA)).isTrue();
        assertThat(revocations.isRevoked(ADA_AGAIN)).isFalse();
        assertThat(revocations.isRevoked(Caller.withToken("t1", null, null, Grants.ALL)))
                .as("a person with the token's id as their name")
                .isFalse();
    }

    @Test
    void a_person_is_revoked_with_all_their_tokens() {
        revocations.revoke(PERSON, null);

        assertThat(revocations.isRevoked(ADA)).isTrue();
        assertThat(revocations.isRevoked(ADA_AGAIN)).isTrue();
        assertThat(revocations.isRevoked(BOB)).isFalse();
        assertThat(revocations.isRevoked(Caller.withToken(null, null, null, Grants.ALL)))
                .isFalse();
    }

    @Test
    void the_administrator_cannot_be_revoked() {
        revocations.revoke(new Revoked(Kind.SUB, "administrator"), null);

        assertThat(revocations.isRevoked(Caller.ADMINISTRATOR)).isFalse();
    }

    @Test
    void what_goes_on_by_a_revoked_permission_is_stopped_once_and_nothing_else_is() {
        revocations.begin(ADA, ending -> stopped.add("ada 1"));
        revocations.begin(ADA_AGAIN, ending -> stopped.add("ada 2"));
        revocations.begin(BOB, ending -> stopped.add("bob"));

        assertThat(revocations.revoke(TOKEN, null)).contains(1);
        assertThat(stopped).containsExactly("ada 1");
        assertThat(revocations.revoke(PERSON, null)).contains(1);
        assertThat(stopped).containsExactly("ada 1", "ada 2");
    }

    @Test
    void what_has_ended_is_not_stopped() {
        revocations.begin(ADA, ending -> stopped.add("ada")).close();

        assertThat(revocations.revoke(TOKEN, null)).contains(0);
        assertThat(stopped).isEmpty();
    }

    @Test
    void what_begins_after_the_revocation_is_stopped_at_once() {
        revocations.revoke(TOKEN, null);

        revocations.begin(ADA, ending -> stopped.add("ada"));

        assertThat(stopped).containsExactly("ada");
    }

    @Test
    void one_that_cannot_be_stopped_keeps_no_other_from_it() {
        for (int i = 0; i < 3; i++) {
            revocations.begin(ADA, ending -> {
                stopped.add("tried");
                throw new IllegalStateException("planted");
            });
        }

        revocations.revoke(TOKEN, null);

        assertThat(stopped).hasSize(3);
    }

    @Test
    void a_revocation_ends_when_it_is_lifted_or_at_its_own_time() {
        revocations.revoke(TOKEN, now.plusSeconds(10));
        revocations.revoke(new Revoked(Kind.JTI, "t2"), null);

        now = now.plusSeconds(9);
        assertThat(revocations.isRevoked(ADA)).isTrue();
        now = now.plusSeconds(1);
        assertThat(revocations.isRevoked(ADA)).isFalse();
        assertThat(revocations.all()).extracting(each -> each.revoked().value()).containsExactly("t2");
        assertThat(revocations.lift(new Revoked(Kind.JTI, "t2"))).isTrue();
        assertThat(revocations.lift(new Revoked(Kind.JTI, "t2"))).isFalse();
        assertThat(revocations.isRevoked(ADA_AGAIN)).isFalse();
    }

    @Test
    void above_the_bound_none_is_forgotten_and_further_ones_are_refused() {
        revocations.revoke(TOKEN, now.plusSeconds(10));
        revocations.revoke(PERSON, null);

        assertThat(revocations.revoke(new Revoked(Kind.SUB, "bob"), null)).isEmpty();
        assertThat(revocations.isRevoked(ADA)).isTrue();
        assertThat(revocations.revoke(PERSON, null)).as("one that is there").isPresent();
        now = now.plusSeconds(10);
        assertThat(revocations.revoke(new Revoked(Kind.SUB, "bob"), null))
                .as("once another has ended")
                .isPresent();
    }
}
