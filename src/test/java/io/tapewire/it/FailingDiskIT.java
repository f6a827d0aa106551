package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server does while nothing can be stored, and what is left of that time. */
class FailingDiskIT {
    private static final String CHANNEL = "nightly/build";
    private static final String ALARM = "Cannot store what channels get";
    private static final String RECOVERY = "The history is stored again";
    private static final String BEFORE = "before\n";
    private static final String MEANWHILE = "meanwhile, seen but not stored\n";
    private static final String AFTER = "after\n";
    private static final String HOLE = "\n\\[records? [0-9]+ (to [0-9]+ are|is) missing]\n";

    /** The server looks after its files every ten seconds. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path home;

    private SmallDisk disk;
    private OwnServer server;

    /** What was printed, by offset. */
    private final Map<Long, String> printed = new TreeMap<>();

    @BeforeEach
    void prepare() throws IOException {
        disk = SmallDisk.create(Files.createDirectory(home.resolve("disk")));
    }

    @AfterEach
    void stop() {
        try (SmallDisk unmounted = disk) {
            server.close();
        }
    }

    private void start(Map<String, String> more) {
        Map<String, String> configuration = new HashMap<>(Map.of(
                "TAPEWIRE_HISTORY_DIR", disk.path().toString(),
                "TAPEWIRE_HISTORY_RESERVE_BYTES", "0",
                "TAPEWIRE_HISTORY_FILE_BYTES", "65536"));
        configuration.putAll(more);
        server = new OwnServer(home, configuration).on(disk);
        server.start();
    }

    @Test
    void a_full_disk_stops_nobody_and_what_could_not_be_stored_is_a_gap() {
        runThrough(disk::fill, disk::free);

        assertThat(stored()).contains(BEFORE).containsPattern(HOLE).doesNotContain(MEANWHILE);
    }

    @Test
    void a_disk_that_can_only_be_read_stops_nobody_and_what_could_not_be_stored_is_a_gap() {
        runThrough(disk::protect, disk::unprotect);

        assertThat(stored()).contains(BEFORE).containsPattern(HOLE).doesNotContain(MEANWHILE);
    }

    @Test
    void a_directory_that_somebody_empties_is_filled_again() {
        runThrough(disk::clear, () -> {});
    }

    @Test
    void producers_are_refused_during_that_time_if_the_history_is_required() {
        start(Map.of("TAPEWIRE_HISTORY_REQUIRED", "true"));
        print(BEFORE);
        disk.fill();
        Awaitility.await("producers are refused").until(() -> tryToPrint() == 507);

        disk.free();

        Awaitility.await("producers are served").atMost(PATIENCE).until(() -> tryToPrint() == 200);
    }

    private int tryToPrint() {
        return server.producer()
                .print(CHANNEL, "", BodyPublishers.ofString(line()))
                .statusCode();
    }

    /** Prints before, during and after the trouble, and starts the server again. */
    private void runThrough(Runnable trouble, Runnable relief) {
        start(Map.of());
        Viewer viewer = server.viewer("&channel=");
        viewer.subscribe(CHANNEL);
        print(BEFORE);

        trouble.run();
        printUntilTheLogSays(ALARM);
        print(MEANWHILE);
        viewer.awaitOutput(CHANNEL, MEANWHILE);

        relief.run();
        printUntilTheLogSays(RECOVERY);
        print(AFTER);
        viewer.awaitOutput(CHANNEL, AFTER);
        requireHistory();
        assertThat(server.console().split(ALARM, -1))
                .as("one alarm, not one for each record")
                .hasSize(2);

        server.stop();
        server.start();
        requireHistory();
        assertThat(stored()).endsWith(AFTER);
    }

    private void printUntilTheLogSays(String words) {
        Awaitility.await("the log says \"" + words + "\"").atMost(PATIENCE).until(() -> {
            print(line());
            return server.console().contains(words);
        });
    }

    /** As much as one record has. */
    private static String line() {
        return "a line that soon fills what is left of a small disk ".repeat(19) + "\n";
    }

    private void print(String text) {
        JsonObject receipt = server.producer().print(CHANNEL, text);
        printed.put(receipt.getJsonNumber("offset").longValue(), text);
    }

    private String stored() {
        return server.producer().history(CHANNEL);
    }

    /** Each record is there as it was printed, or within a gap. */
    private void requireHistory() {
        long next = 1;
        long last =
                Listing.of(server.producer(), CHANNEL).getJsonNumber("offset").longValue();
        assertThat(last).isEqualTo(printed.size());
        while (next <= last) {
            String page = server.producer()
                    .get("channels/" + CHANNEL + "/records?limit=1000&after=" + (next - 1))
                    .body();
            for (String json : page.lines().toList()) {
                Message message = Message.of(json);
                if (message.is("gap")) {
                    assertThat(message.number("from")).as(json).isEqualTo(next);
                    next = message.number("to") + 1;
                } else {
                    assertThat(message.first()).as(json).isEqualTo(next);
                    List<String> lines = message.output().lines().toList();
                    for (String line : lines) {
                        assertThat(line + "\n").isEqualTo(printed.get(next));
                        next++;
                    }
                    assertThat(message.offset()).isEqualTo(next - 1);
                }
            }
        }
    }
}
