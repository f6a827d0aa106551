package io.tapewire.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.awaitility.Awaitility.await;

import io.tapewire.channel.Channels;
import io.tapewire.channel.Senders;
import io.tapewire.config.Limits;
import io.tapewire.fault.CapturedLog;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.InstantSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What becomes of a connection whose session fails. */
class TapewireEndpointTest {
    private static final int FAULT = 1011;

    private final Channels channels = new Channels(Limits.STANDARD, InstantSource.system());
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
}
