package io.tapewire.protocol;

import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.websocket.Decoder;
import java.io.StringReader;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** Reads an envelope from JSON. Refuses anything else and says why. */
public final class EnvelopeDecoder implements Decoder.Text<Envelope> {
    private final Depth depth;

    /** Takes messages of the standard depth. */
    public EnvelopeDecoder() {
        this(Depth.STANDARD);
    }

    /** @param depth how deep a message may be nested */
    public EnvelopeDecoder(Depth depth) {
        this.depth = depth;
    }

    /**
     * Reads one message.
     *
     * @throws BadEnvelope if the text is not an envelope
     */
    @Override
    public Envelope decode(String text) {
        JsonObject json = parse(text);
        JsonValue id = json.get("id");
        if (id != null
                && id.getValueType() != JsonValue.ValueType.STRING
                && id.getValueType() != JsonValue.ValueType.NUMBER) {
            throw new BadEnvelope("bad_field", "id must be a string or a number", null);
        }
        Fields fields = new Fields(json, id);
        String name = fields.text("type");
        if (name == null) {
            throw new BadEnvelope("bad_field", "type is missing", id);
        }
        MessageType type = MessageType.ofWireName(name)
                .orElseThrow(
                        () -> new BadEnvelope("unknown_type", "there is no message type " + Fields.quote(name), id));
        return new Envelope(
                type,
                fields.text("channel"),
                fields.text("epoch"),
                fields.position("first"),
                fields.position("offset"),
                id,
                timestamp(fields),
                fields.object("data"));
    }

    @Override
    public boolean willDecode(String text) {
        return true;
    }

    private JsonObject parse(String text) {
        depth.require(text);
        // JSON-B and JsonReader read only to the end of the value; hasNext finds text after it
        try (JsonParser parser = Providers.JSON.createParser(new StringReader(text))) {
            if (parser.next() == JsonParser.Event.START_OBJECT) {
                JsonObject object = parser.getObject();
                if (!parser.hasNext()) {
                    return object;
                }
            }
        } catch (RuntimeException notJson) {
            // not only JsonException: Parsson throws a plain RuntimeException if its input is too deeply nested
            throw new BadEnvelope("bad_json", "this is not JSON: " + brief(notJson), null);
        }
        throw new BadEnvelope("bad_json", "a message is one JSON object", null);
    }

    private static Instant timestamp(Fields fields) {
        String text = fields.text("timestamp");
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException notATime) {
            throw fields.bad("timestamp", "a time as in RFC 3339, in UTC");
        }
    }

    private static String brief(Exception e) {
        String message = String.valueOf(e.getMessage());
        return message.length() > 200 ? message.substring(0, 200) : message;
    }
}
