package io.tapewire.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class InterruptionTest {
    private final Interruption interruption = new Interruption();

    @Test
    void a_wait_that_is_not_interrupted_gives_its_result() throws IOException {
        assertThat(interruption.around(() -> 7)).isEqualTo(7);
    }

    @Test
    void a_thread_that_waits_is_interrupted_and_goes_on_without_a_trace_of_it() throws InterruptedException {
        CountDownLatch waits = new CountDownLatch(1);
        boolean[] left = {true, true};
        Thread reader = new Thread(() -> {
            try {
                interruption.around(() -> {
                    waits.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException expected) {
                        Thread.currentThread().interrupt();
                        left[0] = false;
                    }
                    return -1;
                });
            } catch (IOException notHere) {
                throw new IllegalStateException(notHere);
            }
            left[1] = Thread.currentThread().isInterrupted();
        });
        reader.start();
        waits.await();

        interruption.interrupt();

        Awaitility.await().until(() -> !reader.isAlive());
        assertThat(left).containsExactly(false, false);
    }

    @Test
    void a_wait_that_has_not_begun_does_not_begin() {
        interruption.interrupt();

        assertThatThrownBy(() -> interruption.around(() -> 7)).isInstanceOf(IOException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
