package io.tapewire.account;

import io.tapewire.protocol.Providers;
import io.tapewire.protocol.Timestamps;
import jakarta.json.JsonValue;
import java.time.Instant;

/** Values that may be absent, as JSON. */
final class Json {
    private Json() {}

    static JsonValue text(String value) {
        return value == null ? JsonValue.NULL : Providers.JSON.createValue(value);
    }

    static JsonValue time(Instant value) {
        return text(value == null ? null : Timestamps.write(value.toEpochMilli()));
    }
}
