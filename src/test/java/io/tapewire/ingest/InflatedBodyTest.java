package io.tapewire.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.compression.Encoding;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.http.Rejected;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class InflatedBodyTest {
    private final Limits limits =
            Limits.STANDARD.with(Limit.INFLATED_BYTES, 8 << 20).with(Limit.INFLATED_RATIO, 100);
    private final StringBuilder ends = new StringBuilder();
    private long taken;
    private long counted;
    private final InflatedBody body = new InflatedBody(
            new Body() {
                @Override
                public void take(byte[] bytes, int length) {
                    taken += length;
                }

                @Override
                public void end() {
                    ends.append("end");
                }

                @Override
                public void breakOff() {
                    ends.append("broken");
                }
            },
            Encoding.GZIP.inflation(),
            limits,
            bytes -> counted += bytes);

    @Test
    void what_comes_out_is_passed_on_and_counted() throws IOException {
        byte[] sent = gzip("line\n".getBytes(UTF_8));
        body.take(sent, sent.length);
        body.end();
        assertThat(taken).isEqualTo(5);
        assertThat(counted).isEqualTo(5);
        assertThat(body.bytes()).isEqualTo(5);
        assertThat(ends).hasToString("end");
    }

    @Test
    void a_body_without_its_end_is_broken_off() throws IOException {
        byte[] sent = gzip("line\n".getBytes(UTF_8));
        body.take(sent, sent.length - 1);
        assertRefused(body::end, 400, "bad_encoding");
        body.breakOff();
        assertThat(taken).isEqualTo(5);
        assertThat(ends).hasToString("broken");
    }

    @Test
    void a_body_that_is_not_compressed_is_refused() {
        assertRefused(() -> body.take("plain".getBytes(UTF_8), 5), 400, "bad_encoding");
    }

    @Test
    void a_bomb_is_refused_when_its_ratio_shows() throws IOException {
        byte[] sent = gzip(new byte[4 << 20]);
        assertThat(sent.length).isLessThan(8_000);
        assertRefused(() -> body.take(sent, sent.length), 413, "too_large");
        assertThat(taken).isEqualTo(1 << 20);
    }

    @Test
    void a_short_body_may_have_any_ratio() throws IOException {
        byte[] sent = gzip(new byte[1 << 20]);
        body.take(sent, sent.length);
        body.end();
        assertThat(taken).isEqualTo(1 << 20);
    }

    @Test
    void a_body_that_becomes_too_large_is_refused() throws IOException {
        byte[] random = new byte[(8 << 20) + 1];
        new Random(1).nextBytes(random);
        byte[] sent = gzip(random);
        assertRefused(() -> body.take(sent, sent.length), 413, "too_large");
        assertThat(taken).isLessThanOrEqualTo(8 << 20);
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(bytes);
        }
        return out.toByteArray();
    }

    private static void assertRefused(ThrowingCallable work, int status, String code) {
        assertThatThrownBy(work).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.status()).isEqualTo(status);
            assertThat(rejected.code()).isEqualTo(code);
        });
    }
}
