package io.tapewire.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.event.OutputType;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RecordEncoderTest {
    private static final long TIME = Instant.parse("2026-11-23T06:30:41.120Z").toEpochMilli();

    private final RecordEncoder encoder = new RecordEncoder("build/linux", "9f3c0011aabbccdd");
    private final EnvelopeDecoder decoder = new EnvelopeDecoder();

    @Test
    void output_is_the_envelope_of_the_contract() {
        byte[] payload = "..hello \\\"you\\\"\\n😀..".getBytes(UTF_8);

        byte[] frame = encoder.encode(RecordType.OUTPUT, 40, 42, TIME, payload, 2, payload.length - 2);

        assertThat(read(frame)).isEqualTo(json("""
                { "type": "terminal_output", "channel": "build/linux", "epoch": "9f3c0011aabbccdd",
                  "first": 40, "offset": 42, "timestamp": "2026-11-23T06:30:41.120Z",
                  "data": { "output": "hello \\"you\\"\\n😀", "type": "output" } }"""));
    }

    @Test
    void a_single_record_has_no_first() {
        byte[] frame = encoder.encode(RecordType.OUTPUT, 7, 7, TIME, new byte[] {'x'}, 0, 1);

        assertThat(read(frame)).doesNotContainKey("first").containsEntry("offset", Json.createValue(7L));
    }

    @Test
    void it_decodes_to_the_envelope_that_was_meant() {
        byte[] frame = encoder.encode(RecordType.INFO, 1, 2, TIME, new byte[] {'a', 'b'}, 0, 2);

        assertThat(decoder.decode(new String(frame, UTF_8)))
                .isEqualTo(new Envelope(
                        MessageType.TERMINAL_OUTPUT,
                        "build/linux",
                        "9f3c0011aabbccdd",
                        1L,
                        2L,
                        null,
                        Instant.ofEpochMilli(TIME),
                        json("{\"output\":\"ab\",\"type\":\"info\"}")));
    }

    @ParameterizedTest
    @EnumSource(OutputType.class)
    void every_type_of_output_is_named(OutputType type) {
        byte[] frame = encoder.encode(RecordType.of(type), 1, 1, TIME, new byte[0], 0, 0);

        assertThat(read(frame).getString("type")).isEqualTo("terminal_output");
        assertThat(MessageDecoder.outputType(read(frame).getJsonObject("data").getString("type")))
                .contains(type);
    }

    @ParameterizedTest
    @EnumSource(names = {"TASK_STATUS", "NOTIFICATION", "ACTIVITY_LOG"})
    void the_payload_of_other_records_is_their_whole_data(RecordType type) {
        byte[] payload = "{\"any\":[1,{\"thing\":null}]}".getBytes(UTF_8);

        JsonObject frame = read(encoder.encode(type, 3, 3, TIME, payload, 0, payload.length));

        assertThat(frame.getString("type")).isEqualTo(type.message().wireName());
        assertThat(frame.getJsonObject("data")).isEqualTo(json("{\"any\":[1,{\"thing\":null}]}"));
    }

    @ParameterizedTest
    @EnumSource(RecordType.class)
    void it_is_the_same_as_what_the_general_encoder_writes(RecordType type) {
        byte[] payload = (type.isOutput() ? "text" : "{\"text\":1}").getBytes(UTF_8);
        String frame = new String(encoder.encode(type, 3, 5, TIME, payload, 0, payload.length), UTF_8);

        assertThat(new EnvelopeEncoder().encode(decoder.decode(frame))).isEqualTo(frame);
    }

    @ParameterizedTest
    @EnumSource(RecordType.class)
    void the_payload_can_be_found_again_from_the_frames_end(RecordType type) {
        byte[] payload = (type.isOutput() ? "text" : "{\"text\":1}").getBytes(UTF_8);
        byte[] frame = encoder.encode(type, 3, 5, TIME, payload, 0, payload.length);

        int end = frame.length - RecordEncoder.tailBytes(type);

        assertThat(new String(frame, end - payload.length, payload.length, UTF_8))
                .isEqualTo(new String(payload, UTF_8));
    }

    @ParameterizedTest
    @EnumSource(RecordType.class)
    void no_envelope_is_longer_than_it_is_said_to_be(RecordType type) {
        String longest = "x".repeat(128);
        RecordEncoder wide = new RecordEncoder(longest, "9f3c0011aabbccdd");

        byte[] frame = wide.encode(type, Long.MAX_VALUE - 1, Long.MAX_VALUE, TIME, new byte[0], 0, 0);

        assertThat(frame.length).isLessThanOrEqualTo(RecordEncoder.ENVELOPE_BYTES + longest.length());
    }

    private static JsonObject read(byte[] frame) {
        return json(new String(frame, UTF_8));
    }

    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }
}
