package io.tapewire.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.tapewire.http.Rejected;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 0",
        "bytes=2-4, 2, 4",
        "bytes=5-, 5, 9",
        "bytes=5-99, 5, 9",
        "bytes=-3, 7, 9",
        "bytes=-99, 0, 9",
        "bytes=9-9, 9, 9"
    })
    void one_part_is_what_it_says_within_the_file(String range, long from, long to) {
        assertThat(ByteRange.of(range, 10)).contains(new ByteRange(from, to));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=4-2",
                "lines=1-2",
                "bytes=0-1,3-4",
                "bytes=a-b",
                "bytes=1-2-3",
                "bytes=99999999999999999999-"
            })
    void anything_else_means_the_whole_file(String range) {
        assertThat(ByteRange.of(range, 10)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"bytes=10-, 10", "bytes=11-20, 10", "bytes=-0, 10", "bytes=0-, 0", "bytes=-1, 0"})
    void a_part_that_the_file_does_not_have_is_refused(String range, long bytes) {
        assertThatExceptionOfType(Rejected.class)
                .isThrownBy(() -> ByteRange.of(range, bytes))
                .extracting(Rejected::status)
                .isEqualTo(416);
    }
}
