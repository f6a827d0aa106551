package io.tapewire.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.it.OwnServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * A file of two gigabytes on its way to the server and back, and how late lines are meanwhile, on the very connection that
 * fetches it, too. {@code -Dload.file.bytes} for a smaller one.
 */
@ExtendWith(Report.Extension.class)
class FilesLoad {
    private static final long BYTES = Long.getLong("load.file.bytes", 1L << 31);
    private static final String CHANNEL = "load/large";
    private static final String COLUMNS = "way|MB|s|MB/s|lines|p50 ms|p99 ms|max ms";
    private static final int LINE_MS = 20;
    private static final int QUIET_S = 10;
    private static final int WINDOW_BYTES = 1 << 20;
    private static final int PIECE_BYTES = 1 << 16;
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private static Path home;

    private final byte[] block = new byte[1 << 20];
    private Target target;
    private FileViewer viewer;

    /** As many bytes as the file has, of which no two pieces are alike. */
    private final class Contents extends InputStream {
        private final MessageDigest digest = FileViewer.sha256();
        private long position;

        @Override
        public int read() {
            throw new UnsupportedOperationException("byte by byte would take hours");
        }

        @Override
        public int read(byte[] to, int at, int most) {
            int begin = (int) ((position * 31) % (block.length - PIECE_BYTES));
            int length = (int) Math.min(Math.min(most, PIECE_BYTES), BYTES - position);
            if (length == 0) {
                return -1;
            }
            System.arraycopy(block, begin, to, at, length);
            digest.update(to, at, length);
            position += length;
            return length;
        }
    }

    @Test
    void a_file_of_two_gigabytes_and_lines_beside_it(Report report) throws Exception {
        new Random(1).nextBytes(block);
        Map<String, String> configuration = Map.of(
                "TAPEWIRE_HISTORY_DIR",
                home.resolve("history").toString(),
                "TAPEWIRE_HISTORY_CHANNEL_MAX_BYTES",
                String.valueOf(1L << 33));
        ScheduledExecutorService printer = Executors.newSingleThreadScheduledExecutor();
        try (OwnServer server = new OwnServer(home, configuration).start()) {
            target = new Target(server.at("/").getPort(), OwnServer.TOKEN);
            print(Line.micros());
            viewer = new FileViewer(target, CHANNEL);
            ScheduledFuture<?> lines = printEachMoment(printer);
            // the compiler's part does not count
            TimeUnit.SECONDS.sleep(QUIET_S);
            viewer.takeDelays();

            measure("no file", 0, report, () -> {
                TimeUnit.SECONDS.sleep(QUIET_S);
                return "";
            });
            Contents contents = new Contents();
            JsonObject receipt = measure("PUT", BYTES, report, () -> upload(contents));
            String sha256 = HexFormat.of().formatHex(contents.digest.digest());
            assertThat(receipt.getString("sha256")).isEqualTo(sha256);
            String file = receipt.getString("file");
            assertThat(measure("GET", BYTES, report, () -> download(file))).isEqualTo(sha256);
            assertThat(measure("fetch", BYTES, report, () -> viewer.fetch(file, WINDOW_BYTES)))
                    .isEqualTo(sha256);
            assertThat(lines.isDone()).as("a line could not be printed").isFalse();
        } finally {
            printer.shutdownNow();
            if (viewer != null) {
                viewer.close();
            }
        }
    }

    /** Each line says when it was due, so that one which waits for the one before is late, too. */
    private ScheduledFuture<?> printEachMoment(ScheduledExecutorService printer) {
        long[] due = {Line.micros()};
        Runnable next = () -> {
            due[0] += TimeUnit.MILLISECONDS.toMicros(LINE_MS);
            print(due[0]);
        };
        return printer.scheduleAtFixedRate(next, LINE_MS, LINE_MS, TimeUnit.MILLISECONDS);
    }

    private void print(long micros) {
        target.put("/channels/" + CHANNEL + "/output", "at " + micros + "\n");
    }

    private <T> T measure(String way, long bytes, Report report, Callable<T> work) throws Exception {
        viewer.takeDelays();
        long begun = System.nanoTime();
        T result = work.call();
        double seconds = (System.nanoTime() - begun) / 1e9;
        Histogram delays = viewer.takeDelays();
        assertThat(delays.getTotalCount()).as("lines that came meanwhile").isPositive();
        report.row(
                COLUMNS,
                way,
                bytes / 1e6,
                seconds,
                bytes / 1e6 / seconds,
                delays.getTotalCount(),
                delays.getValueAtPercentile(50) / 1e3,
                delays.getValueAtPercentile(99) / 1e3,
                delays.getMaxValue() / 1e3);
        return result;
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + target.port() + "/channels/" + CHANNEL + path))
                .header("Authorization", "Bearer " + target.token());
    }

    private JsonObject upload(Contents contents) throws IOException, InterruptedException {
        HttpResponse<String> answer = CLIENT.send(
                to("/files/large.bin")
                        .PUT(BodyPublishers.fromPublisher(BodyPublishers.ofInputStream(() -> contents), BYTES))
                        .build(),
                BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        try (JsonReader reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }

    private String download(String file) throws IOException, InterruptedException {
        HttpResponse<InputStream> answer = CLIENT.send(to("/files/" + file).build(), BodyHandlers.ofInputStream());
        assertThat(answer.statusCode()).isEqualTo(200);
        MessageDigest digest = FileViewer.sha256();
        try (InputStream in = answer.body()) {
            byte[] piece = new byte[PIECE_BYTES];
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                digest.update(piece, 0, length);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }
}
