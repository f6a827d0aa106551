package io.tapewire.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileNameTest {
    static String[] hostile() {
        return new String[] {
            "",
            ".",
            "..",
            "a/b",
            "a\\b",
            "a\nb",
            "a\0b",
            "\u007F",
            "\u0085",
            "a\u2028b",
            "cod\u202Egnp.exe",
            "\uFFFD",
            "\uD800",
            "ä".repeat(128)
        };
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void names_that_mislead_are_refused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> FileName.require(name));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"report.html", " ", "...", "<img onerror=x>", "Prüfung 👩‍💻.txt", "CON", "a;b?c#d%20", "\"'"})
    void other_names_are_taken_as_they_are(String name) {
        assertThat(FileName.require(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "TEXT/Plain; charset=utf-8", " text/plain ;x"})
    void a_media_type_is_type_and_subtype_in_lower_case(String header) {
        assertThat(MediaType.of(header)).isEqualTo("text/plain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "text/", "/html", "a/b/c", "te xt/html", "text/ht\nml", "<b>/x", "a/ä"})
    void no_media_type_comes_from_anything_else(String header) {
        assertThat(MediaType.of(header)).isNull();
        assertThat(MediaType.of("a/" + "b".repeat(126))).isNull();
        assertThat(MediaType.of(null)).isNull();
    }
}
