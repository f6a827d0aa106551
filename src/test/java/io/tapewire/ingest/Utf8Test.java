package io.tapewire.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
    private static final String TEXT = "a é € 😀 \u0000 語 👩‍👩‍👧 \ufffd z";

    /** One of each kind that the rules of UTF-8 tell apart. */
    private static final int[] KINDS = {
        0x41, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc2, 0xe0, 0xe1, 0xed, 0xef, 0xf0, 0xf1, 0xf4, 0xf5, 0xff
    };

    @Test
    void text_is_the_same_wherever_it_is_cut_in_three() {
        byte[] bytes = TEXT.getBytes(UTF_8);
        for (int one = 0; one <= bytes.length; one++) {
            for (int two = one; two <= bytes.length; two++) {
                assertThat(decode(bytes, one, two))
                        .as("cut at %d and %d", one, two)
                        .isEqualTo(TEXT);
            }
        }
    }

    @Test
    void text_is_the_same_when_it_comes_byte_by_byte() {
        byte[] bytes = TEXT.getBytes(UTF_8);
        int[] everywhere = new int[bytes.length];
        Arrays.setAll(everywhere, i -> i);
        assertThat(decode(bytes, everywhere)).isEqualTo(TEXT);
    }

    @Test
    void every_sequence_of_four_kinds_of_bytes_is_replaced_as_java_replaces_the_whole() {
        byte[] bytes = new byte[4];
        for (int i = 0; i < Math.pow(KINDS.length, bytes.length); i++) {
            for (int at = 0, rest = i; at < bytes.length; at++, rest /= KINDS.length) {
                bytes[at] = (byte) KINDS[rest % KINDS.length];
            }
            String whole = new String(bytes, UTF_8);
            for (int one = 1; one < bytes.length; one++) {
                requireSame(whole, bytes, one);
                requireSame(whole, bytes, one, one + 1);
            }
            requireSame(whole, bytes, 1, 2, 3);
        }
    }

    @Test
    void long_garbage_cut_anywhere_is_replaced_as_java_replaces_the_whole() {
        Random random = new Random(7);
        for (int round = 0; round < 5_000; round++) {
            byte[] bytes = new byte[random.nextInt(40)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) KINDS[random.nextInt(KINDS.length)];
            }
            int[] cuts =
                    random.ints(random.nextInt(8), 0, bytes.length + 1).sorted().toArray();
            requireSame(new String(bytes, UTF_8), bytes, cuts);
        }
    }

    @Test
    void what_is_whole_is_not_held_back() {
        Utf8 utf8 = new Utf8();
        byte[] bytes = "ab€".getBytes(UTF_8);
        assertThat(utf8.decode(bytes, 4)).isEqualTo("ab");
        assertThat(utf8.decode(new byte[] {bytes[4]}, 1)).isEqualTo("€");
        assertThat(utf8.end()).isEmpty();
    }

    @Test
    void a_sequence_that_is_cut_off_for_good_is_replaced_once() {
        Utf8 utf8 = new Utf8();
        assertThat(utf8.decode("😀".getBytes(UTF_8), 3)).isEmpty();
        assertThat(utf8.end()).isEqualTo("\ufffd");
        assertThat(utf8.end()).as("said once").isEmpty();
    }

    @Test
    void the_callers_buffer_may_be_longer_and_is_its_own_again() {
        Utf8 utf8 = new Utf8();
        byte[] buffer = {'a', (byte) 0xc3, 'x', 'x'};
        assertThat(utf8.decode(buffer, 2)).isEqualTo("a");
        Arrays.fill(buffer, (byte) 0xa9);
        assertThat(utf8.decode(buffer, 1)).isEqualTo("é");
    }

    /** Comes without AssertJ's work for each of so many. */
    private static void requireSame(String whole, byte[] bytes, int... cuts) {
        String decoded = decode(bytes, cuts);
        if (!decoded.equals(whole)) {
            assertThat(decoded)
                    .as("%s cut at %s", Arrays.toString(bytes), Arrays.toString(cuts))
                    .isEqualTo(whole);
        }
    }

    private static String decode(byte[] bytes, int... cuts) {
        Utf8 utf8 = new Utf8();
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (int cut : cuts) {
            text.append(decode(utf8, bytes, from, cut));
            from = cut;
        }
        return text.append(decode(utf8, bytes, from, bytes.length))
                .append(utf8.end())
                .toString();
    }

    private static String decode(Utf8 utf8, byte[] bytes, int from, int to) {
        ByteArrayOutputStream piece = new ByteArrayOutputStream();
        piece.write(bytes, from, to - from);
        return utf8.decode(piece.toByteArray(), to - from);
    }
}
