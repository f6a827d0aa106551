package io.tapewire.serverlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LogLineTest {
    private static final Instant WHEN = Instant.parse("2026-11-23T06:30:41.123Z");
    private static final String SECRET = "s3cret";

    private final LogLine line = new LogLine(SECRET);

    @Test
    void a_line_has_time_level_short_name_and_message() {
        String time = DateTimeFormatter.ofPattern("HH:mm:ss.SSS", Locale.ROOT)
                .withZone(ZoneId.systemDefault())
                .format(WHEN);
        assertThat(plain(line.format(log(Level.INFO, "It works")))).isEqualTo(time + " INFO    Builder  It works\n");
    }

    @ParameterizedTest
    @CsvSource({"SEVERE, 31", "WARNING, 33", "INFO, 32", "CONFIG, 2", "FINE, 2"})
    void the_level_has_its_colour(String level, int colour) {
        assertThat(line.format(log(Level.parse(level), "message"))).contains("\033[" + colour + "m" + level);
    }

    @Test
    void every_colour_ends() {
        String text = line.format(log(Level.SEVERE, "message"));
        assertThat(text.split("\033\\[[1-9]\\d*m", -1)).hasSameSizeAs(text.split("\033\\[0m", -1));
        assertThat(text).endsWith("\033[0m  message\n");
    }

    @Test
    void parameters_are_filled_in() {
        LogRecord log = log(Level.INFO, "{0} of {1}");
        log.setParameters(new Object[] {"one", "two"});
        assertThat(plain(line.format(log))).endsWith("one of two\n");
    }

    @Test
    void a_record_that_knows_how_to_fill_in_its_own_parameters_is_asked() {
        LogRecord log = new OfWildFly(Level.INFO, "%s of %s", "one", "two");
        log.setLoggerName("org.example.Builder");
        assertThat(plain(line.format(log))).endsWith("  one of two\n");
    }

    @Test
    void a_record_without_a_loggers_name_is_a_line() {
        LogRecord log = log(Level.INFO, "message");
        log.setLoggerName(null);
        assertThat(plain(line.format(log))).endsWith("INFO      message\n");
    }

    @Test
    void the_secret_is_masked_wherever_it_stands() {
        LogRecord log = log(Level.INFO, "token=" + SECRET + "&again=" + SECRET);
        log.setThrown(new IllegalStateException("not " + SECRET, new RuntimeException(SECRET)));
        assertThat(line.format(log)).doesNotContain(SECRET).contains("token=********&again=********\n");
    }

    @Test
    void the_secret_is_masked_where_it_is_a_parameter() {
        LogRecord log = log(Level.INFO, "{0}");
        log.setParameters(new Object[] {"Bearer " + SECRET});
        assertThat(line.format(log)).doesNotContain(SECRET).contains("Bearer ********");
    }

    @Test
    void a_stack_trace_follows_the_line() {
        LogRecord log = log(Level.SEVERE, "It broke");
        log.setThrown(new IllegalStateException("why", new RuntimeException("the cause")));
        assertThat(plain(line.format(log)).lines()).element(0).asString().endsWith("It broke");
        assertThat(plain(line.format(log)).lines())
                .contains("java.lang.IllegalStateException: why", "Caused by: java.lang.RuntimeException: the cause")
                .anyMatch(trace -> trace.startsWith("\tat io.tapewire.serverlog.LogLineTest."));
        assertThat(line.format(log)).endsWith("\n");
    }

    @Test
    void parameters_and_traces_that_fail_leave_the_rest_of_the_line() {
        LogRecord log = log(Level.SEVERE, "It broke: {0}");
        log.setParameters(new Object[] {new Unspeakable()});
        log.setThrown(new IllegalStateException() {
            private static final long serialVersionUID = 1;

            @Override
            public String getMessage() {
                throw new IllegalStateException("no message");
            }
        });
        assertThat(plain(line.format(log)))
                .contains("It broke: {0} (without its parameters: java.lang.StackOverflowError)\n")
                .endsWith(" (without its trace: java.lang.IllegalStateException)\n");
    }

    @Test
    void a_record_that_fails_to_fill_in_its_own_parameters_leaves_the_rest_of_the_line() {
        LogRecord log = new OfWildFly(Level.INFO, "%d of %s", "one", "two");
        log.setLoggerName("org.example.Builder");
        assertThat(plain(line.format(log)))
                .endsWith("  %d of %s (without its parameters: java.util.IllegalFormatConversionException)\n");
    }

    @Test
    void what_is_logged_can_not_control_the_terminal() {
        assertThat(plain(line.format(log(Level.INFO, "a\033]0;b\u0007\u009d\rc\td"))))
                .endsWith("  a\ufffd]0;b\ufffd\ufffd\ufffdc\td\n");
    }

    private static final class Unspeakable {
        @Override
        public String toString() {
            throw new StackOverflowError("planted");
        }
    }

    private static LogRecord log(Level level, String message) {
        LogRecord log = new LogRecord(level, message);
        log.setInstant(WHEN);
        log.setLoggerName("org.example.Builder");
        return log;
    }

    /** Like the records of the JBoss log manager. */
    static final class OfWildFly extends LogRecord {
        private static final long serialVersionUID = 1;

        OfWildFly(Level level, String format, Object... parameters) {
            super(level, format);
            setParameters(parameters);
        }

        public String getFormattedMessage() {
            return getMessage().formatted(getParameters());
        }
    }

    private static String plain(String text) {
        return text.replaceAll("\033\\[\\d+m", "");
    }
}
