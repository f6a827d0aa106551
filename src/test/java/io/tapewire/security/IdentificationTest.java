package io.tapewire.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdentificationTest {
    @ParameterizedTest
    @CsvSource({
        "/ws, ", // Payara, WildFly
        "'',  /ws" // Open Liberty
    })
    void the_token_in_the_address_counts_for_viewers_wherever_the_container_puts_the_path(String servlet, String rest) {
        assertThat(Identification.isForViewers(request(servlet, rest, null))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"/channels, ", "/channels, /ws", "'', /channels/ws", "/ws, /x", "/wsx, "})
    void it_counts_nowhere_else(String servlet, String rest) {
        assertThat(Identification.isForViewers(request(servlet, rest, null))).isFalse();
    }

    @Test
    void a_bearer_token_is_a_header_in_any_case_and_with_any_blanks() {
        assertThat(Identification.bearerOf(request("/ws", null, "Bearer H"), false))
                .isEqualTo("H");
        assertThat(Identification.bearerOf(request("/channels", null, "bearer  H "), true))
                .isEqualTo("H");
        assertThat(Identification.bearerOf(request("/channels", null, null), false))
                .isNull();
    }

    @Test
    void a_header_of_another_kind_is_a_wrong_token_unless_the_application_knows_it() {
        assertThat(Identification.bearerOf(request("/ws", null, "Basic abc"), false))
                .isEmpty();
        assertThat(Identification.bearerOf(request("/ws", null, "Basic abc"), true))
                .isNull();
    }

    private static HttpServletRequest request(String servletPath, String pathInfo, String authorization) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                IdentificationTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getServletPath" -> servletPath;
                    case "getPathInfo" -> pathInfo;
                    case "getQueryString" -> "channel=a&token=T";
                    case "getHeader" -> "Authorization".equals(arguments[0]) ? authorization : null;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
