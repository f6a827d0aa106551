package io.tapewire.compression;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AcceptEncodingTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "x-gzip",
                "GZip",
                "deflate, gzip;q=1.0, *;q=0.5",
                "br, gzip ; Q=0.5",
                "*",
                "identity;q=0.5, gzip;q=0.5",
                "identity;q=0, *;q=0.1"
            })
    void gzip_is_wanted(String header) {
        assertThat(AcceptEncoding.prefersGzip(List.of(header))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "br",
                "identity",
                "gzip;q=0",
                "gzip;q=0.000",
                "*;q=0",
                "gzip;q=0, *",
                "identity, gzip;q=0.5",
                "gzip;q=high",
                "gzippy"
            })
    void gzip_is_not_wanted(String header) {
        assertThat(AcceptEncoding.prefersGzip(List.of(header))).isFalse();
    }

    @Test
    void several_headers_are_one_list() {
        assertThat(AcceptEncoding.prefersGzip(List.of("br", "gzip"))).isTrue();
        assertThat(AcceptEncoding.prefersGzip(List.of())).isFalse();
    }
}
