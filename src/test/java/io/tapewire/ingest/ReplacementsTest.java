package io.tapewire.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.log.Decoding;
import io.tapewire.log.Decoding.Replacement;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ReplacementsTest {
    private final Random random = new Random(7);

    @Test
    void each_place_in_a_text_is_found_again_in_the_bytes_that_it_was_made_of() {
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = bytes();
            Decoding found = Replacements.find(bytes, bytes.length);
            byte[] text = new String(bytes, UTF_8).getBytes(UTF_8);

            assertThat(found.textBytes()).isEqualTo(text.length);
            int longer = 0;
            for (Replacement each : found.replacements()) {
                longer += each.longer();
                int end = (int) each.end();
                assertThat(new String(bytes, 0, end - longer, UTF_8).getBytes(UTF_8))
                        .as("the text of the bytes up to there")
                        .isEqualTo(Arrays.copyOf(text, end));
            }
            assertThat(found.textBytes() - longer).isEqualTo(bytes.length);
        }
    }

    /** Whole characters, their beginnings and endings, and bytes that are in none. */
    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(12)];
        byte[] good = "aé€\ud83d\ude00".getBytes(UTF_8);
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = random.nextInt(4) == 0 ? (byte) random.nextInt(256) : good[random.nextInt(good.length)];
        }
        return bytes;
    }
}
