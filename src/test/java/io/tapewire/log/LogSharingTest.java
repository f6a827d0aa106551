package io.tapewire.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limits;
import io.tapewire.protocol.RecordType;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Who stands at the same place gets the very same frame, so that it is built once. */
class LogSharingTest {
    private static final int ANY = 1 << 20;

    private final Log log = new Log("build", "e1", Limits.STANDARD, new Memory(1 << 30), new ManualClock());

    @Test
    void readers_at_the_same_place_share_a_frame_of_the_newest_output() {
        sealed("old");
        sealed("new");

        assertThat(read(1)).isSameAs(read(1));
        assertThat(read(0)).isSameAs(read(0));
    }

    @Test
    void readers_at_the_same_place_share_a_frame_of_the_past() {
        for (int i = 0; i < 300; i++) {
            sealed("x".repeat(1_000));
        }

        Frame first = read(0);
        assertThat(read(0)).isSameAs(first);
        assertThat(read(first.last())).isSameAs(read(first.last()));
    }

    @Test
    void who_is_sent_some_frames_in_a_row_leaves_their_texts_to_the_next_one() {
        for (int i = 0; i < 1_100; i++) {
            sealed("x".repeat(1_000));
        }

        List<String> texts = textsFromTheBegin(16);

        assertThat(textsFromTheBegin(16))
                .usingElementComparator((a, b) -> a == b ? 0 : 1)
                .isEqualTo(texts);
    }

    private List<String> textsFromTheBegin(int frames) {
        return Stream.iterate(read(0), frame -> read(frame.last()))
                .limit(frames)
                .map(Frame::text)
                .toList();
    }

    @Test
    void readers_share_the_frame_of_a_message() {
        log.appendMessage(RecordType.NOTIFICATION, "{}".getBytes(UTF_8));

        assertThat(read(0)).isSameAs(read(0));
    }

    @Test
    void one_that_comes_a_little_later_gets_the_frame_that_the_others_got() {
        sealed("x".repeat(100));
        Frame frame = read(0);
        sealed("y");

        assertThat(read(0)).isSameAs(frame);
    }

    @Test
    void one_that_comes_much_later_gets_a_larger_frame() {
        sealed("x");
        read(0);
        sealed("y".repeat(1_000));

        assertThat(read(0).last()).isEqualTo(2);
    }

    @Test
    void each_reader_has_a_buffer_of_its_own_on_the_shared_bytes() {
        sealed("x");
        Frame frame = read(0);

        frame.bytes().position(5);

        assertThat(frame.bytes().position()).isZero();
        assertThat(frame.bytes().remaining()).isEqualTo(frame.size());
    }

    @Test
    void the_text_is_made_once_and_again_when_it_has_been_let_go_of() {
        sealed("é😀");
        Frame frame = read(0);
        String text = frame.text();

        assertThat(frame.text()).isSameAs(text);
        frame.forgetForms();
        assertThat(frame.text()).isEqualTo(text).isNotSameAs(text);
    }

    @Test
    void the_compact_bytes_are_made_once_and_again_when_they_have_been_let_go_of() {
        sealed("x");
        Frame frame = read(0);
        AtomicInteger made = new AtomicInteger();

        Supplier<byte[]> compact = () -> frame.compact(bytes -> new byte[] {(byte) made.incrementAndGet()})
                .array();

        assertThat(compact.get()).isEqualTo(compact.get()).containsExactly(1);
        frame.forgetForms();
        assertThat(compact.get()).containsExactly(2);
    }

    @Test
    void viewers_that_want_the_compact_bytes_at_the_same_time_have_them_made_once() {
        sealed("x");
        Frame frame = read(0);
        AtomicInteger made = new AtomicInteger();
        CyclicBarrier start = new CyclicBarrier(4);

        List<CompletableFuture<byte[]>> viewers = Stream.generate(() -> CompletableFuture.supplyAsync(
                        () -> {
                            await(start);
                            return frame.compact(bytes -> new byte[] {(byte) made.incrementAndGet()})
                                    .array();
                        },
                        task -> new Thread(task).start()))
                .limit(4)
                .toList();

        assertThat(viewers)
                .extracting(CompletableFuture::join)
                .allSatisfy(bytes -> assertThat(bytes).containsExactly(1));
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new IllegalStateException(e);
        }
    }

    private Frame read(long after) {
        return log.read(after, ANY, Gap.Reason.SLOW);
    }

    private void sealed(String text) {
        log.append(RecordType.OUTPUT, text.getBytes(UTF_8));
        log.seal();
    }
}
