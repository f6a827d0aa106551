package io.tapewire.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tapewire.fault.CapturedLog;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IngestTimerTest {
    private final IngestTimer timer = new IngestTimer();
    private final AtomicBoolean done = new AtomicBoolean();

    @BeforeEach
    void start() {
        timer.start(Thread::new);
    }

    @Test
    void work_that_fails_is_reported_and_keeps_nothing_else_from_being_done() {
        try (CapturedLog log = CapturedLog.ofTapewire()) {
            timer.runIn(1, () -> {
                throw new StackOverflowError("planted");
            });
            timer.runIn(2, () -> done.set(true));
            await().untilTrue(done);
            assertThat(log.errors()).hasSize(1);
        }
        timer.stop();
    }

    @Test
    void what_waits_when_the_application_stops_still_gets_its_turn() {
        timer.runIn(TimeUnit.MILLISECONDS.toNanos(50), () -> done.set(true));
        timer.stop();
        await().untilTrue(done);
    }

    @Test
    void nothing_is_taken_any_more_when_it_has_stopped() {
        timer.stop();
        assertThatThrownBy(() -> timer.runIn(1, () -> done.set(true))).isInstanceOf(RejectedExecutionException.class);
    }
}
