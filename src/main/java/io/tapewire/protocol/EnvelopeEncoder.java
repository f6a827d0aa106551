package io.tapewire.protocol;

import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import jakarta.websocket.Encoder;

/** Writes any envelope as JSON. For records of a log {@link RecordEncoder} writes the same text faster. */
public final class EnvelopeEncoder implements Encoder.Text<Envelope> {
    @Override
    public String encode(Envelope envelope) {
        JsonObjectBuilder json =
                Providers.JSON.createObjectBuilder().add("type", envelope.type().wireName());
        add(json, "channel", text(envelope.channel()));
        add(json, "epoch", text(envelope.epoch()));
        add(json, "first", number(envelope.first()));
        add(json, "offset", number(envelope.offset()));
        add(json, "id", envelope.id());
        if (envelope.timestamp() != null) {
            json.add("timestamp", Timestamps.write(envelope.timestamp().toEpochMilli()));
        }
        JsonObject whole = json.add("data", envelope.data()).build();
        return Providers.BINDING.toJson(whole);
    }

    public byte[] encodeBytes(Envelope envelope) {
        return Utf8Encoder.encode(encode(envelope));
    }

    private static JsonValue text(String value) {
        return value == null ? null : Providers.JSON.createValue(value);
    }

    private static JsonValue number(Long value) {
        return value == null ? null : Providers.JSON.createValue(value);
    }

    private static void add(JsonObjectBuilder json, String name, JsonValue value) {
        if (value != null) {
            json.add(name, value);
        }
    }
}
