package io.tapewire.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.http.Rejected;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class UploadsTest {
    private final Uploads uploads = new Uploads();

    @Test
    void uploads_of_other_runs_and_channels_go_on() {
        Upload first = uploads.begin("build", "one");
        uploads.begin("build", "two");
        uploads.begin("deploy", "one");
        List<String> written = new ArrayList<>();
        first.write(() -> written.add("first"));
        assertThat(written).hasSize(1);
    }

    @Test
    void an_upload_that_has_ended_is_not_replaced() {
        Upload first = uploads.begin("build", "one");
        List<Rejected> stopped = new ArrayList<>();
        first.onReplaced(stopped::add);
        uploads.end("build", "one", first);
        uploads.begin("build", "one");
        assertThat(stopped).isEmpty();
    }

    @Test
    void the_end_of_a_replaced_upload_leaves_the_newer_one() {
        Upload first = uploads.begin("build", "one");
        Upload second = uploads.begin("build", "one");
        uploads.end("build", "one", first);
        uploads.begin("build", "one");
        assertThatThrownBy(() -> second.write(() -> {})).isInstanceOf(Rejected.class);
    }

    @Test
    void an_upload_that_was_replaced_before_it_is_read_is_stopped_at_once() {
        Upload first = uploads.begin("build", "one");
        uploads.begin("build", "one");
        List<Rejected> stopped = new ArrayList<>();
        first.onReplaced(stopped::add);
        assertThat(stopped).hasSize(1);
    }

    @Test
    void a_newer_upload_begins_when_the_older_one_has_written() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            Upload first = uploads.begin("build", "one");
            CountDownLatch writing = new CountDownLatch(1);
            CountDownLatch go = new CountDownLatch(1);
            List<String> order = new ArrayList<>();
            Future<?> older = threads.submit(() -> first.write(() -> {
                writing.countDown();
                await(go);
                order.add("older");
            }));
            writing.await();
            Future<?> newer = threads.submit(() -> uploads.begin("build", "one").write(() -> order.add("newer")));
            go.countDown();
            older.get();
            newer.get();
            assertThat(order).containsExactly("older", "newer");
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void of_many_that_begin_at_once_no_older_one_writes_after_a_newer_one_has_begun() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        AtomicReference<Upload> writer = new AtomicReference<>();
        AtomicInteger returns = new AtomicInteger();
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int each = 0; each < 4; each++) {
                all.add(threads.submit(() -> {
                    for (int i = 0; i < 5_000; i++) {
                        Upload upload = uploads.begin("build", "one");
                        writeTwice(upload, writer, returns);
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(returns)
                .as("writes of an upload after another one had begun to write")
                .hasValue(0);
    }

    private static void writeTwice(Upload upload, AtomicReference<Upload> writer, AtomicInteger returns) {
        try {
            upload.write(() -> writer.set(upload));
            upload.write(() -> {
                if (writer.getAndSet(upload) != upload) {
                    returns.incrementAndGet();
                }
            });
        } catch (Rejected replaced) {
            // expected
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
