package io.tapewire.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.tapewire.load.LogViewer.Seen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Viewers whose frames are compressed, beside viewers whose frames are not: a log of a real build, {@code -Dload.log}. */
class DeflateLoad extends ServerLoad {
    private static final String FILE = System.getProperty("load.log");
    private static final List<String> SUBPROTOCOLS = List.of("tapewire.binary", "tapewire.deflate");
    private static final String COLUMNS =
            "build log|viewers|MB printed|s|MB sent to each|times fewer|CPU-s|CPU-s per GB of output";
    private static final int ROUNDS = 3;
    private static final int PIECE = 500_000;
    private static final int PIECES_AHEAD = 2;
    private static final long PATIENCE_S = 120;

    private String log;

    @BeforeEach
    void readLog() throws IOException {
        assumeThat(FILE).as("a log of a build: -Dload.log=FILE").isNotNull();
        log = Files.readString(Path.of(FILE));
    }

    @Test
    void a_hundred_viewers(Report report) throws Exception {
        String printed = repeated(10_000_000);
        for (String subprotocol : SUBPROTOCOLS) {
            watch("warm-up " + subprotocol, subprotocol, 100, target.port(), printed, null);
        }
        List<Long> sums = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (String subprotocol : SUBPROTOCOLS) {
                sums.add(watch(subprotocol, subprotocol, 100, target.port(), printed, report));
            }
        }
        assertThat(Collections.nCopies(sums.size(), sums.get(0))).isEqualTo(sums);
    }

    @Test
    void one_viewer_behind_a_line_of_10_megabits(Report report) throws Exception {
        String printed = repeated(20_000_000);
        List<Long> sums = new ArrayList<>();
        for (String subprotocol : SUBPROTOCOLS) {
            try (SlowLine line = new SlowLine(target.port(), 10)) {
                sums.add(watch(subprotocol + ", 10 Mbit/s", subprotocol, 1, line.port(), printed, report));
            }
        }
        assertThat(sums.get(1)).isEqualTo(sums.get(0));
    }

    private String repeated(int bytes) {
        return log.repeat(bytes / log.length() + 1).substring(0, bytes);
    }

    /** Returns the checksum of what all viewers have seen. */
    private long watch(String name, String subprotocol, int count, int port, String printed, Report report)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        String channel = "load/deflate";
        CountDownLatch greeted = new CountDownLatch(count);
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<LogViewer> viewers = new ArrayList<>();
            List<Future<Seen>> results = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                LogViewer viewer = new LogViewer(target, port, channel, subprotocol, greeted, printed.length() / PIECE);
                viewers.add(viewer);
                results.add(threads.submit(viewer));
            }
            assertThat(greeted.await(PATIENCE_S, TimeUnit.SECONDS))
                    .as("all viewers are subscribed")
                    .isTrue();
            Meter start = Meter.read(server);
            print(printed, channel, viewers, results);
            List<Seen> seen = new ArrayList<>();
            for (Future<Seen> result : results) {
                seen.add(result.get(PATIENCE_S, TimeUnit.SECONDS));
            }
            long end = seen.stream().mapToLong(Seen::endMicros).max().orElseThrow();
            Meter cost = Meter.read(server).since(start).until(end - start.micros());
            assertThat(seen).extracting(Seen::sum).containsOnly(seen.get(0).sum());
            if (report != null) {
                Seen first = seen.get(0);
                double size = printed.getBytes(UTF_8).length;
                report.row(
                        COLUMNS,
                        name,
                        count,
                        size / 1e6,
                        cost.seconds(),
                        first.bytes() / 1e6,
                        size / first.bytes(),
                        cost.serverCpu(),
                        cost.serverCpu() / (size * count / 1e9));
            }
            return seen.get(0).sum();
        } finally {
            threads.shutdownNow();
            target.delete(channel);
        }
    }

    /** Piece by piece: a server without a history would forget what is further ahead of the slowest viewer. */
    private void print(String printed, String channel, List<LogViewer> viewers, List<Future<Seen>> results) {
        for (int piece = 0; piece < printed.length() / PIECE; piece++) {
            int least = piece - PIECES_AHEAD;
            Awaitility.await()
                    .pollInterval(Duration.ofMillis(2))
                    .atMost(Duration.ofSeconds(PATIENCE_S))
                    .until(() -> results.stream().anyMatch(Future::isDone)
                            || viewers.stream().allMatch(viewer -> viewer.ended() >= least));
            target.put("/channels/" + channel + "/output", printed.substring(piece * PIECE, (piece + 1) * PIECE));
            target.say(channel, "{\"type\":\"notification\",\"data\":{\"title\":\"end\",\"message\":\"\"}}");
        }
    }
}
