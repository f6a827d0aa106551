package io.tapewire.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.Texts;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8EncoderTest {
    /** One of each kind that the encoding tells apart, and both halves of pairs. */
    private static final char[] KINDS = {
        0x00, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xd800, 0xdbff, 0xdc00, 0xdfff, 0xe000, 0xffff
    };

    @Test
    void every_code_point_is_encoded_as_java_does() {
        for (int code = 0; code <= Character.MAX_CODE_POINT; code++) {
            if (code < Character.MIN_SURROGATE || code > Character.MAX_SURROGATE) {
                requireSame(Character.toString(code));
            }
        }
    }

    @Test
    void every_sequence_of_four_kinds_is_encoded_as_java_encodes_it_with_its_lone_halves_replaced() {
        char[] text = new char[4];
        for (int i = 0; i < Math.pow(KINDS.length, text.length); i++) {
            for (int at = 0, rest = i; at < text.length; at++, rest /= KINDS.length) {
                text[at] = KINDS[rest % KINDS.length];
            }
            requireSame(new String(text));
        }
    }

    @Test
    void random_text_is_encoded_as_java_does() {
        Random random = new Random(4);
        for (int round = 0; round < 2_000; round++) {
            requireSame(Texts.random(random, 300));
        }
    }

    @Test
    void a_text_of_nothing_is_no_bytes() {
        assertThat(Utf8Encoder.encode("")).isEmpty();
    }

    /** Comes without AssertJ's work for each of so many. */
    private static void requireSame(String text) {
        byte[] encoded = Utf8Encoder.encode(text);
        byte[] expected = replaceLoneHalves(text).getBytes(UTF_8);
        if (!Arrays.equals(encoded, expected)) {
            assertThat(encoded).isEqualTo(expected);
        }
    }

    private static String replaceLoneHalves(String text) {
        StringBuilder whole = new StringBuilder();
        text.codePoints()
                .map(code -> code >= Character.MIN_SURROGATE && code <= Character.MAX_SURROGATE ? 0xfffd : code)
                .forEach(whole::appendCodePoint);
        return whole.toString();
    }
}
