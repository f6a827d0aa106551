package io.tapewire.search;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.log.Log;
import io.tapewire.log.Memory;
import io.tapewire.log.TimeSource;
import io.tapewire.protocol.RecordType;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Searches at the same time. */
class SearchesTest {
    private static final Expression WANTED = Expression.text("found", false);
    private static final int PATIENCE_S = 20;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Log log = new Log("c", "e", Limits.STANDARD, new Memory(1L << 30), TimeSource.system());

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void a_readers_newer_search_ends_its_older_one() throws Exception {
        print();
        Searches searches = searches(2);
        Slow slow = new Slow();
        CompletableFuture<Result> older = start(searches, "reader", slow);
        slow.awaitBegin();

        assertThat(searches.run("reader", log, WANTED, 0, Long.MAX_VALUE, 1000, new Fast())
                        .reason())
                .isEqualTo(Result.Reason.EXHAUSTED);
        slow.goOn.countDown();

        Result replaced = older.get(PATIENCE_S, TimeUnit.SECONDS);
        assertThat(replaced.reason()).isEqualTo(Result.Reason.REPLACED);
        assertThat(replaced.next()).isGreaterThan(1);
    }

    @Test
    void more_than_allowed_are_refused_until_one_has_ended() throws Exception {
        print();
        Searches searches = searches(1);
        Slow slow = new Slow();
        CompletableFuture<Result> first = start(searches, "first", slow);
        slow.awaitBegin();

        assertThatThrownBy(() -> searches.run("second", log, WANTED, 0, Long.MAX_VALUE, 1000, new Fast()))
                .isInstanceOf(TooManySearches.class);
        slow.goOn.countDown();

        assertThat(first.get(PATIENCE_S, TimeUnit.SECONDS).reason()).isEqualTo(Result.Reason.EXHAUSTED);
        assertThat(searches.run("second", log, WANTED, 0, Long.MAX_VALUE, 1000, new Fast())
                        .reason())
                .isEqualTo(Result.Reason.EXHAUSTED);
    }

    @Test
    void a_search_whose_reader_has_gone_leaves_its_place() throws Exception {
        print();
        Searches searches = searches(1);

        assertThatThrownBy(() -> searches.run("gone", log, WANTED, 0, Long.MAX_VALUE, 1000, new Fast() {
                    @Override
                    public void hits(List<Hit> hits) throws IOException {
                        throw new IOException("gone");
                    }
                }))
                .hasMessage("gone");
        assertThat(searches.run("gone", log, WANTED, 0, Long.MAX_VALUE, 1000, new Fast())
                        .reason())
                .isEqualTo(Result.Reason.EXHAUSTED);
    }

    private void print() {
        byte[] filler = "nothing in this line\n".repeat(50_000).getBytes(UTF_8);
        log.append(RecordType.OUTPUT, "found\n".getBytes(UTF_8));
        log.append(RecordType.OUTPUT, filler);
        log.append(RecordType.OUTPUT, "found\n".getBytes(UTF_8));
    }

    private CompletableFuture<Result> start(Searches searches, String reader, Report report) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return searches.run(reader, log, WANTED, 0, Long.MAX_VALUE, 1000, report);
                    } catch (IOException | TooManySearches e) {
                        throw new AssertionError(e);
                    }
                },
                threads);
    }

    private static Searches searches(int most) {
        return new Searches(Limits.STANDARD.with(Limit.SEARCHES, most), System::nanoTime, 2);
    }

    /** A reader that takes everything. */
    private static class Fast implements Report {
        @Override
        public void hits(List<Hit> hits) throws IOException {
            assertThat(hits).isNotEmpty();
        }

        @Override
        public void searched(long offset) {
            assertThat(offset).isPositive();
        }
    }

    /** A reader that takes the first hits only when it may. */
    private static final class Slow extends Fast {
        private final CountDownLatch began = new CountDownLatch(1);
        private final CountDownLatch goOn = new CountDownLatch(1);

        void awaitBegin() throws InterruptedException {
            assertThat(began.await(PATIENCE_S, TimeUnit.SECONDS)).isTrue();
        }

        @Override
        public void hits(List<Hit> hits) {
            began.countDown();
            try {
                goOn.await(PATIENCE_S, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
