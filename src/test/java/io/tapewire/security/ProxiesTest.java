package io.tapewire.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProxiesTest {
    private final Proxies proxies = new Proxies(Stream.of("10.0.0.0/8", "2001:db8::/32", "192.0.2.7")
            .map(AddressRange::of)
            .toList());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            203.0.113.9 |                                      | 203.0.113.9
            203.0.113.9 | 198.51.100.1                         | 203.0.113.9
            10.1.2.3    |                                      | 10.1.2.3
            10.1.2.3    | 198.51.100.1                         | 198.51.100.1
            10.1.2.3    | 1.1.1.1, 198.51.100.1                | 198.51.100.1
            10.1.2.3    | 1.1.1.1, 198.51.100.1, 10.9.9.9      | 198.51.100.1
            10.1.2.3    | 198.51.100.1, 192.0.2.7              | 198.51.100.1
            10.1.2.3    | 198.51.100.1, 192.0.2.8              | 192.0.2.8
            10.1.2.3    | 198.51.100.1, unknown                | 10.1.2.3
            10.1.2.3    | localhost                            | 10.1.2.3
            10.1.2.3    | 1.1.1.1, 999.1.1.1                   | 10.1.2.3
            2001:db8::1 | 2001:dead::5                         | 2001:dead::5
            [2001:db8:0:0:0:0:0:1] | 198.51.100.1              | 198.51.100.1
            11.1.2.3    | 198.51.100.1                         | 11.1.2.3
            """)
    void only_configured_proxies_say_whose_request_they_pass_on(String remote, String forwarded, String address) {
        assertThat(proxies.addressOf(request(remote, forwarded))).isEqualTo(address);
    }

    @ParameterizedTest
    @CsvSource({
        "2001:dead::1, 2001:dead::ffff:1, true",
        "2001:dead::1, 2001:dead:0:1::1, false",
        "192.0.2.1, 192.0.2.1, true",
        "192.0.2.1, 192.0.2.2, false",
    })
    void who_has_a_network_of_their_own_counts_once(String one, String other, boolean same) {
        assertThat(proxies.networkOf(request(one, null)).equals(proxies.networkOf(request(other, null))))
                .isEqualTo(same);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "proxy.example", "10.0.0.0/33", "10.0.0.0/", "10.0.0/8", "::/129", "10.0.0.0/8/8", "*"})
    void what_is_no_range_is_refused(String text) {
        assertThatThrownBy(() -> AddressRange.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    private static HttpServletRequest request(String remote, String forwarded) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                ProxiesTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getRemoteAddr" -> remote;
                    case "getHeaders" -> Collections.enumeration(forwarded == null ? List.of() : List.of(forwarded));
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
