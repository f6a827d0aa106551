package io.tapewire.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileHeadersTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"text/html", "image/svg+xml", "application/xhtml+xml", "text/xml", "application/pdf", "text/css"
            })
    void a_type_in_which_something_may_run_is_sent_as_mere_bytes(String type) {
        assertThat(FileHeaders.typeOf(type)).isEqualTo("application/octet-stream");
    }

    @Test
    void raster_images_and_text_are_sent_as_they_are() {
        assertThat(FileHeaders.typeOf("image/png")).isEqualTo("image/png");
        assertThat(FileHeaders.typeOf("text/plain")).isEqualTo("text/plain;charset=utf-8");
        assertThat(FileHeaders.typeOf(null)).isEqualTo("application/octet-stream");
    }

    @Test
    void a_name_is_encoded_so_that_it_stays_within_the_header() {
        assertThat(FileHeaders.disposition("a\"; x=\"ü.txt"))
                .isEqualTo("attachment; filename=\"a_; x=__.txt\"; filename*=UTF-8''a%22%3B%20x%3D%22%C3%BC.txt");
    }
}
