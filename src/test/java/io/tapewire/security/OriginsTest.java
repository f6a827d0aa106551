package io.tapewire.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginsTest {
    private final Origins origins = new Origins();

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
        assertThat(origins.isOurs(upgrade(origin, host))).isTrue();
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
        assertThat(origins.isOurs(upgrade(origin, host))).isFalse();
        assertThat(origins.isOurs(request("PUT", Map.of("Origin", origin, "Host", host))))
                .isFalse();
        assertThat(origins.isOurs(request("GET", Map.of("Origin", origin, "Host", host))))
                .isFalse();
    }

    @Test
    void without_a_host_no_origin_is_ours() {
        assertThat(origins.isOurs(request("GET", Map.of("Origin", "http://tape.example"))))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD"})
    void a_request_that_only_reads_needs_no_origin(String method) {
        assertThat(origins.isOurs(request(method, Map.of("Host", "tape.example"))))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "POST", "DELETE", "PATCH", "OPTIONS"})
    void a_request_that_may_change_something_needs_one(String method) {
        assertThat(origins.isOurs(request(method, Map.of("Host", "tape.example"))))
                .isFalse();
    }

    @Test
    void an_upgrade_needs_one() {
        assertThat(origins.isOurs(request("GET", Map.of("Host", "tape.example", "Upgrade", "websocket"))))
                .isFalse();
    }

    private static HttpServletRequest upgrade(String origin, String host) {
        Map<String, String> headers = new HashMap<>(Map.of("Host", host, "Upgrade", "websocket"));
        headers.put("Origin", origin);
        return request("GET", headers);
    }

    private static HttpServletRequest request(String verb, Map<String, String> headers) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                OriginsTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getMethod" -> verb;
                    case "getHeader" -> headers.get((String) arguments[0]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
