package io.tapewire.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.access.Caller;
import io.tapewire.access.Grants;
import io.tapewire.access.Revocations;
import io.tapewire.access.Revoked;
import io.tapewire.config.Limits;
import io.tapewire.http.Rejected;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RevocableBodyTest {
    private static final Caller ADA = Caller.withToken("ada", "t1", null, Grants.ALL);

    private final List<String> events = new ArrayList<>();
    private final Revocations revocations = new Revocations(Limits.STANDARD, InstantSource.system());
    private final RevocableBody body = new RevocableBody(new Body() {
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
    });

    @Test
    void a_body_passes_through_while_the_permission_holds() {
        begin();
        body.take(new byte[3], 3);
        body.end();

        assertThat(events).containsExactly("take 3", "end");
        assertThat(revoke()).as("uses that go on").isZero();
    }

    @Test
    void nothing_is_taken_once_the_permission_is_revoked() {
        begin();
        body.take(new byte[3], 3);
        assertThat(revoke()).isOne();

        assertThatThrownBy(() -> body.take(new byte[3], 3))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        rejected -> assertThat(rejected.status()).isEqualTo(403));
        body.breakOff();
        assertThat(events).containsExactly("take 3", "stop revoked", "break off");
    }

    @Test
    void an_upload_that_begins_too_late_takes_nothing() {
        revoke();
        begin();

        assertThatThrownBy(() -> body.take(new byte[3], 3)).isInstanceOf(Rejected.class);
        assertThat(events).containsExactly("stop revoked");
    }

    private void begin() {
        body.begin(revocations, ADA, reason -> events.add("stop " + reason.code()));
    }

    private int revoke() {
        return revocations.revoke(new Revoked(Revoked.Kind.SUB, "ada"), null).orElseThrow();
    }
}
