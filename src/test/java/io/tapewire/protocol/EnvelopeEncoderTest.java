package io.tapewire.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.StringReader;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EnvelopeEncoderTest {
    private final EnvelopeEncoder encoder = new EnvelopeEncoder();
    private final EnvelopeDecoder decoder = new EnvelopeDecoder();

    @ParameterizedTest
    @EnumSource(MessageType.class)
    void a_bare_message_is_its_type_and_an_empty_object(MessageType type) {
        String json = encoder.encode(Envelope.of(type));

        assertThat(json)
                .isEqualTo("{\"type\":\"%s\",\"data\":{}}".formatted(type.name().toLowerCase(Locale.ROOT)));
    }

    @Test
    void every_field_of_the_contract_is_written_under_its_name() {
        JsonObject data = Json.createObjectBuilder().add("recovered", true).build();
        Envelope envelope = new Envelope(
                MessageType.SUBSCRIBED,
                "build",
                "9f3c",
                40L,
                42L,
                Json.createValue("req-1"),
                Instant.parse("2026-11-23T06:30:41.100Z"),
                data);

        assertThat(read(encoder.encode(envelope))).isEqualTo(read("""
                { "type": "subscribed", "channel": "build", "epoch": "9f3c", "first": 40, "offset": 42, "id": "req-1",
                  "timestamp": "2026-11-23T06:30:41.100Z", "data": { "recovered": true } }"""));
    }

    @Test
    void half_a_surrogate_pair_becomes_a_replacement_character_wherever_it_stands() {
        Envelope error = Envelope.error("bad_field", "a \ud83d b").inReplyTo(Json.createValue("\ude00"));

        assertThat(new String(encoder.encodeBytes(error), UTF_8))
                .contains("\"id\":\"\ufffd\"")
                .contains("\"message\":\"a \ufffd b\"");
    }

    @Test
    void what_is_written_reads_back_as_the_same() {
        Envelope envelope = Envelope.of(MessageType.ERROR)
                .about("a/b")
                .at("e", 0)
                .inReplyTo(Json.createValue(new BigDecimal("1.50")))
                .stamped(Instant.ofEpochMilli(1))
                .with(Json.createObjectBuilder()
                        .add("code", "x")
                        .add("message", "\"quoted\" \\ \n \u0001 😀")
                        .build());

        assertThat(decoder.decode(encoder.encode(envelope))).isEqualTo(envelope);
    }

    @Test
    void timestamps_are_utc_and_always_have_milliseconds() {
        String json = encoder.encode(Envelope.of(MessageType.PONG).stamped(Instant.parse("2026-01-02T03:04:05Z")));

        assertThat(read(json).getString("timestamp")).isEqualTo("2026-01-02T03:04:05.000Z");
    }

    @Test
    void an_id_is_repeated_as_it_was() {
        for (JsonValue id : new JsonValue[] {
            Json.createValue("seven"), Json.createValue(7), Json.createValue(Long.MAX_VALUE), Json.createValue(0.5)
        }) {
            Envelope pong = Envelope.of(MessageType.PONG).inReplyTo(id);

            assertThat(read(encoder.encode(pong)).get("id")).isEqualTo(id);
        }
    }

    @Test
    void the_bytes_are_the_texts_utf_8() {
        Envelope envelope = Envelope.of(MessageType.ERROR)
                .with(Json.createObjectBuilder().add("message", "é😀").build());

        assertThat(encoder.encodeBytes(envelope))
                .isEqualTo(encoder.encode(envelope).getBytes(UTF_8));
    }

    private static JsonObject read(String json) {
        try (var reader = Json.createReader(new StringReader(json))) {
            return reader.readObject();
        }
    }
}
