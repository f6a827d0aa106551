package io.tapewire.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.tapewire.access.Revocations;
import io.tapewire.channel.Channels;
import io.tapewire.channel.Senders;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.fault.CapturedLog;
import io.tapewire.log.TimeSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a connection whose session fails. */
class TapewireEndpointTest {
    private static final int ABUSE = 1008;
    private static final int FAULT = 1011;
    private static final int UNRESPONSIVE = 1013;
    private static final int UNAUTHORIZED = 4401;

    private final Channels channels = new Channels(Limits.STANDARD, TimeSource.system());
    private final Senders senders = new Senders(channels, Limits.STANDARD, System::nanoTime);
    private final Closers closers = new Closers();
    private final TapewireEndpoint endpoint = new TapewireEndpoint(Visitors.parts(senders, closers));
    private final FakeSession session = new FakeSession();
    private final CapturedLog log = CapturedLog.ofTapewire();

    @BeforeEach
    void start() {
        senders.start(Thread::new);
        closers.start(Thread::new);
    }

    @AfterEach
    void stop() {
        senders.stop();
        closers.stop();
        log.close();
    }

    @Test
    void a_viewer_whose_frames_the_container_throws_back_leaves_and_nobody_is_told() {
        session.failing("sendText", new RuntimeException("Socket is not connected."));

        endpoint.open(session.session(), null);

        await().until(() -> senders.connections() == 0);
        await().untilAsserted(() -> assertThat(session.closes).containsExactly(FAULT));
        assertThat(log.records()).isEmpty();
    }

    @Test
    void a_session_that_can_not_be_closed_costs_nobody_anything() {
        session.failing("sendText", new IllegalStateException("closed"))
                .failing("close", new RuntimeException("Socket is not connected."));
        endpoint.open(session.session(), null);
        await().untilAsserted(() -> assertThat(session.closes).hasSize(1));

        FakeSession other = new FakeSession().failing("sendText", new IOException("broken pipe"));
        new TapewireEndpoint(Visitors.parts(senders, closers)).open(other.session(), null);
        await().untilAsserted(() -> assertThat(other.closes).hasSize(1));
        assertThat(log.records()).isEmpty();
    }

    @Test
    void nothing_is_thrown_when_the_application_has_stopped() {
        closers.stop();
        session.failing("sendText", new IllegalStateException("closed"));
        endpoint.open(session.session(), null);
        await().until(() -> senders.connections() == 0);
        assertThat(session.closes).isEmpty();
        assertThat(log.records()).isEmpty();
    }

    @Test
    void a_connection_that_is_gone_as_soon_as_it_comes_is_no_fault() {
        session.gone().failing("setMaxIdleTimeout", new IllegalStateException("closed"));
        endpoint.open(session.session(), null);
        assertThat(log.records()).isEmpty();
        assertThat(senders.connections()).isZero();
    }

    @Test
    void a_connection_that_fails_half_way_is_closed_so_that_it_comes_back_and_counts_no_more() {
        session.failing("getRequestParameterMap", new StackOverflowError("planted"));

        endpoint.open(session.session(), null);

        await().untilAsserted(() -> assertThat(session.closes).containsExactly(FAULT));
        await().until(() -> senders.connections() == 0);
        assertThat(log.errors()).hasSize(1);
    }

    @Test
    void what_comes_on_a_connection_that_was_not_taken_into_service_is_not_heard() {
        session.failing("getAsyncRemote", new NullPointerException("planted"));
        endpoint.open(session.session(), null);

        assertThatCode(() -> {
                    endpoint.text("{\"type\":\"ping\"}", true);
                    endpoint.binary(ByteBuffer.allocate(1), true);
                    endpoint.pong(() -> ByteBuffer.allocate(0));
                    endpoint.error(new IOException("broken pipe"));
                    endpoint.close(null);
                })
                .doesNotThrowAnyException();
        assertThat(senders.connections()).isZero();
    }

    @Test
    void a_connection_of_nobody_is_closed_for_good() {
        endpoint.open(session.of(null).session(), null);

        await().untilAsserted(() -> assertThat(session.closes).containsExactly(UNAUTHORIZED));
        assertThat(senders.connections()).isZero();
    }

    @Test
    void a_connection_whose_end_comes_before_its_begin_is_not_begun() {
        endpoint.close(null);
        endpoint.open(session.session(), null);

        assertThat(senders.connections()).isZero();
    }

    @Test
    void one_address_has_a_bounded_number_of_connections_and_gets_a_place_back() {
        Parts parts = parts(Limits.STANDARD.with(Limit.CONNECTIONS_OF_ADDRESS, 1));
        TapewireEndpoint first = new TapewireEndpoint(parts);
        first.open(session.session(), null);
        FakeSession second = new FakeSession();
        new TapewireEndpoint(parts).open(second.session(), null);

        await().untilAsserted(() -> assertThat(second.closes).containsExactly(UNRESPONSIVE));
        first.close(null);
        FakeSession third = new FakeSession();
        new TapewireEndpoint(parts).open(third.session(), null);
        assertThat(third.closes).isEmpty();
        await().until(() -> senders.connections() == 1);
    }

    @Test
    void more_messages_in_a_second_than_allowed_are_abuse() {
        TapewireEndpoint talkative =
                new TapewireEndpoint(parts(Limits.STANDARD.with(Limit.CONNECTION_MESSAGES_PER_S, 3)));
        talkative.open(session.session(), null);

        for (int i = 0; i < 100; i++) {
            talkative.text("{\"type\":\"ping\"}", true);
        }

        await().untilAsserted(() -> assertThat(session.closes).containsExactly(ABUSE));
    }

    private Parts parts(Limits limits) {
        return Visitors.parts(senders, closers, new Revocations(limits, InstantSource.system()), Map.of(), limits);
    }
}
