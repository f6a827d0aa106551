package io.tapewire.signin;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.security.ReturnAddress;
import io.tapewire.shared.Sharing;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PendingSignInsTest {
    private Instant now = Instant.parse("2026-11-26T12:00:00Z");
    private final PendingSignIns pending = new PendingSignIns(
            Limits.STANDARD
                    .with(Limit.SIGN_INS, 3)
                    .with(Limit.SIGN_INS_OF_ADDRESS, 2)
                    .with(Limit.SIGN_IN_S, 60),
            Sharing.none(() -> now),
            () -> now);

    @Test
    void each_is_completed_once_and_by_the_browser_that_has_begun_it() {
        String state = begin("mine", "a").orElseThrow().state();

        assertThat(pending.take(state, Stream.of("other"))).isEmpty();
        assertThat(pending.take(state, Stream.empty())).isEmpty();
        assertThat(pending.take("guess", Stream.of("mine"))).isEmpty();
        assertThat(pending.take(state, Stream.of("older", "mine"))).isPresent();
        assertThat(pending.take(state, Stream.of("mine"))).isEmpty();
    }

    @Test
    void who_takes_too_long_begins_again() {
        String state = begin("mine", "a").orElseThrow().state();

        now = now.plusSeconds(60);
        assertThat(pending.take(state, Stream.of("mine"))).isEmpty();
    }

    @Test
    void who_begins_very_often_loses_their_own_oldest_and_nobody_elses() {
        String ofB = begin("b", "b").orElseThrow().state();
        String first = begin("a", "a").orElseThrow().state();
        String second = begin("a", "a").orElseThrow().state();
        String third = begin("a", "a").orElseThrow().state();

        assertThat(begin("c", "c")).as("more than allowed in all").isEmpty();
        assertThat(pending.take(first, Stream.of("a"))).isEmpty();
        assertThat(pending.take(second, Stream.of("a"))).isPresent();
        assertThat(pending.take(third, Stream.of("a"))).isPresent();
        assertThat(pending.take(ofB, Stream.of("b"))).isPresent();
    }

    @Test
    void the_challenge_is_that_of_the_rfc() {
        Pending signIn =
                new Pending("", "", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", "", ReturnAddress.PLAIN, now);

        assertThat(signIn.challenge()).isEqualTo("E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }

    private Optional<PendingSignIns.Begun> begin(String browser, String network) {
        return pending.begin(browser, "https://tape.example/cb", ReturnAddress.PLAIN, network);
    }
}
