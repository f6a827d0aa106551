package io.tapewire.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.fault.CapturedLog;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
    private boolean secure;
    private String path = "/ws";
    private final Origins origins = new Origins(Set.of("https://tape.example:8443"), new Proxies(List.of()));

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080,      localhost:8080",
        "https://tape.example,       tape.example",
        "https://Tape.Example,       tape.EXAMPLE",
        "http://tape.example,        tape.example:80",
        "https://tape.example,       tape.example:443",
        "https://tape.example:8443,  tape.example:8443",
        "http://127.0.0.1:8080,      127.0.0.1:8080",
        "http://[::1]:8080,          [::1]:8080",
        "http://[::1],               [::1]:80",
        "http://my_host:8080,        my_host:8080",
    })
    void a_page_of_the_same_host_and_port_is_ours(String origin, String host) {
        assertThat(origins.allow(upgrade(origin, host), true)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example,              tape.example",
        "http://localhost:8081,            localhost:8080",
        "http://localhost,                 localhost:8080",
        "http://tape.example:8080,         tape.example",
        "http://tape.example.evil.example, tape.example",
        "http://evil.example/tape.example, tape.example",
        "http://tape.example@evil.example, tape.example",
        "http://sub.tape.example,          tape.example",
        "http://[::1]:8080,                [::2]:8080",
        "file://,                          tape.example",
        "null,                             tape.example",
        "null,                             'null'",
        "tape.example,                     tape.example",
        "'',                               tape.example",
        "'',                               ''",
        "http://,                          ''",
        "http://a b,                       tape.example",
    })
    void a_page_of_another_origin_is_not(String origin, String host) {
        assertThat(origins.allow(upgrade(origin, host), true)).isFalse();
        assertThat(origins.allow(request("PUT", Map.of("Origin", origin, "Host", host)), true))
                .isFalse();
        assertThat(origins.allow(request("GET", Map.of("Origin", origin, "Host", host)), true))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({"https://tape.example:8443, true", "https://TAPE.example:8443, true", "http://tape.example:8443, false"
    })
    void a_configured_origin_is_allowed_whichever_host_was_asked(String origin, boolean allowed) {
        assertThat(origins.allow(upgrade(origin, "internal:8080"), true)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"https://tape.example, true", "http://tape.example, false"})
    void an_open_page_is_not_a_secure_one_of_the_same_host(String origin, boolean allowed) {
        secure = true;
        assertThat(origins.allow(upgrade(origin, "tape.example"), true)).isEqualTo(allowed);
    }

    @Test
    void who_brings_a_token_needs_an_allowed_origin_only_to_connect() {
        Map<String, String> foreign = Map.of("Origin", "http://evil.example", "Host", "tape.example");
        path = "/ws";
        assertThat(origins.allow(request("GET", foreign), false)).isFalse();
        assertThat(origins.allow(request("GET", Map.of("Host", "tape.example", "Upgrade", "websocket")), false))
                .isTrue();
        path = "/channels";
        assertThat(origins.allow(request("PUT", foreign), false)).isTrue();
    }

    @Test
    void the_log_tells_both_values_of_what_was_refused() {
        try (CapturedLog log = CapturedLog.ofTapewire()) {
            origins.allow(upgrade("http://evil.example\u001b[2J", "tape.example:8080"), true);

            assertThat(log.records())
                    .singleElement()
                    .extracting(LogRecord::getMessage)
                    .asString()
                    .contains("\"http://evil.example?[2J\"", "\"http://tape.example:8080\"", "tapewire.origins");
        }
    }

    @Test
    void a_flood_of_refused_requests_does_not_fill_the_log_and_the_log_says_how_many_it_left_out() {
        AtomicLong nanos = new AtomicLong();
        Origins often = new Origins(Set.of(), new Proxies(List.of()), nanos::get);
        try (CapturedLog log = CapturedLog.ofTapewire()) {
            for (int i = 0; i < 1_000; i++) {
                often.allow(upgrade("http://evil.example", "tape.example"), true);
            }
            assertThat(log.records()).hasSize(100);
            nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
            often.allow(upgrade("http://evil.example", "tape.example"), true);
            assertThat(log.records())
                    .last()
                    .extracting(LogRecord::getMessage)
                    .asString()
                    .endsWith("(and 900 more that are not logged)");
        }
    }

    @Test
    void without_a_host_no_origin_is_ours() {
        assertThat(origins.allow(request("GET", Map.of("Origin", "http://tape.example")), true))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void a_request_that_only_reads_needs_no_origin(String method) {
        assertThat(origins.allow(request(method, Map.of("Host", "tape.example")), true))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "POST", "DELETE", "PATCH", "OPTIONS"})
    void a_request_that_may_change_something_needs_one(String method) {
        assertThat(origins.allow(request(method, Map.of("Host", "tape.example")), true))
                .isFalse();
    }

    @Test
    void an_upgrade_needs_one() {
        assertThat(origins.allow(request("GET", Map.of("Host", "tape.example", "Upgrade", "websocket")), true))
                .isFalse();
    }

    private HttpServletRequest upgrade(String origin, String host) {
        Map<String, String> headers = new HashMap<>(Map.of("Host", host, "Upgrade", "websocket"));
        headers.put("Origin", origin);
        return request("GET", headers);
    }

    private HttpServletRequest request(String verb, Map<String, String> headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                OriginsTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getMethod" -> verb;
                    case "isSecure" -> secure;
                    case "getServletPath" -> path;
                    case "getPathInfo" -> null;
                    case "getRemoteAddr" -> "192.0.2.1";
                    case "getHeader" -> headers.get((String) arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
