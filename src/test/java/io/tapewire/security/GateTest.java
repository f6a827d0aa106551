package io.tapewire.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateTest {
    @ParameterizedTest
    @CsvSource({
        "/ws, ", // Payara, WildFly
        "'',  /ws" // Open Liberty
    })
    void the_token_in_the_address_counts_for_viewers_wherever_the_container_puts_the_path(String servlet, String rest) {
        assertThat(Gate.tokenOf(request(servlet, rest, null))).isEqualTo("T");
    }

    @ParameterizedTest
    @CsvSource({"/channels, ", "/channels, /ws", "'', /channels/ws", "/ws, /x", "/wsx, "})
    void it_counts_nowhere_else(String servlet, String rest) {
        assertThat(Gate.tokenOf(request(servlet, rest, null))).isNull();
    }

    @Test
    void the_header_comes_first() {
        assertThat(Gate.tokenOf(request("/ws", null, "Bearer H"))).isEqualTo("H");
        assertThat(Gate.tokenOf(request("/channels", null, "bearer  H "))).isEqualTo("H");
        assertThat(Gate.tokenOf(request("/ws", null, "Basic abc"))).isEmpty();
    }

    private static HttpServletRequest request(String servletPath, String pathInfo, String authorization) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                GateTest.class.getClassLoader(),
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
