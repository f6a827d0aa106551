package io.tapewire.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Writes points in time for the wire: RFC 3339, UTC, always with milliseconds, years 0 to 9999.
 *
 * <p>It writes digit by digit, because every frame has a timestamp and a DateTimeFormatter takes 170 ns and 950 B.
 */
public final class Timestamps {
    private static final byte[] SHAPE = "0000-00-00T00:00:00.000Z".getBytes(ISO_8859_1);

    private Timestamps() {}

    public static String write(long epochMillis) {
        int millis = (int) Math.floorMod(epochMillis, 1_000L);
        LocalDateTime time = LocalDateTime.ofEpochSecond(Math.floorDiv(epochMillis, 1_000L), 0, ZoneOffset.UTC);
        byte[] text = SHAPE.clone();
        put(text, 4, time.getYear());
        put(text, 7, time.getMonthValue());
        put(text, 10, time.getDayOfMonth());
        put(text, 13, time.getHour());
        put(text, 16, time.getMinute());
        put(text, 19, time.getSecond());
        put(text, 23, millis);
        return new String(text, ISO_8859_1);
    }

    /** Writes a number so that it ends before {@code end}; the bytes before it must be zeros. */
    private static void put(byte[] text, int end, int number) {
        int at = end;
        for (int rest = number; rest > 0; rest /= 10) {
            text[--at] = (byte) ('0' + rest % 10);
        }
    }
}
