package io.tapewire.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.tapewire.log.ManualClock;
import java.time.Duration;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultLogTest {
    private static final String NAME = "io.tapewire.fault.FaultLogTest";

    private final CapturedLog shown = CapturedLog.of(NAME);
    private final ManualClock clock = new ManualClock();
    private final FaultLog faults = new FaultLog(System.getLogger(NAME), clock);

    @AfterEach
    void close() {
        shown.close();
    }

    @Test
    void a_fault_is_an_error_with_its_trace() {
        RuntimeException fault = new IllegalStateException("x");
        faults.report("It failed", fault);
        assertThat(shown.errors()).containsExactly("It failed");
        assertThat(shown.records().get(0).getThrown()).isSameAs(fault);
    }

    @Test
    void the_same_cause_is_shown_once_a_minute_with_the_number_of_those_between() {
        for (int i = 0; i < 120; i++) {
            faults.report("It failed", fault(i));
            clock.advance(Duration.ofSeconds(1));
        }
        faults.report("It failed", fault(120));
        assertThat(shown.errors())
                .containsExactly(
                        "It failed",
                        "It failed (and 59 times more that were not shown)",
                        "It failed (and 59 times more that were not shown)");
    }

    @Test
    void other_causes_are_shown_at_once() {
        faults.report("It failed", fault(1));
        faults.report("It failed", new IllegalStateException("another place"));
        faults.report("It failed", new OutOfMemoryError("another type"));
        faults.report("Something else failed", fault(1));
        faults.report("It failed", new IllegalStateException("caused by the first", fault(2)));
        assertThat(shown.errors()).hasSize(4);
    }

    @Test
    void faults_without_a_trace_and_causes_in_a_circle_are_shown_as_well() {
        Throwable circle = new IllegalStateException("a");
        circle.initCause(new IllegalStateException("b", circle));
        Throwable bare = new IllegalStateException("bare");
        bare.setStackTrace(new StackTraceElement[0]);
        faults.report("It failed", circle);
        faults.report("It failed", bare);
        faults.report("It failed", bare);
        assertThat(shown.errors()).hasSize(2);
    }

    @Test
    void more_causes_than_it_can_remember_share_one_minute() {
        for (int i = 0; i < 1_000; i++) {
            faults.report("Failure " + i, fault(i));
        }
        assertThat(shown.errors()).hasSize(101);

        clock.advance(Duration.ofMinutes(1));
        faults.report("Failure 999", fault(999));
        assertThat(shown.errors()).last().isEqualTo("Failure 999 (and 899 times more that were not shown)");
    }

    @Test
    void what_has_been_quiet_for_a_minute_makes_room() {
        for (int minute = 0; minute < 10; minute++) {
            for (int i = 0; i < 100; i++) {
                faults.report("Failure " + minute + "/" + i, fault(i));
            }
            clock.advance(Duration.ofMinutes(1));
        }
        assertThat(shown.errors()).hasSize(1_000);
    }

    @Test
    void a_log_that_fails_fails_nobody_else_and_what_it_missed_is_counted() {
        Handler full = new Handler() {
            @Override
            public void publish(LogRecord log) {
                throw new OutOfMemoryError("no room for a line");
            }

            @Override
            public void flush() {
                // nothing waits here
            }

            @Override
            public void close() {
                // nothing is held open
            }
        };
        Logger.getLogger(NAME).addHandler(full);
        Logger.getLogger(NAME).removeHandler(shown);
        assertThatCode(() -> faults.report("It failed", fault(1))).doesNotThrowAnyException();
        Logger.getLogger(NAME).removeHandler(full);
        Logger.getLogger(NAME).addHandler(shown);

        faults.report("Something else failed", fault(2));
        assertThat(shown.errors()).containsExactly("Something else failed (and 1 times more that were not shown)");
    }

    @Test
    void what_is_attempted_says_whether_it_went_well() {
        assertThat(faults.attempt("It failed", () -> {})).isTrue();
        assertThat(faults.attempt("It failed", () -> {
                    throw new StackOverflowError("x");
                }))
                .isFalse();
        assertThat(shown.errors()).isEqualTo(List.of("It failed"));
    }

    private static RuntimeException fault(int number) {
        return new IllegalStateException("fault " + number);
    }
}
