package io.tapewire.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimestampsTest {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final long YEAR_0 = Instant.parse("0000-01-01T00:00:00Z").toEpochMilli();
    private static final long YEAR_10000 =
            Instant.parse("+10000-01-01T00:00:00Z").toEpochMilli();

    @Test
    void a_time_is_written_with_all_its_digits() {
        assertThat(Timestamps.write(Instant.parse("2026-01-02T03:04:05Z").toEpochMilli()))
                .isEqualTo("2026-01-02T03:04:05.000Z");
        assertThat(Timestamps.write(0)).isEqualTo("1970-01-01T00:00:00.000Z");
        assertThat(Timestamps.write(-1)).isEqualTo("1969-12-31T23:59:59.999Z");
        assertThat(Timestamps.write(YEAR_10000 - 1)).isEqualTo("9999-12-31T23:59:59.999Z");
    }

    @Test
    void any_time_is_written_as_javas_formatter_does() {
        Random random = new Random(5);
        for (int i = 0; i < 100_000; i++) {
            long millis = random.nextLong(YEAR_0, YEAR_10000);
            assertThat(Timestamps.write(millis)).isEqualTo(FORMAT.format(Instant.ofEpochMilli(millis)));
        }
    }
}
