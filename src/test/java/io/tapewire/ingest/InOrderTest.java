package io.tapewire.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InOrderTest {
    private static final int WORKS = 100_000;

    @Test
    void what_several_threads_are_given_is_done_in_order_and_one_at_a_time() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        InOrder inOrder = new InOrder(threads);
        // not thread-safe: two at a time would lose some
        List<Integer> done = new ArrayList<>();
        IntStream.range(0, WORKS).forEach(number -> inOrder.execute(() -> done.add(number)));
        inOrder.execute(threads::shutdown);

        assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();
        assertThat(done).isEqualTo(IntStream.range(0, WORKS).boxed().toList());
    }

    @Test
    void work_that_asks_for_more_goes_on_after_itself() {
        List<String> done = new ArrayList<>();
        InOrder inOrder = new InOrder(Runnable::run);
        inOrder.execute(() -> {
            inOrder.execute(() -> done.add("second"));
            done.add("first");
        });

        assertThat(done).containsExactly("first", "second");
    }
}
