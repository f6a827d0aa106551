package io.tapewire.load;

import io.tapewire.it.OwnServer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a server takes from its start until it serves a viewer, and how much of its heap is in use then, with many channels
 * in its history and with one. The directories are prepared here, and what is in them is in the system's cache. Medians of all rounds.
 */
@ExtendWith(Report.Extension.class)
class ManyChannelsLoad {
    private static final int CHANNELS = Integer.getInteger("load.channels", 10_000);
    private static final int BYTES_EACH = Integer.getInteger("load.channel.bytes", 100_000);
    private static final int ROUNDS = Integer.getInteger("load.rounds", 3);
    private static final String COLUMNS =
            "history on the disk|channels|MB|s until a viewer has its last line|MB of heap in use";

    @TempDir
    private Path home;

    private final Map<Integer, List<Double>> seconds = new HashMap<>();
    private final Map<Integer, List<Double>> heaps = new HashMap<>();
    private String classes = "";
    private long last;

    @Test
    void a_start_with_many_channels_beside_one_with_a_single_one(Report report) throws IOException {
        StoredHistory.write(history(1), 1, BYTES_EACH);
        last = StoredHistory.write(history(CHANNELS), CHANNELS, BYTES_EACH);
        // the first start of each does not count: WildFly unpacks its deployment
        for (int round = 0; round <= ROUNDS; round++) {
            Footprint single = measure(1, round > 0);
            classes = measure(CHANNELS, round > 0).growthSince(single);
        }
        row("a single channel", 1, report);
        row("many", CHANNELS, report);
        report.row(
                "many channels, of a single one's|start|heap",
                "ratio",
                median(seconds, CHANNELS) / median(seconds, 1),
                median(heaps, CHANNELS) / median(heaps, 1));
        System.out.println("What the heap has more of with many channels:\n" + classes);
    }

    private Path history(int channels) {
        return home.resolve("history-" + channels);
    }

    private Footprint measure(int channels, boolean counts) {
        Map<String, String> configuration =
                Map.of("TAPEWIRE_HISTORY_DIR", history(channels).toString(), "TAPEWIRE_HISTORY_RESERVE_BYTES", "0");
        try (OwnServer server = new OwnServer(home.resolve("server-" + channels), configuration)) {
            long begun = System.nanoTime();
            server.startOnly();
            awaitViewer(server, StoredHistory.name(channels / 2));
            double taken = (System.nanoTime() - begun) / 1e9;
            Footprint footprint = Footprint.of(ServerProcess.of(server.process()));
            if (counts) {
                seconds.computeIfAbsent(channels, any -> new ArrayList<>()).add(taken);
                heaps.computeIfAbsent(channels, any -> new ArrayList<>()).add(footprint.heapBytes() / 1e6);
            }
            server.stop();
            return footprint;
        }
    }

    private void awaitViewer(OwnServer server, String channel) {
        long until = System.nanoTime() + 120_000_000_000L;
        while (true) {
            try (Joining joining =
                    Joining.begin(server.at("/ws?token=" + OwnServer.TOKEN + "&channel="), channel, last)) {
                joining.millisUntilLast();
                return;
            } catch (CompletionException notYet) {
                if (System.nanoTime() > until || !server.process().isAlive()) {
                    throw new AssertionError("the server does not start", notYet);
                }
                Pace.await(System.nanoTime() + 20_000_000);
            }
        }
    }

    private void row(String what, int channels, Report report) {
        report.row(
                COLUMNS,
                what,
                channels,
                (double) channels * BYTES_EACH / 1e6,
                median(seconds, channels),
                median(heaps, channels));
    }

    private static double median(Map<Integer, List<Double>> figures, int channels) {
        return Median.of(figures.get(channels));
    }
}
