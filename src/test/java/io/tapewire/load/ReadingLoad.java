package io.tapewire.load;

import java.io.IOException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** Reading back: how fast a whole log is searched and exported over HTTP, and what those who watch notice of it. */
class ReadingLoad extends ServerLoad {
    private static final String PLAIN = "load/plain";
    private static final String COLOURED = "load/coloured";
    private static final Work W1 = new Work("W1", 100, 1, 20, 80, 8);
    private static final int LINES = 150_000;
    private static final long LASTING_NANOS = TimeUnit.SECONDS.toNanos(4);

    @Test
    void a_whole_log_again_and_again(Report report) {
        print(PLAIN, "2026-11-23T06:30:41.123Z INFO  [worker-7] compiled module %07d of 4096 in 31 ms, no warnings\n");
        print(
                COLOURED,
                "\u001b[2m06:30:41.123\u001b[0m \u001b[1;32mINFO\u001b[0m  \u001b[36mworker-7\u001b[39m compiled module %07d in 31 ms\n");
        for (String channel : new String[] {PLAIN, COLOURED}) {
            read("search", channel, "search?q=deadlock", report);
            read("search, regex", channel, "search?q=(error%7Cfail(ed%7Cure)):.*module%20[0-9]%2B&regex=true", report);
            read("output, raw", channel, "output", report);
            read("output, text", channel, "output?format=text", report);
            read("output, asciicast", channel, "output?format=asciicast", report);
            read("records", channel, "records?limit=1000", report);
        }
        target.delete(PLAIN);
        target.delete(COLOURED);
    }

    @Test
    void a_hundred_viewers_while_somebody_searches(Report report) throws Exception {
        print(PLAIN, "2026-11-23T06:30:41.123Z INFO  [worker-7] compiled module %07d of 4096 in 31 ms, no warnings\n");
        warmUp(W1);
        double alone = measure(W1, report).millis(99);
        double searched = whileSearching(W1.named("W1-searched"), report);
        report.row(
                "W1's p99|ms alone|ms while one search follows another|ratio", "", alone, searched, searched / alone);
        target.delete(PLAIN);
    }

    private double whileSearching(Work work, Report report)
            throws IOException, InterruptedException, ExecutionException {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService reader = Executors.newSingleThreadExecutor();
        try {
            Future<?> searches = reader.submit(() -> {
                while (!done.get()) {
                    target.get("/channels/" + PLAIN + "/search?q=deadlock");
                }
            });
            double millis = measure(work, report).millis(99);
            done.set(true);
            // throws if a search has failed
            searches.get();
            return millis;
        } finally {
            reader.shutdownNow();
        }
    }

    private void print(String channel, String line) {
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            lines.append(line.formatted(i));
        }
        target.put("/channels/" + channel + "/output", lines.toString());
    }

    private void read(String what, String channel, String path, Report report) {
        String address = "/channels/" + channel + "/" + path;
        // a page of records is less than the whole log, so its own length counts
        long bytes = target.get(path.startsWith("records") ? address : "/channels/" + channel + "/output")
                .length();
        int warmUps = 0;
        for (long end = System.nanoTime() + LASTING_NANOS; System.nanoTime() < end; warmUps++) {
            target.get(address);
        }
        long begun = System.nanoTime();
        for (int i = 0; i < warmUps; i++) {
            target.get(address);
        }
        double seconds = (System.nanoTime() - begun) / 1e9 / warmUps;
        report.row(
                "reading back|MB|ms|MB/s",
                what + ", " + channel.substring(5),
                bytes / 1e6,
                seconds * 1e3,
                bytes / 1e6 / seconds);
    }
}
