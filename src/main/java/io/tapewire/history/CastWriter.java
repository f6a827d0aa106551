package io.tapewire.history;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tapewire.protocol.Providers;
import io.tapewire.protocol.Utf8Encoder;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Writes an asciicast, version 3: a header, then one event a line. The time of an event is the time since the one before
 * it, in seconds with three decimals. Since the log's times are whole milliseconds, nothing is lost by rounding and the
 * sum of all times is right. A clock that was put back makes the recording stand still, not run backwards.
 */
final class CastWriter {
    private final OutputStream out;
    private long millis;

    /**
     * A writer of one recording.
     *
     * @param millis when the recording begins, in milliseconds of the epoch
     */
    CastWriter(OutputStream out, long millis) {
        this.out = out;
        this.millis = millis;
    }

    void header(JsonObject header) throws IOException {
        out.write(Utf8Encoder.encode(header + "\n"));
    }

    /** Writes an event with some text of ours, at the time of the one before it or later. */
    void event(long nowMillis, char code, String text) throws IOException {
        begin(nowMillis, code);
        out.write(Utf8Encoder.encode(Providers.JSON.createValue(text).toString()));
        out.write(']');
        out.write('\n');
    }

    /**
     * Writes output.
     *
     * @param json output as the inside of a JSON string
     * @param newLines whether a line feed begins a new line
     * @return whether the output ends with a line feed
     */
    boolean output(long nowMillis, byte[] json, int from, int to, boolean newLines) throws IOException {
        begin(nowMillis, 'o');
        out.write('"');
        boolean endsLine = CastText.write(json, from, to, newLines, out);
        out.write('"');
        out.write(']');
        out.write('\n');
        return endsLine;
    }

    private void begin(long nowMillis, char code) throws IOException {
        long passed = Math.max(0, nowMillis - millis);
        millis += passed;
        String milliseconds = String.valueOf(1_000 + passed % 1_000);
        String head = "[" + passed / 1_000 + "." + milliseconds.substring(1) + ",\"" + code + "\",";
        out.write(head.getBytes(US_ASCII));
    }
}
