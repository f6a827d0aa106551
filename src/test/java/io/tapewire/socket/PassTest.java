package io.tapewire.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.access.Caller;
import io.tapewire.access.Grants;
import io.tapewire.access.Revocations;
import io.tapewire.access.Revoked;
import io.tapewire.channel.Channels;
import io.tapewire.channel.Outlet;
import io.tapewire.channel.Senders;
import io.tapewire.config.Limits;
import io.tapewire.log.Frame;
import io.tapewire.log.TimeSource;
import io.tapewire.protocol.CloseCode;
import io.tapewire.token.BadToken;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PassTest {
    private static final Caller ADA = Caller.withToken("ada", "t1", null, Grants.ALL);

    private final Senders senders =
            new Senders(new Channels(Limits.STANDARD, TimeSource.system()), Limits.STANDARD, System::nanoTime);
    private final Revocations revocations = new Revocations(Limits.STANDARD, InstantSource.system());
    private final List<CloseCode> closes = new CopyOnWriteArrayList<>();

    @BeforeEach
    void start() {
        senders.start(Thread::new);
    }

    @AfterEach
    void stop() {
        senders.stop();
    }

    @Test
    void a_connection_that_has_ended_leaves_nothing_to_revoke_even_if_a_fresh_token_comes_then() throws BadToken {
        Pass pass = pass(ADA);
        pass.close();

        pass.renew("of ada", null);

        assertThat(revoke("ada")).as("uses that go on").isZero();
    }

    @Test
    void a_fresh_token_takes_the_place_of_the_one_before() throws BadToken {
        Pass pass = pass(ADA);
        pass.renew("of ada", null);

        assertThat(revocations.revoke(new Revoked(Revoked.Kind.JTI, "t1"), null))
                .contains(0);
        assertThat(revocations.revoke(new Revoked(Revoked.Kind.JTI, "t2"), null))
                .contains(1);
        assertThat(closes).containsExactly(CloseCode.REVOKED);
    }

    @Test
    void a_connection_is_not_handed_to_somebody_else() {
        assertThatThrownBy(() -> pass(ADA).renew("of bob", null)).isInstanceOf(BadToken.class);
        assertThatThrownBy(() -> pass(ADA).renew("of nobody", null)).isInstanceOf(BadToken.class);
        assertThatThrownBy(() -> pass(Caller.withToken("administrator", null, null, Grants.ALL))
                        .renew("of the administrator", null))
                .isInstanceOf(BadToken.class);
    }

    @Test
    void the_login_of_the_application_is_not_replaced_by_a_token_of_the_same_name() {
        assertThatThrownBy(
                        () -> pass(Caller.ofApplication("ada", Set.of("ops"))).renew("of ada", null))
                .isInstanceOf(BadToken.class);
    }

    @Test
    void a_token_that_names_nobody_is_replaced_by_one_that_names_nobody() {
        Pass pass = pass(Caller.withToken(null, null, null, Grants.ALL));

        assertThatCode(() -> pass.renew("of nobody", null)).doesNotThrowAnyException();
    }

    @Test
    void who_signs_out_of_the_application_loses_the_connection() {
        pass(Caller.ofApplication("ada", Set.of()));
        pass(ADA);

        assertThat(revocations.signedOut("ada")).isOne();
        assertThat(closes).containsExactly(CloseCode.UNAUTHORIZED);
    }

    private int revoke(String subject) {
        return revocations.revoke(new Revoked(Revoked.Kind.SUB, subject), null).orElseThrow();
    }

    private Pass pass(Caller caller) {
        Map<String, Caller> tokens = Map.of(
                "of ada", Caller.withToken("ada", "t2", null, Grants.NONE),
                "of bob", Caller.withToken("bob", null, null, Grants.ALL),
                "of nobody", Caller.withToken(null, null, null, Grants.ALL),
                "of the administrator", Caller.ADMINISTRATOR);
        return new Pass(
                senders.admit(new Closing(), "ada"),
                Visitors.parts(senders, null, revocations, tokens),
                Visitors.at(caller));
    }

    /** Takes everything, and notes how it is closed. */
    private final class Closing implements Outlet {
        @Override
        public void send(Frame frame, Completion done) {
            done.completed(true);
        }

        @Override
        public void ping() {
            // it is alive
        }

        @Override
        public void close(CloseCode code, String reason) {
            closes.add(code);
        }
    }
}
