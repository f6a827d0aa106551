package io.tapewire.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.event.RunStarted;
import io.tapewire.fault.CapturedLog;
import io.tapewire.log.ManualClock;
import io.tapewire.log.Run;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HeldUploadsTest {
    private static final int CHUNKED = -1;

    private final ManualClock clock = new ManualClock();
    private final HeldUploads uploads = new HeldUploads(clock);
    private final CapturedLog log = CapturedLog.of(HeldUploads.class.getName());

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void whole_uploads_of_runs_that_began_long_before_are_reported_once() {
        upload("Via", 1_000, run(), 0);
        upload("X-Forwarded-For", 1_000, run(), 0);
        assertThat(log.records()).isEmpty();
        for (int i = 0; i < 4; i++) {
            upload("Via", 1_000, run(), 0);
        }
        assertThat(log.records()).hasSize(1);
        assertThat(log.records().get(0).getParameters()).containsExactly(3, 10L);
    }

    @Test
    void uploads_without_a_proxy_are_no_sign() {
        uploadOften("Accept", 1_000, 0);
        assertThat(log.records()).isEmpty();
    }

    @Test
    void runs_that_have_just_begun_are_no_sign() {
        for (int i = 0; i < 10; i++) {
            Run run = new Run(new RunStarted("build", "r", null), clock.millis(), 1, null, 0, 0, 0);
            clock.advance(Duration.ofSeconds(9));
            upload("Via", 1_000, run, 0);
        }
        assertThat(log.records()).isEmpty();
    }

    @Test
    void later_parts_of_a_run_are_no_sign() {
        for (int i = 0; i < 10; i++) {
            Run run = new Run(new RunStarted("build", "r", null), clock.millis(), 1, null, 0, 0, 7);
            clock.advance(Duration.ofSeconds(30));
            upload("Via", 1_000, run, 0);
        }
        assertThat(log.records()).isEmpty();
    }

    @Test
    void uploads_that_take_their_time_are_no_sign() {
        uploadOften("Via", 1_000, 1_000);
        assertThat(log.records()).isEmpty();
    }

    @Test
    void an_upload_without_a_length_shows_that_the_proxy_keeps_nothing() {
        upload("Via", CHUNKED, run(), 5_000);
        uploadOften("Via", 1_000, 0);
        assertThat(log.records()).isEmpty();
    }

    private void uploadOften(String header, int length, int millis) {
        for (int i = 0; i < 10; i++) {
            upload(header, length, run(), millis);
        }
    }

    /** A run that was declared some time ago and has no output. */
    private Run run() {
        Run run = new Run(new RunStarted("build", "r", null), clock.millis(), 1, null, 0, 0, 0);
        clock.advance(Duration.ofSeconds(10));
        return run;
    }

    private void upload(String header, int length, Run run, int millis) {
        Runnable complete = uploads.begin(request(header, length), run);
        clock.advance(Duration.ofMillis(millis));
        complete.run();
    }

    private static HttpServletRequest request(String header, int length) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                HeldUploadsTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getProtocol" -> "HTTP/1.1";
                    case "getHeader" -> header.equals(arguments[0]) ? "x" : null;
                    case "getContentLengthLong" -> (long) length;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
