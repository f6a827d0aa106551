package io.tapewire.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReturnAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"/", "/?channel=build/a%20b&line=3.0", "/tapewire.xhtml?channel=a"})
    void pages_of_ours_are_returned_to(String text) {
        assertThat(ReturnAddress.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "//evil.example",
                "//evil.example/?channel=a",
                "/\\evil.example",
                "https://evil.example/",
                "javascript:alert(1)",
                "/channels",
                "/?a\r\nSet-Cookie: x=y",
                "/?\"><script>",
                "/tapewire.xhtml/../x"
            })
    void nothing_else_is(String text) {
        assertThat(ReturnAddress.parse(text)).isEqualTo(ReturnAddress.PLAIN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/?token=secret&channel=a", "/?channel=a&token=secret"})
    void a_token_is_left_out(String text) {
        assertThat(ReturnAddress.parse(text).text()).isEqualTo("/?channel=a");
    }
}
