package io.tapewire.mask;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.protocol.Providers;
import io.tapewire.protocol.Utf8Encoder;
import jakarta.json.JsonArray;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import java.io.StringReader;
import java.util.function.UnaryOperator;

/** Masks the strings, names and numbers of a JSON object. A number that contains a secret becomes a string. */
final class MaskedJson {
    private final UnaryOperator<String> mask;

    private MaskedJson(UnaryOperator<String> mask) {
        this.mask = mask;
    }

    /**
     * Masks each text in an object.
     *
     * @param json the object in UTF-8
     * @param mask replaces the secrets in a text, and returns other texts as they are
     */
    static byte[] of(byte[] json, UnaryOperator<String> mask) {
        try (JsonParser parser = Providers.JSON.createParser(new StringReader(new String(json, UTF_8)))) {
            parser.next();
            JsonObject object = parser.getObject();
            JsonObject masked = new MaskedJson(mask).object(object);
            return masked.equals(object) ? json : Utf8Encoder.encode(masked.toString());
        }
    }

    private JsonObject object(JsonObject object) {
        JsonObjectBuilder masked = Providers.JSON.createObjectBuilder();
        object.forEach((name, value) -> masked.add(mask.apply(name), value(value)));
        return masked.build();
    }

    private JsonArray array(JsonArray array) {
        JsonArrayBuilder masked = Providers.JSON.createArrayBuilder();
        array.forEach(value -> masked.add(value(value)));
        return masked.build();
    }

    private JsonValue value(JsonValue value) {
        if (value instanceof JsonObject object) {
            return object(object);
        }
        if (value instanceof JsonArray array) {
            return array(array);
        }
        if (value instanceof JsonString string) {
            return text(string.getString(), value);
        }
        return value instanceof JsonNumber number ? text(number.toString(), value) : value;
    }

    private JsonValue text(String text, JsonValue same) {
        String masked = mask.apply(text);
        return masked.equals(text) ? same : Providers.JSON.createValue(masked);
    }
}
