package io.tapewire.audit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ShownTest {
    @ParameterizedTest
    @CsvSource({
        "ada,            ada",
        "'ä 漢 😀 <b>',    'ä 漢 😀 <b>'",
        "'a\u001b[2Jb',  'a\\u001b[2Jb'",
        "'a\r\nb',       'a\\u000d\\u000ab'",
        "'\u009b31m',    '\\u009b31m'",
        "'a\u202eb',     'a\\u202eb'",
        "'a\u2066b',     'a\\u2066b'",
        "'a\u2028b',     'a\\u2028b'",
        "'a\u200bb',     'a\\u200bb'",
        "'\ud83d!',      '\\ud83d!'",
    })
    void what_controls_anything_is_written_as_its_code(String text, String shown) {
        assertThat(Shown.brief(text, 100)).isEqualTo(shown);
    }

    @Test
    void a_nul_is_written_as_its_code() {
        assertThat(Shown.brief("a\u0000b", 100)).isEqualTo("a\\u0000b");
    }

    @Test
    void a_long_text_is_cut_and_says_so() {
        assertThat(Shown.brief("a".repeat(10), 10)).isEqualTo("a".repeat(10));
        assertThat(Shown.brief("a".repeat(11), 10)).isEqualTo("a".repeat(10) + "…");
        assertThat(Shown.brief("\u001b".repeat(1_000_000), 10)).isEqualTo("\\u001b".repeat(10) + "…");
    }

    @Test
    void what_is_not_there_stays_away() {
        assertThat(Shown.brief(null, 10)).isNull();
    }
}
