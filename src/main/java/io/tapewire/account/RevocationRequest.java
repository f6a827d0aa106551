package io.tapewire.account;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.access.Revoked;
import io.tapewire.http.Parameters;
import io.tapewire.http.Rejected;
import io.tapewire.protocol.Depth;
import io.tapewire.protocol.Fields;
import io.tapewire.protocol.Providers;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;

/**
 * What an administrator wants to revoke: {@code { "jti" or "sub": …, "until"?: … }}.
 *
 * @param until when the revocation ends, or {@code null} for never
 */
record RevocationRequest(Revoked revoked, Instant until) {
    private static final int MOST_BYTES = 4_096;
    private static final int MOST_CHARACTERS = 1_024;
    private static final Instant YEAR_10000 = Instant.parse("+10000-01-01T00:00:00Z");
    private static final String BAD_TIME = "until is a time as in RFC 3339, in UTC";

    /**
     * Reads a request.
     *
     * @throws Rejected if it has another shape
     * @throws io.tapewire.protocol.BadEnvelope if it is nested too deep
     */
    static RevocationRequest read(InputStream body, Depth depth) throws IOException {
        byte[] bytes = body.readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new Rejected(413, "too_large", "a revocation has at most " + MOST_BYTES + " bytes");
        }
        String text = new String(bytes, UTF_8);
        depth.require(text);
        Fields fields = new Fields(parse(text), null);
        return new RevocationRequest(one(fields.text("jti"), fields.text("sub")), time(fields.text("until")));
    }

    private static JsonObject parse(String text) {
        try (JsonReader reader = Providers.JSON.createReader(new StringReader(text))) {
            return reader.readObject();
        } catch (RuntimeException notJson) {
            // not only JsonException: Parsson throws a plain RuntimeException if its input is too deeply nested
            throw new Rejected(400, "bad_json", "a revocation is one JSON object with jti or sub, and until");
        }
    }

    /** @throws Rejected if not exactly one of them is there */
    static Revoked one(String jti, String sub) {
        if (jti == null == (sub == null)) {
            throw Parameters.bad("name either a token by its jti or a person by their sub");
        }
        String value = jti == null ? sub : jti;
        if (value.isEmpty() || value.length() > MOST_CHARACTERS) {
            throw Parameters.bad("jti and sub have 1 to " + MOST_CHARACTERS + " characters");
        }
        return new Revoked(jti == null ? Revoked.Kind.SUB : Revoked.Kind.JTI, value);
    }

    private static Instant time(String text) {
        try {
            Instant time = text == null ? null : Instant.parse(text);
            if (time == null || time.isBefore(YEAR_10000)) {
                return time;
            }
        } catch (DateTimeParseException notATime) {
            throw Parameters.bad(BAD_TIME);
        }
        throw Parameters.bad(BAD_TIME);
    }

    static JsonObjectBuilder describe(Revoked revoked, Instant until) {
        return Providers.JSON
                .createObjectBuilder()
                .add(revoked.kind().name().toLowerCase(Locale.ROOT), revoked.value())
                .add("until", Json.time(until));
    }
}
