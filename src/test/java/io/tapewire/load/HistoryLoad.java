package io.tapewire.load;

import io.tapewire.it.OwnServer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * What history on the disk costs: two servers at once, one with and one without it, that do the same work in turn; and one
 * with it, whose long channels are compared with short ones. Figures are medians of all rounds.
 */
@ExtendWith(Report.Extension.class)
class HistoryLoad {
    private static final int ROUNDS = Integer.getInteger("load.rounds", 3);
    private static final Work W1 = new Work("W1", 100, 1, 20, 80, 6);
    private static final Work W2 = new Work("W2", 100, 1, 2000, 128, 4);
    private static final int FLOOD_BYTES = 40_000_000;
    private static final int APPENDED_MEGABYTES = 64;
    /** As much as the memory keeps of a channel, and much more than that. */
    private static final int SHORT_MEGABYTES = 6;

    private static final int LONG_MEGABYTES = 96;
    private static final int JOINED_MEGABYTES = 960;
    private static final int WRITTEN_MEGABYTES = 500;
    private static final int WRITE_BYTES = 1 << 16;
    /** By megabytes, because to make them takes the time and the memory of whoever measures. */
    private static final Map<Integer, String> LINES = new ConcurrentHashMap<>();

    private static final String LINE =
            "2026-11-23T06:30:41.123Z INFO  [worker-7] compiled module %07d of 4096 in 31 ms, no warnings\n";

    @TempDir
    private static Path home;

    private static Served with;
    private static Served without;

    /** A server, as this process and the network see it. */
    private record Served(OwnServer own, Target target, ServerProcess process) {
        static Served start(Path home, String history) {
            OwnServer own = new OwnServer(
                            home,
                            Map.of(
                                    "TAPEWIRE_HISTORY",
                                    history,
                                    // the tests' servers keep less
                                    "TAPEWIRE_HISTORY_CHANNEL_MAX_BYTES",
                                    String.valueOf(1 << 30),
                                    "TAPEWIRE_HISTORY_DIR",
                                    home.resolve("history").toString()))
                    .start();
            return new Served(own, new Target(own.at("/").getPort(), OwnServer.TOKEN), ServerProcess.of(own.process()));
        }

        Outcome run(Work work) {
            try {
                return new Steady(target, process).run(work);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        Outcome flood() {
            try {
                return new Flood(target, process).run("load/W3", 100, FLOOD_BYTES);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }

        /** Prints so much and returns how many megabytes a second were taken. */
        double append(String channel, int megabytes) {
            String lines = LINES.computeIfAbsent(megabytes, HistoryLoad::lines);
            long begun = System.nanoTime();
            target.put("/channels/" + channel + "/output", lines);
            return lines.length() / 1e6 / secondsSince(begun);
        }

        /** Gets this and returns how many megabytes a second that is of what the channel has. */
        double read(String channel, String path, int megabytes) {
            long begun = System.nanoTime();
            target.get("/channels/" + channel + "/" + path);
            return megabytes / secondsSince(begun);
        }
    }

    @BeforeAll
    static void start() {
        with = Served.start(home.resolve("on"), "on");
        without = Served.start(home.resolve("off"), "off");
    }

    @AfterAll
    static void stop() {
        if (with != null) {
            with.own().close();
        }
        if (without != null) {
            without.own().close();
        }
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private static String lines(int megabytes) {
        int length = LINE.formatted(0).length();
        StringBuilder lines = new StringBuilder(megabytes * 1_000_000 + length);
        for (int i = 0; lines.length() < megabytes * 1_000_000; i++) {
            lines.append(LINE.formatted(i));
        }
        return lines.toString();
    }

    @Test
    void the_same_work_with_and_without_it(Report report) {
        compare("W1, p50 ms", served -> served.run(W1).millis(50), report);
        compare("W1, p99 ms", served -> served.run(W1).millis(99), report);
        compare("W2, p99 ms", served -> served.run(W2).millis(99), report);
        compare("W3, MB/s", served -> served.flood().megabytesPerSecond(), report);
        compare("one producer, nobody watches, MB/s", HistoryLoad::append, report);
        List<Double> plain = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            plain.add(writeFile());
        }
        report.row("the disk|MB/s", "a file, nothing else", Median.of(plain));
    }

    /** How many megabytes a second a new file takes, in pieces of a frame's size. */
    private static double writeFile() {
        ByteBuffer piece = ByteBuffer.allocateDirect(WRITE_BYTES);
        try (FileChannel file = FileChannel.open(
                home.resolve("plain"),
                StandardOpenOption.CREATE_NEW,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE)) {
            long begun = System.nanoTime();
            for (long written = 0; written < WRITTEN_MEGABYTES * 1_000_000L; written += WRITE_BYTES) {
                file.write(piece.clear());
            }
            return WRITTEN_MEGABYTES / secondsSince(begun);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double append(Served served) {
        double speed = served.append("load/append", APPENDED_MEGABYTES);
        served.target().delete("load/append");
        return speed;
    }

    /** In turn. The first round does not count, because code is compiled in it. */
    private static void compare(String what, ToDoubleFunction<Served> work, Report report) {
        List<Double> before = new ArrayList<>();
        List<Double> now = new ArrayList<>();
        for (int i = 0; i <= ROUNDS; i++) {
            before.add(work.applyAsDouble(without));
            now.add(work.applyAsDouble(with));
        }
        before.remove(0);
        now.remove(0);
        row("history on the disk|off|on|ratio", what, Median.of(before), Median.of(now), report);
    }

    @Test
    void a_long_channel_beside_a_short_one(Report report) {
        with.append("load/short", SHORT_MEGABYTES);
        with.append("load/long", LONG_MEGABYTES);
        double written = with.process().writtenBytes();
        for (int i = 0; i < JOINED_MEGABYTES / LONG_MEGABYTES; i++) {
            with.append("load/joined", LONG_MEGABYTES);
        }
        written = with.process().writtenBytes() - written;
        report.row(
                "write amplification|MB of output|MB written|ratio",
                "one producer",
                JOINED_MEGABYTES,
                written / 1e6,
                written / 1e6 / JOINED_MEGABYTES);

        read("search, MB/s", "search?q=deadlock", report);
        read("output, MB/s", "output", report);
        beside("join until the last line, ms", ROUNDS * 5, HistoryLoad::join, "load/joined", report);
        for (String channel : List.of("load/short", "load/long", "load/joined")) {
            with.target().delete(channel);
        }
    }

    private static void read(String what, String path, Report report) {
        beside(
                what,
                ROUNDS * 2,
                channel -> with.read(channel, path, channel.equals("load/short") ? SHORT_MEGABYTES : LONG_MEGABYTES),
                "load/long",
                report);
    }

    private static double join(String channel) {
        URI server = with.own().at("/ws?token=" + OwnServer.TOKEN + "&channel=");
        try (Joining joining = Joining.begin(server, channel, last(channel))) {
            return joining.millisUntilLast();
        }
    }

    /** The offset of its last record. */
    private static long last(String channel) {
        try (JsonReader reader =
                Json.createReader(new StringReader(with.target().get("/channels")))) {
            return reader.readObject().getJsonArray("channels").getValuesAs(JsonObject.class).stream()
                    .filter(listed -> listed.getString("name").equals(channel))
                    .mapToLong(listed -> listed.getJsonNumber("offset").longValue())
                    .sum();
        }
    }

    private static void beside(
            String what, int rounds, ToDoubleFunction<String> work, String longChannel, Report report) {
        List<Double> inMemory = new ArrayList<>();
        List<Double> onDisk = new ArrayList<>();
        for (int i = 0; i < rounds; i++) {
            inMemory.add(work.applyAsDouble("load/short"));
            onDisk.add(work.applyAsDouble(longChannel));
        }
        row("a long channel|in memory|on the disk|ratio", what, Median.of(inMemory), Median.of(onDisk), report);
    }

    @Test
    void a_channel_beside_a_flood_in_another_one(Report report) throws Exception {
        besideFlood("history off", without, report);
        besideFlood("history on", with, report);
    }

    private static void besideFlood(String name, Served served, Report report) throws Exception {
        served.run(W1);
        double alone = served.run(W1).millis(99);
        double flooded = besideFlood(served);
        report.row(
                "W1's lines beside a flood in another channel, p99|ms alone|ms beside it|ms more",
                name,
                alone,
                flooded,
                flooded - alone);
    }

    private static double besideFlood(Served served) throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService producer = Executors.newSingleThreadExecutor();
        try {
            Future<?> flood = producer.submit(() -> {
                while (!done.get()) {
                    served.append("load/flood", APPENDED_MEGABYTES);
                }
            });
            double flooded = served.run(W1).millis(99);
            done.set(true);
            // throws if the flood has failed
            flood.get();
            return flooded;
        } finally {
            done.set(true);
            producer.shutdownNow();
            served.target().delete("load/flood");
        }
    }

    private static void row(String columns, String what, double one, double other, Report report) {
        report.row(columns, what, one, other, other / one);
    }
}
