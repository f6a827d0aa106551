package io.tapewire.load;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.it.Cable;
import io.tapewire.it.OwnServer;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the command {@code tapewire} costs, beside the same without it. */
@ExtendWith(Report.Extension.class)
class CommandLoad {
    private static final int ROUNDS = Integer.getInteger("load.rounds", 3);
    private static final int LINES = 200;
    private static final int LINE_MS = 50;
    private static final long BUSY_BYTES = 100_000_000;
    private static final long INPUT_BYTES = Long.getLong("load.input.bytes", 1_000_000_000);
    private static final long CUT_BYTES = 50_000_000;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @TempDir
    private static Path home;

    private static OwnServer server;
    private static Target target;

    @BeforeAll
    static void start() {
        server = new OwnServer(
                        home.resolve("server"),
                        Map.of(
                                "TAPEWIRE_HISTORY_DIR",
                                home.resolve("history").toString(),
                                "TAPEWIRE_HISTORY_CHANNEL_MAX_BYTES",
                                String.valueOf(1L << 32)))
                .start();
        target = new Target(server.at("/").getPort(), OwnServer.TOKEN);
    }

    @AfterAll
    static void end() {
        server.close();
    }

    @Test
    void a_line_on_its_way_to_a_viewer(Report report) throws Exception {
        // the first round is for the compiler
        for (int round = 0; round <= ROUNDS; round++) {
            for (String way : List.of("curl", "tapewire send", "tapewire run")) {
                Histogram delays = delays(way, "load/lines/" + round + "/" + way.replace(' ', '-'));
                if (round > 0) {
                    report.row(
                            "a line every 50 ms|lines|p50 ms|p99 ms|max ms",
                            way,
                            delays.getTotalCount(),
                            delays.getValueAtPercentile(50) / 1e3,
                            delays.getValueAtPercentile(99) / 1e3,
                            delays.getMaxValue() / 1e3);
                }
            }
        }
    }

    private static Histogram delays(String way, String channel) throws Exception {
        target.put("/channels/" + channel + "/output", "");
        long origin = System.nanoTime() / 1000 - Line.micros();
        String program = printing("steady", String.valueOf(origin), String.valueOf(LINES), String.valueOf(LINE_MS));
        String command = switch (way) {
            case "curl" ->
                program + " | curl -sS -f -T - -H Expect: -H \"Authorization: Bearer $TAPEWIRE_TOKEN\" "
                        + server.at("/channels/" + channel + "/output");
            case "tapewire send" -> program + " | " + tapewire() + " send " + channel;
            default -> tapewire() + " run " + channel + " -- " + program;
        };
        FileViewer viewer = new FileViewer(target, channel);
        try {
            shell(command, server.at("/"));
            List<Histogram> seen = new ArrayList<>();
            Awaitility.await("all lines are there").atMost(PATIENCE).until(() -> {
                seen.add(viewer.takeDelays());
                return seen.stream().mapToLong(Histogram::getTotalCount).sum() >= LINES;
            });
            Histogram all = seen.get(0);
            seen.stream().skip(1).forEach(all::add);
            return all;
        } finally {
            viewer.close();
        }
    }

    /** Such as compilers, of which most print less in the same time, and such as those that do little else than print. */
    @ParameterizedTest
    @ValueSource(ints = {250_000, 1_000_000})
    void a_busy_program_that_prints_100_megabytes(int steps, Report report) throws Exception {
        for (int round = 0; round <= ROUNDS; round++) {
            for (String way : List.of("alone", "in a terminal", "tapewire run")) {
                Path seconds = home.resolve("seconds");
                String program =
                        printing("busy", String.valueOf(BUSY_BYTES), String.valueOf(steps), seconds.toString());
                String command = switch (way) {
                    case "alone" -> program + " | cat";
                    case "in a terminal" -> "script -qefc '" + program + "' /dev/null < /dev/null";
                    default -> tapewire() + " run load/busy -- " + program;
                };
                double whole = shell(command, server.at("/"));
                if (round > 0) {
                    report.row(
                            "a program that prints 100 MB|s of the program|s until it is all published",
                            way + ", " + steps / 1000 + "k steps for 8 KiB",
                            Double.parseDouble(Files.readString(seconds)),
                            whole);
                }
            }
        }
    }

    @Test
    void a_gigabyte_that_is_cut_off_again_and_again(Report report) throws Exception {
        Path input = home.resolve("input");
        String sha256 = writeInput(input);
        double whole = 0;
        for (int round = 0; round <= 1; round++) {
            String channel = "load/cuts/" + round;
            double seconds;
            int cuts;
            try (Cable cable = new Cable(target.port());
                    Cuts cutting = new Cuts(cable, channel, round == 0 ? Long.MAX_VALUE : CUT_BYTES)) {
                seconds = shell(
                        tapewire() + " send --spool-size 4G " + channel + " < " + input,
                        URI.create("http://localhost:" + cable.port()));
                cuts = cutting.count();
            }
            assertThat(published(channel)).as("what was published").isEqualTo(sha256);
            whole = round == 0 ? seconds : whole;
            report.row(
                    "tapewire send|MB|cuts|s|MB/s|of the speed without cuts",
                    round == 0 ? "without cuts" : "a cut every 50 MB",
                    INPUT_BYTES / 1e6,
                    cuts,
                    seconds,
                    INPUT_BYTES / 1e6 / seconds,
                    whole / seconds);
        }
    }

    /** Somebody who pulls the plug each time when the server has received so much more. */
    private static final class Cuts implements AutoCloseable {
        private final Thread thread;
        private final AtomicInteger count = new AtomicInteger();
        private volatile boolean ended;

        Cuts(Cable cable, String channel, long eachBytes) {
            thread = new Thread(() -> {
                while (!ended) {
                    if (received(channel) / eachBytes > count.get()) {
                        count.incrementAndGet();
                        cable.cut();
                        cable.mend();
                    }
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
                }
            });
            thread.start();
        }

        private static long received(String channel) {
            JsonArray runs = target.find("/channels/" + channel + "/runs")
                    .map(body -> {
                        try (var reader = Json.createReader(new StringReader(body))) {
                            return reader.readObject().getJsonArray("runs");
                        }
                    })
                    .orElse(JsonArray.EMPTY_JSON_ARRAY);
            return runs.isEmpty()
                    ? 0
                    : runs.getJsonObject(0).getJsonNumber("received").longValue();
        }

        int count() {
            return count.get();
        }

        @Override
        public void close() throws InterruptedException {
            ended = true;
            thread.join();
        }
    }

    private static String writeInput(Path input) throws IOException {
        var digest = FileViewer.sha256();
        byte[] lines = new byte[1 << 20];
        Arrays.fill(lines, (byte) 'x');
        try (var out = Files.newOutputStream(input)) {
            for (long written = 0; written < INPUT_BYTES; ) {
                int length = (int) Math.min(lines.length, INPUT_BYTES - written);
                for (int at = 0; at < length; at += 100) {
                    byte[] number = String.format("%n%011d ", written + at).getBytes(US_ASCII);
                    System.arraycopy(number, 0, lines, at, Math.min(number.length, length - at));
                }
                out.write(lines, 0, length);
                digest.update(lines, 0, length);
                written += length;
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String published(String channel) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(server.at("/channels/" + channel + "/output"))
                .header("Authorization", "Bearer " + target.token())
                .build();
        var digest = FileViewer.sha256();
        try (InputStream body = new DigestInputStream(
                HttpClient.newHttpClient()
                        .send(request, BodyHandlers.ofInputStream())
                        .body(),
                digest)) {
            body.transferTo(OutputStream.nullOutputStream());
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static String printing(String... arguments) {
        return String.join(
                " ",
                List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        // as little as possible of its own compiler beside what is measured
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        Path.of("target", "test-classes").toAbsolutePath().toString(),
                        Printing.class.getName(),
                        String.join(" ", arguments)));
    }

    private static String tapewire() {
        return "sh " + Path.of(System.getProperty("it.command"), "tapewire");
    }

    /** Runs a line of a shell, which must end well, and gives how many seconds it has taken. */
    private static double shell(String line, URI at) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("sh", "-c", line);
        builder.environment()
                .putAll(Map.of(
                        "TAPEWIRE_URL",
                        at.toString(),
                        "TAPEWIRE_TOKEN",
                        OwnServer.TOKEN,
                        "TAPEWIRE_CONFIG",
                        "/nonexistent",
                        "JAVA_HOME",
                        System.getProperty("java.home")));
        Path errors = home.resolve("errors");
        long begun = System.nanoTime();
        Process process = builder.redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(errors.toFile())
                .start();
        if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(line + " does not end");
        }
        double seconds = (System.nanoTime() - begun) / 1e9;
        assertThat(process.exitValue())
                .as(line + ": " + Files.readString(errors))
                .isZero();
        return seconds;
    }
}
