package io.tapewire.socket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FrameDeflaterTest {
    private static final String BEGIN = "{\"data\":{\"output\":\"";

    private final FrameDeflater deflater = new FrameDeflater();

    @AfterEach
    void close() {
        deflater.close();
    }

    @Test
    void random_frames_come_out_of_javas_inflater_as_they_were() throws DataFormatException {
        for (int seed = 0; seed < 500; seed++) {
            byte[] frame = random(new Random(seed));

            byte[] sent = deflater.deflate(frame);

            assertThat(whole(sent)).as("seed %d", seed).isEqualTo(frame);
            assertThat(sent.length).isLessThanOrEqualTo(frame.length);
        }
    }

    @Test
    void short_frames_stay_as_they_are() {
        byte[] frame = frame("x".repeat(FrameDeflater.LEAST_BYTES - BEGIN.length() - 1));
        byte[] longer = frame("x".repeat(FrameDeflater.LEAST_BYTES - BEGIN.length()));

        assertThat(deflater.deflate(frame)).isSameAs(frame);
        assertThat(deflater.deflate(longer)).startsWith(FrameDeflater.DEFLATED).hasSizeLessThan(100);
    }

    @Test
    void frames_that_do_not_get_shorter_stay_as_they_are() {
        byte[] noise = new byte[10_000];
        new Random(7).nextBytes(noise);
        noise[0] = '{';

        assertThat(deflater.deflate(noise)).isSameAs(noise);
    }

    @Test
    void what_is_no_envelope_stays_as_it_is() {
        byte[] piece = new byte[10_000];
        piece[0] = 1;

        assertThat(deflater.deflate(piece)).isSameAs(piece);
    }

    @Test
    void a_frame_that_got_no_shorter_leaves_nothing_behind_for_the_next() throws DataFormatException {
        byte[] noise = new byte[10_000];
        new Random(7).nextBytes(noise);
        noise[0] = '{';
        byte[] frame = frame("y".repeat(5_000));

        deflater.deflate(noise);

        assertThat(whole(deflater.deflate(frame))).isEqualTo(frame);
    }

    @Test
    void several_threads_do_not_disturb_each_other() {
        Stream<CompletableFuture<Void>> threads = Stream.iterate(0, i -> i + 1)
                .limit(4)
                .map(i -> CompletableFuture.runAsync(() -> deflateMany(i)))
                .toList()
                .stream();

        threads.forEach(CompletableFuture::join);
    }

    @Test
    void a_frame_that_is_sent_while_the_application_stops_is_still_right() throws DataFormatException {
        byte[] frame = frame("z".repeat(5_000));
        deflater.deflate(frame);
        deflater.close();

        assertThat(whole(deflater.deflate(frame))).isEqualTo(frame);
    }

    private void deflateMany(int thread) {
        Random random = new Random(thread);
        for (int i = 0; i < 200; i++) {
            byte[] frame = random(random);
            try {
                assertThat(whole(deflater.deflate(frame))).isEqualTo(frame);
            } catch (DataFormatException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static byte[] random(Random random) {
        StringBuilder output = new StringBuilder();
        int variety = 1 + random.nextInt(200);
        for (int left = random.nextInt(70_000); left > 0; left--) {
            output.appendCodePoint(' ' + random.nextInt(variety));
        }
        return frame(output.toString());
    }

    private static byte[] frame(String output) {
        return (BEGIN + output).getBytes(UTF_8);
    }

    /** The envelope of a frame, which must hold nothing after it. */
    private static byte[] whole(byte[] sent) throws DataFormatException {
        if (sent[0] == '{') {
            return sent;
        }
        assertThat(sent[0]).isEqualTo(FrameDeflater.DEFLATED);
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(sent, 1, sent.length - 1);
            byte[] whole = new byte[300_000];
            int length = inflater.inflate(whole);
            assertThat(inflater.finished()).isTrue();
            assertThat(inflater.getRemaining()).isZero();
            return Arrays.copyOf(whole, length);
        } finally {
            inflater.end();
        }
    }
}
