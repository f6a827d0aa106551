package io.tapewire.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.Texts;
import jakarta.json.Json;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class JsonTextTest {
    @Test
    void every_code_point_survives_escaping_and_unescaping() {
        for (int from = 0; from <= Character.MAX_CODE_POINT; from += 0x400) {
            byte[] utf8 = codePoints(from, from + 0x400).getBytes(UTF_8);

            byte[] escaped = escapeWhole(utf8);

            assertThat(JsonText.unescape(escaped, 0, escaped.length)).isEqualTo(utf8);
        }
    }

    @Test
    void what_is_escaped_is_the_inside_of_a_json_string_for_every_code_point() {
        for (int from = 0; from <= Character.MAX_CODE_POINT; from += 0x400) {
            String text = codePoints(from, from + 0x400);

            assertThat(parse(escapeWhole(text.getBytes(UTF_8)))).isEqualTo(text);
        }
    }

    @Test
    void nothing_grows_to_more_than_the_longest_escape() {
        for (int code = 0; code < 0x80; code++) {
            assertThat(escapeWhole(Character.toString(code).getBytes(UTF_8)).length)
                    .isLessThanOrEqualTo(JsonText.LONGEST);
        }
    }

    @Test
    void a_text_escaped_through_buffers_of_any_size_is_the_same_as_in_one_piece() {
        byte[] utf8 = "a\u0001\"é€😀\\\n\u001f漢😀\"\u0000z".getBytes(UTF_8);
        byte[] whole = escapeWhole(utf8);

        for (int size = JsonText.LONGEST; size <= whole.length; size++) {
            assertThat(escapeInBuffersOf(size, utf8)).isEqualTo(whole);
        }
    }

    @Test
    void random_texts_through_random_buffers_come_out_whole() {
        Random random = new Random(1);
        for (int round = 0; round < 500; round++) {
            byte[] utf8 = Texts.random(random, 300).getBytes(UTF_8);

            byte[] escaped = escapeInBuffersOf(JsonText.LONGEST + random.nextInt(40), utf8);

            assertThat(escaped).isEqualTo(escapeWhole(utf8));
            assertThat(JsonText.unescape(escaped, 0, escaped.length)).isEqualTo(utf8);
        }
    }

    @Test
    void any_part_of_a_text_comes_as_far_as_character_by_character() {
        Random random = new Random(2);
        for (int round = 0; round < 20_000; round++) {
            String text = Texts.random(random, 60);
            String before = Texts.random(random, 5);
            byte[] utf8 = (before + text + Texts.random(random, 5)).getBytes(UTF_8);
            int from = before.getBytes(UTF_8).length;
            int end = from + text.getBytes(UTF_8).length;
            byte[] out = new byte[random.nextInt(100)];
            int bound = random.nextInt(out.length + 1);
            byte[] expected = out.clone();
            JsonText.Progress naive = progress(from, random.nextInt(bound + 1));
            JsonText.Progress progress = progress(from, naive.written);

            escapeNaively(text, expected, bound, naive);
            JsonText.escape(utf8, end, out, bound, progress);

            assertThat(out).isEqualTo(expected);
            assertThat(progress.read).isEqualTo(naive.read);
            assertThat(progress.written).isEqualTo(naive.written);
        }
    }

    @Test
    void bytes_that_are_no_utf8_get_on_all_the_same() {
        Random random = new Random(3);
        byte[] garbage = new byte[200];
        for (int round = 0; round < 500; round++) {
            random.nextBytes(garbage);
            if (round % 2 == 0) {
                Arrays.fill(garbage, random.nextInt(100), 100 + random.nextInt(100), (byte) 0x80);
            }
            byte[] escaped = escapeInBuffersOf(JsonText.LONGEST + random.nextInt(40), garbage);

            assertThat(JsonText.unescape(escaped, 0, escaped.length)).isEqualTo(garbage);
        }
    }

    @Test
    void a_character_that_does_not_fit_is_left_for_the_next_buffer() {
        for (String character : new String[] {"\u0001", "\"", "é", "€", "😀"}) {
            byte[] utf8 = ("x" + character).getBytes(UTF_8);
            int needed = escapeWhole(utf8).length;
            JsonText.Progress progress = new JsonText.Progress();

            JsonText.escape(utf8, utf8.length, new byte[needed], needed - 1, progress);

            assertThat(progress.read).isEqualTo(1);
            assertThat(progress.written).isEqualTo(1);
        }
    }

    @Test
    void it_begins_and_ends_where_it_is_told_to() {
        byte[] utf8 = "abcdef".getBytes(UTF_8);
        byte[] out = "........".getBytes(UTF_8);
        JsonText.Progress progress = new JsonText.Progress();
        progress.read = 2;
        progress.written = 3;

        JsonText.escape(utf8, 4, out, out.length, progress);

        assertThat(new String(out, UTF_8)).isEqualTo("...cd...");
        assertThat(progress.read).isEqualTo(4);
        assertThat(progress.written).isEqualTo(5);
    }

    @Test
    void a_part_of_the_escaped_bytes_can_be_unescaped_alone() {
        byte[] json = "before\\nafter".getBytes(UTF_8);

        assertThat(JsonText.unescape(json, 6, 8)).isEqualTo(new byte[] {'\n'});
    }

    private static JsonText.Progress progress(int read, int written) {
        JsonText.Progress progress = new JsonText.Progress();
        progress.read = read;
        progress.written = written;
        return progress;
    }

    private static void escapeNaively(String text, byte[] out, int bound, JsonText.Progress progress) {
        for (int code : text.codePoints().toArray()) {
            String character = Character.toString(code);
            int letter = "\"\\\b\f\n\r\t".indexOf(code);
            String escaped = letter >= 0
                    ? "\\" + "\"\\bfnrt".charAt(letter)
                    : code < 0x20 ? "\\u%04x".formatted(code) : character;
            byte[] bytes = escaped.getBytes(UTF_8);
            if (progress.written + bytes.length > bound) {
                return;
            }
            System.arraycopy(bytes, 0, out, progress.written, bytes.length);
            progress.written += bytes.length;
            progress.read += character.getBytes(UTF_8).length;
        }
    }

    private static byte[] escapeInBuffersOf(int size, byte[] utf8) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] buffer = new byte[size];
        JsonText.Progress progress = new JsonText.Progress();
        while (progress.read < utf8.length) {
            progress.written = 0;
            JsonText.escape(utf8, utf8.length, buffer, size, progress);
            assertThat(progress.written).isBetween(1, size);
            all.write(buffer, 0, progress.written);
        }
        return all.toByteArray();
    }

    private static byte[] escapeWhole(byte[] utf8) {
        byte[] out = new byte[utf8.length * JsonText.LONGEST];
        JsonText.Progress progress = new JsonText.Progress();
        JsonText.escape(utf8, utf8.length, out, out.length, progress);
        assertThat(progress.read).isEqualTo(utf8.length);
        return Arrays.copyOf(out, progress.written);
    }

    private static String parse(byte[] inside) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        json.writeBytes("[\"".getBytes(UTF_8));
        json.writeBytes(inside);
        json.writeBytes("\"]".getBytes(UTF_8));
        try (var reader = Json.createReader(new StringReader(json.toString(UTF_8)))) {
            return reader.readArray().getString(0);
        }
    }

    private static String codePoints(int from, int to) {
        StringBuilder text = new StringBuilder();
        for (int code = from; code < to; code++) {
            if (code < Character.MIN_SURROGATE || code > Character.MAX_SURROGATE) {
                text.appendCodePoint(code);
            }
        }
        return text.toString();
    }
}
