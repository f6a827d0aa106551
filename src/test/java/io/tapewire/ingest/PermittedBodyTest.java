package io.tapewire.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.access.Caller;
import io.tapewire.access.Grants;
import io.tapewire.access.Revocations;
import io.tapewire.access.Revoked;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.http.Rejected;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class PermittedBodyTest {
    private static final Instant NOW = Instant.parse("2026-11-26T06:00:00Z");
    private static final Caller ADA = Caller.withToken("ada", "t1", NOW.plusSeconds(10), Grants.ALL);

    private final List<String> events = new ArrayList<>();
    private final List<Runnable> timeouts = new ArrayList<>();
    private final Revocations revocations = new Revocations(Limits.STANDARD, InstantSource.fixed(NOW));
    private final PermittedBody body = new PermittedBody(
            new Body() {
                @Override
                public void take(byte[] bytes, int length) {
                    events.add("take " + length);
                }

                @Override
                public void end() {
                    events.add("end");
                }

                @Override
                public void breakOff() {
                    events.add("break off");
                }
            },
            revocations,
            this::runIn,
            InstantSource.fixed(NOW),
            Limits.STANDARD.with(Limit.UPLOAD_AFTER_EXPIRY_S, 50));

    @Test
    void a_body_passes_through_while_the_permission_holds() {
        begin(ADA);
        body.take(new byte[3], 3);
        body.end();

        assertThat(events).containsExactly("in PT1M", "take 3", "no timeout", "end");
        assertThat(revoke()).as("uses that go on").isZero();
    }

    @Test
    void nothing_is_taken_once_the_permission_is_revoked() {
        begin(ADA);
        body.take(new byte[3], 3);
        assertThat(revoke()).isOne();

        assertRefused(403, "revoked");
        body.breakOff();
        assertThat(events).containsExactly("in PT1M", "take 3", "stop revoked", "no timeout", "break off");
    }

    @Test
    void an_upload_that_begins_too_late_takes_nothing() {
        revoke();
        begin(ADA);

        assertRefused(403, "revoked");
        assertThat(events).contains("stop revoked");
    }

    @Test
    void an_upload_that_is_broken_off_before_it_has_begun_leaves_nothing_behind() {
        revoke();

        begin(ADA, reason -> body.breakOff());

        assertThat(events).containsExactly("in PT1M", "break off", "no timeout");
        assertThat(revoke()).as("uses that go on").isZero();
        assertRefused(403, "revoked");
    }

    @Test
    void an_upload_ends_some_time_after_its_token() {
        begin(ADA);
        timeouts.forEach(Runnable::run);

        assertRefused(401, "expired");
        assertThat(events).containsExactly("in PT1M", "stop expired");
    }

    @Test
    void an_upload_without_an_end_of_its_permission_may_go_on() {
        begin(Caller.ADMINISTRATOR);
        body.end();

        assertThat(events).containsExactly("end");
    }

    @Test
    void an_upload_ends_when_its_producer_signs_out() {
        begin(Caller.ofApplication("ada", Set.of()));

        assertThat(revocations.signedOut("bob")).isZero();
        assertThat(revocations.signedOut("ada")).isOne();
        assertRefused(401, "signed_out");
    }

    private void begin(Caller caller) {
        begin(caller, reason -> events.add("stop " + reason.code()));
    }

    private void begin(Caller caller, Consumer<Rejected> stop) {
        body.begin(caller, stop);
    }

    private Runnable runIn(Duration delay, Runnable work) {
        events.add("in " + delay);
        timeouts.add(work);
        return () -> events.add("no timeout");
    }

    private void assertRefused(int status, String code) {
        assertThatThrownBy(() -> body.take(new byte[3], 3)).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.status()).isEqualTo(status);
            assertThat(rejected.code()).isEqualTo(code);
        });
    }

    private int revoke() {
        return revocations.revoke(new Revoked(Revoked.Kind.SUB, "ada"), null).orElseThrow();
    }
}
