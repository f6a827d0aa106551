package io.tapewire.cli;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.TypeConversionException;

/** Times and durations as they are given on the command line. */
final class Times {
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,9})([smhd])");

    private Times() {}

    /** For instance {@code 30s}, {@code 5m}, {@code 1h} or {@code 2d}. */
    static Duration duration(String text) {
        Matcher form = DURATION.matcher(text);
        if (!form.matches()) {
            throw new TypeConversionException("not a duration: " + text + "; for instance 30s, 5m, 1h or 2d");
        }
        long number = Long.parseLong(form.group(1));
        return switch (form.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** A time, or how long ago: {@code 10m}, {@code 2026-11-26}, {@code 2026-11-26T10:00}, {@code 2026-11-26T10:00Z}. */
    static Instant instant(String text, InstantSource clock, ZoneId zone) {
        if (DURATION.matcher(text).matches()) {
            return clock.instant().minus(duration(text));
        }
        List<Function<String, Instant>> forms = List.of(
                form -> OffsetDateTime.parse(form).toInstant(),
                form -> LocalDateTime.parse(form).atZone(zone).toInstant(),
                form -> LocalDate.parse(form).atStartOfDay(zone).toInstant());
        for (Function<String, Instant> form : forms) {
            try {
                return form.apply(text);
            } catch (DateTimeException another) {
                // the next form, or none
            }
        }
        throw new TypeConversionException("not a time: " + text + "; for instance 10m, 2026-11-26 or 2026-11-26T10:00");
    }
}
