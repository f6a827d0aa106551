package io.tapewire.mask;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.protocol.JsonText;
import java.net.URI;
import java.net.URLEncoder;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the encoders write is found, whatever stands around it. */
class FormsTest {
    private static final String SECRET = "p\"ä ss/w+ö<rd>\\=😀~'(1)&\n\t!x";

    @Test
    void base64_is_found_at_all_three_alignments_in_both_alphabets() {
        Random random = new Random(1);
        for (int round = 0; round < 300; round++) {
            byte[] secret = new byte[8 + random.nextInt(30)];
            random.nextBytes(secret);
            // each byte one character, so that the secret is text and its base64 has all characters
            String text = new String(secret, ISO_8859_1);
            String all = "x".repeat(random.nextInt(4)) + text + "y".repeat(random.nextInt(4));
            for (Base64.Encoder encoder : List.of(
                    Base64.getEncoder(),
                    Base64.getUrlEncoder(),
                    Base64.getEncoder().withoutPadding(),
                    Base64.getUrlEncoder().withoutPadding())) {
                String encoded = encoder.encodeToString(all.getBytes(UTF_8));
                String masked = masked(text, encoded);
                assertThat(masked).as(encoded).contains("***");
                // at most what also stands for the bytes around it, and the padding, is left
                assertThat(masked.length() - 3)
                        .as("%s in %s", encoded, masked)
                        .isLessThanOrEqualTo((all.length() - text.length() + 2) * 4 / 3 + 3);
            }
        }
    }

    @Test
    void base64_that_is_only_the_secret_leaves_nothing_of_it() {
        for (String secret : List.of("12345678", "123456789", "1234567890")) {
            String encoded = Base64.getEncoder().encodeToString(secret.getBytes(UTF_8));
            assertThat(masked(secret, encoded)).isEqualTo("***");
            assertThat(masked(secret, encoded.replace("=", ""))).isEqualTo("***");
        }
    }

    @Test
    void urls_are_found_as_java_and_others_encode_them() {
        String form = URLEncoder.encode(SECRET, UTF_8);
        assertMasked(form);
        assertMasked(form.toLowerCase(Locale.ROOT));
        assertMasked(form.replace("+", "%20").replace("%7E", "~"));
        // encodeURIComponent
        assertMasked(form.replace("+", "%20")
                .replace("%7E", "~")
                .replace("%27", "'")
                .replace("%28", "(")
                .replace("%29", ")")
                .replace("%21", "!"));
    }

    @Test
    void a_url_that_java_has_built_is_found() throws Exception {
        String secret = "pass word/with ü";
        String uri = new URI("https", "host", "/" + secret, null).toASCIIString();
        assertThat(masked(secret, uri)).isEqualTo("https://host/***");
    }

    @Test
    void json_is_found_as_it_is_written_here_and_elsewhere() {
        byte[] utf8 = SECRET.getBytes(UTF_8);
        byte[] out = new byte[6 * utf8.length];
        JsonText.Progress progress = new JsonText.Progress();
        JsonText.escape(utf8, utf8.length, out, out.length, progress);
        String plain = new String(out, 0, progress.written, UTF_8);
        assertMasked(plain);
        assertMasked(plain.replace("/", "\\/"));
        String ascii = plain.replace("ä", "\\u00e4").replace("ö", "\\u00f6").replace("😀", "\\ud83d\\ude00");
        assertMasked(ascii);
        assertMasked(ascii.replace("\\u00e4", "\\u00E4")
                .replace("\\u00f6", "\\u00F6")
                .replace("\\ud83d\\ude00", "\\uD83D\\uDE00"));
        String go = plain.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
        assertMasked(go);
        assertMasked(go.replace("=", "\\u003d").replace("'", "\\u0027"));
    }

    @Test
    void a_line_feed_is_found_as_a_terminal_writes_it() {
        assertMasked(SECRET.replace("\n", "\r\n"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345678", "a b c d e f", "ääää", SECRET})
    void no_form_is_shorter_than_the_value(String value) {
        assertThat(Forms.of(value))
                .allSatisfy(form -> assertThat(form).hasSizeGreaterThanOrEqualTo(value.getBytes(UTF_8).length));
    }

    private static void assertMasked(String encoded) {
        assertThat(masked(SECRET, "a " + encoded + " b")).as(encoded).isEqualTo("a *** b");
    }

    private static String masked(String secret, String text) {
        return Redactor.whole(text.getBytes(UTF_8), List.of(ChannelMasks.automaton(List.of(secret))))
                .orElse(text);
    }
}
