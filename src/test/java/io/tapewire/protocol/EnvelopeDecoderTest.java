package io.tapewire.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.assertj.core.api.ObjectAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeDecoderTest {
    private static final String WHOLE = """
            { "type": "subscribe", "channel": "build", "epoch": "9f3c", "first": 40, "offset": 42, "id": "r1",
              "timestamp": "2026-11-23T06:30:41.123Z", "data": { "epoch": "9f3c", "offset": 41, "window": 65536 } }""";

    private final EnvelopeDecoder decoder = new EnvelopeDecoder();

    @Test
    void every_field_is_read() {
        assertThat(decoder.decode(WHOLE))
                .isEqualTo(new Envelope(
                        MessageType.SUBSCRIBE,
                        "build",
                        "9f3c",
                        40L,
                        42L,
                        Json.createValue("r1"),
                        Instant.parse("2026-11-23T06:30:41.123Z"),
                        Json.createObjectBuilder()
                                .add("epoch", "9f3c")
                                .add("offset", 41)
                                .add("window", 65536)
                                .build()));
    }

    @Test
    void what_is_absent_is_null_and_data_is_empty() {
        assertThat(decoder.decode("{\"type\":\"ping\"}")).isEqualTo(Envelope.of(MessageType.PING));
    }

    @Test
    void fields_that_it_does_not_know_are_passed_over() {
        assertThat(decoder.decode("{\"type\":\"ping\",\"later\":[{}]}")).isEqualTo(Envelope.of(MessageType.PING));
    }

    @Test
    void blanks_around_the_object_do_not_matter() {
        assertThat(decoder.decode(" \r\n\t{\"type\":\"ping\"}\n ").type()).isEqualTo(MessageType.PING);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "not JSON",
                "{",
                "}",
                "null",
                "7",
                "\"text\"",
                "[{\"type\":\"ping\"}]",
                "{\"type\":\"ping\"",
                "{\"type\":\"ping\"} and more",
                "{\"type\":\"ping\"}{\"type\":\"ping\"}",
                "{\"type\":\"ping\"}]",
                "{'type':'ping'}",
                "{\"type\":\"ping\",}",
                "{type:\"ping\"}",
                "{\"type\":\"ping\",\"offset\":01}",
                "{\"type\":\"ping\",\"offset\":NaN}",
                "{\"type\":\"ping\",\"offset\":+1}",
                "{\"type\":\"pi\nng\"}",
                "{\"type\":\"\\x\"}",
                "{\"type\":\"\\u12\"}",
                "\u0000"
            })
    void what_is_no_json_object_is_bad_json(String text) {
        assertRefused(text).returns("bad_json", BadEnvelope::code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"type\":null}",
                "{\"type\":7}",
                "{\"type\":{}}",
                "{\"type\":\"ping\",\"channel\":1}",
                "{\"type\":\"ping\",\"channel\":null}",
                "{\"type\":\"ping\",\"epoch\":[]}",
                "{\"type\":\"ping\",\"offset\":\"1\"}",
                "{\"type\":\"ping\",\"offset\":-1}",
                "{\"type\":\"ping\",\"offset\":1.5}",
                "{\"type\":\"ping\",\"offset\":true}",
                "{\"type\":\"ping\",\"offset\":9223372036854775808}",
                "{\"type\":\"ping\",\"offset\":1e400}",
                "{\"type\":\"ping\",\"offset\":1e2147483647}",
                "{\"type\":\"ping\",\"offset\":1e-2147483647}",
                "{\"type\":\"ping\",\"first\":{}}",
                "{\"type\":\"ping\",\"id\":null}",
                "{\"type\":\"ping\",\"id\":{}}",
                "{\"type\":\"ping\",\"id\":[1]}",
                "{\"type\":\"ping\",\"id\":true}",
                "{\"type\":\"ping\",\"timestamp\":7}",
                "{\"type\":\"ping\",\"timestamp\":\"yesterday\"}",
                "{\"type\":\"ping\",\"data\":[]}",
                "{\"type\":\"ping\",\"data\":null}",
                "{\"type\":\"ping\",\"data\":\"{}\"}"
            })
    void a_field_of_the_wrong_kind_is_a_bad_field(String text) {
        assertRefused(text).returns("bad_field", BadEnvelope::code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"dance", "", "PING", "Ping", "ping ", "terminal-output"})
    void a_type_that_there_is_not_is_unknown(String type) {
        assertRefused("{\"type\":\"" + type + "\"}").returns("unknown_type", BadEnvelope::code);
    }

    @Test
    void a_whole_number_may_be_written_in_any_way() {
        for (String number : List.of("42", "42.0", "4.2e1", "420E-1")) {
            assertThat(decoder.decode("{\"type\":\"ping\",\"offset\":" + number + "}")
                            .offset())
                    .isEqualTo(42);
        }
    }

    @Test
    void the_largest_position_is_read_exactly() {
        assertThat(decoder.decode("{\"type\":\"ping\",\"offset\":9223372036854775807}")
                        .offset())
                .isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void a_refusal_keeps_the_id_where_that_could_be_read() {
        assertRefused("{\"type\":\"dance\",\"id\":7}").returns(Json.createValue(7), BadEnvelope::id);
        assertRefused("{\"type\":\"ping\",\"id\":\"x\",\"data\":1}").returns(Json.createValue("x"), BadEnvelope::id);
        assertRefused("{\"type\":\"ping\",\"id\":[]}").returns(null, BadEnvelope::id);
        assertRefused("{\"id\":7").returns(null, BadEnvelope::id);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1_000, 30_000})
    void nesting_of_any_depth_is_refused_or_taken_but_breaks_nothing(int depth) {
        String arrays = "[".repeat(depth) + "]".repeat(depth);
        String objects = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);

        assertTakenOrRefused(arrays);
        assertTakenOrRefused("[".repeat(depth));
        assertTakenOrRefused("{\"a\":".repeat(depth));
        assertTakenOrRefused("{\"type\":\"ping\",\"data\":{\"a\":" + arrays + "}}");
        assertTakenOrRefused("{\"type\":\"ping\",\"data\":" + objects + "}");
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1_200, 60_000})
    void numbers_of_any_length_are_refused_or_taken_but_break_nothing(int digits) {
        String number = "7".repeat(digits);

        assertRefused("{\"type\":\"ping\",\"offset\":" + number + "}");
        assertTakenOrRefused("{\"type\":\"ping\",\"offset\":0." + number + "}");
        assertTakenOrRefused("{\"type\":\"ping\",\"offset\":1e" + number + "}");
        assertTakenOrRefused("{\"type\":\"ping\",\"id\":" + number + "}");
        assertTakenOrRefused("{\"type\":\"ping\",\"data\":{\"offset\":" + number + "}}");
    }

    @Test
    void a_position_inside_data_may_be_a_number_of_any_length_too() {
        for (String number : List.of("7".repeat(1_200), "7".repeat(60_000), "1e999999999", "1e-999999999")) {
            Envelope envelope;
            try {
                envelope = decoder.decode("{\"type\":\"ack\",\"data\":{\"offset\":" + number + "}}");
            } catch (BadEnvelope refusedAlready) {
                continue;
            }
            Fields data = new Fields(envelope.data(), null);
            assertThatThrownBy(() -> data.position("offset")).isInstanceOf(BadEnvelope.class);
        }
    }

    @Test
    void an_id_of_any_size_can_be_repeated_in_the_answer() {
        for (String id : List.of("7".repeat(60_000), "1e999999999", "1e-99", "\"" + "x".repeat(60_000) + "\"")) {
            String request = "{\"type\":\"ping\",\"id\":" + id + "}";
            if (catchThrowable(() -> decoder.decode(request)) instanceof BadEnvelope) {
                continue;
            }
            Envelope pong = Envelope.of(MessageType.PONG)
                    .inReplyTo(decoder.decode(request).id());

            assertThat(new EnvelopeEncoder().encode(pong)).hasSizeLessThan(61_000);
        }
    }

    @Test
    void damaged_messages_are_refused_or_taken_but_break_nothing() {
        Random random = new Random(1);
        for (int round = 0; round < 2_000; round++) {
            StringBuilder damaged = new StringBuilder(WHOLE);
            for (int hits = 1 + random.nextInt(3); hits > 0 && damaged.length() > 1; hits--) {
                int at = random.nextInt(damaged.length());
                switch (random.nextInt(10)) {
                    case 0 -> damaged.setLength(at + 1);
                    case 1, 2, 3, 4 -> damaged.deleteCharAt(at);
                    default -> damaged.insert(at, "{}[]\",:\\01eE-.\u0000\ud83d".charAt(random.nextInt(16)));
                }
            }
            assertTakenOrRefused(damaged.toString());
        }
    }

    @Test
    void the_reason_is_short_however_long_the_message_is() {
        assertRefused("{\"type\":\"" + "x".repeat(60_000) + "\"}")
                .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING)
                .hasSizeLessThan(500);
        assertRefused("x".repeat(60_000))
                .extracting(Throwable::getMessage, InstanceOfAssertFactories.STRING)
                .hasSizeLessThan(500);
    }

    private ObjectAssert<BadEnvelope> assertRefused(String text) {
        return assertThat(catchThrowable(() -> decoder.decode(text)))
                .isInstanceOf(BadEnvelope.class)
                .asInstanceOf(InstanceOfAssertFactories.type(BadEnvelope.class));
    }

    private void assertTakenOrRefused(String text) {
        Throwable thrown = catchThrowable(() -> decoder.decode(text));
        if (thrown != null) {
            assertThat(thrown).isInstanceOf(BadEnvelope.class);
        }
    }
}
