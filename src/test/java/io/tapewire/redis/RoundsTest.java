package io.tapewire.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.event.StoreUnavailable;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class RoundsTest {
    private final ExecutorService threads = Executors.newFixedThreadPool(8);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void whoever_asks_gets_what_was_true_after_they_have_asked() throws Exception {
        AtomicLong truth = new AtomicLong();
        AtomicLong known = new AtomicLong();
        AtomicInteger atWork = new AtomicInteger();
        AtomicInteger worked = new AtomicInteger();
        Rounds rounds = new Rounds(() -> {
            assertThat(atWork.incrementAndGet()).isEqualTo(1);
            known.set(truth.get());
            worked.incrementAndGet();
            atWork.decrementAndGet();
        });
        List<Future<?>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(threads.submit(() -> {
                for (int n = 0; n < 20_000; n++) {
                    long now = truth.incrementAndGet();
                    rounds.run();
                    assertThat(known.get()).isGreaterThanOrEqualTo(now);
                }
            }));
        }
        for (Future<?> each : all) {
            each.get();
        }
        assertThat(worked.get()).isLessThanOrEqualTo(8 * 20_000);
    }

    @Test
    void those_who_come_while_it_is_done_share_the_next_round() {
        CompletableFuture<Void> first = new CompletableFuture<>();
        AtomicInteger worked = new AtomicInteger();
        Rounds rounds = new Rounds(() -> {
            if (worked.incrementAndGet() == 1) {
                first.join();
            }
        });
        CompletableFuture<Void> begun = CompletableFuture.runAsync(rounds::run, threads);
        Awaitility.await().until(() -> worked.get() == 1);
        List<Thread> waiting = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Thread thread = new Thread(rounds::run);
            thread.start();
            waiting.add(thread);
        }
        Awaitility.await().until(() -> waiting.stream().allMatch(each -> each.getState() == Thread.State.WAITING));

        first.complete(null);

        begun.join();
        Awaitility.await().until(() -> waiting.stream().noneMatch(Thread::isAlive));
        assertThat(worked.get()).isEqualTo(2);
    }

    @Test
    void a_round_that_fails_counts_for_nobody() {
        AtomicInteger worked = new AtomicInteger();
        Rounds rounds = new Rounds(() -> {
            if (worked.incrementAndGet() == 1) {
                throw new StoreUnavailable();
            }
        });

        assertThatThrownBy(rounds::run).isInstanceOf(StoreUnavailable.class);
        rounds.run();
        assertThat(worked.get()).isEqualTo(2);
    }
}
