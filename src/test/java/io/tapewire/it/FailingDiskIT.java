package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.nodes.OfOneNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a server does while nothing can be stored, and what is left of that time. */
@OfOneNode("is about the history on the disk of one server")
class FailingDiskIT {
    private static final String CHANNEL = "nightly/build";
    private static final String ALARM = "Cannot store what channels get";
    private static final String BEFORE = "before\n";
    private static final String MEANWHILE = "meanwhile, seen but not stored\n";
    private static final String AFTER = "after\n";
    /** Almost as much as one record has. */
    private static final String LONG = "that soon fills what is left of a small disk ".repeat(21) + "\n";

    private static final String HOLE = "\n\\[records? [0-9]+ (to [0-9]+ are|is) missing]\n";

    /** The server looks after its files every ten seconds. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    private Path home;

    private SmallDisk disk;
    private OwnServer server;

    private int lines;

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

    @Test
    void a_file_for_which_the_disk_has_no_room_is_refused_and_leaves_nothing() throws IOException {
        start(Map.of("TAPEWIRE_HISTORY_CHANNEL_MAX_BYTES", "1073741824"));
        print(BEFORE);
        byte[] large = new byte[12 << 20];
        // its length is not known before its end
        var body = BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(large));
        assertThat(upload("large.bin", body)).isEqualTo(507);

        assertThat(upload("small.bin", BodyPublishers.ofByteArray(new byte[4 << 20])))
                .isEqualTo(200);
        print(AFTER);
        assertThat(stored()).contains(BEFORE, AFTER);
        assertThat(server.producer().get("channels/" + CHANNEL + "/files").body())
                .contains("small.bin")
                .doesNotContain("large.bin");
    }

    private int upload(String name, BodyPublisher body) {
        return Producer.send(server.producer()
                        .request("channels/" + CHANNEL + "/files/" + name)
                        .PUT(body))
                .statusCode();
    }

    private int tryToPrint() {
        return server.producer()
                .print(CHANNEL, "", BodyPublishers.ofString(LONG))
                .statusCode();
    }

    /** Prints before, during and after the trouble, and starts the server again. */
    private void runThrough(Runnable trouble, Runnable relief) {
        start(Map.of());
        Viewer viewer = server.viewer("&channel=");
        viewer.subscribe(CHANNEL);
        print(BEFORE);
        assertThat(disk.holds(BEFORE)).isTrue();

        trouble.run();
        printUntil("what is printed is not stored", line -> !disk.holds(line));
        printUntil("the log says so", line -> server.console().contains(ALARM));
        print(MEANWHILE);
        viewer.awaitOutput(CHANNEL, MEANWHILE);

        relief.run();
        printUntil("what is printed is stored", disk::holds);
        print(AFTER);
        viewer.awaitOutput(CHANNEL, AFTER);
        assertThat(server.console().split(ALARM, -1))
                .as("an alarm for each cause, not one for each record")
                .hasSizeLessThan(10);
        String printed = viewer.output(CHANNEL);
        requireHistory(printed);

        server.stop();
        server.start();
        requireHistory(printed);
        assertThat(stored()).endsWith(AFTER);
    }

    private void printUntil(String what, Predicate<String> reached) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    String line = "line " + ++lines + " ";
                    print(line + LONG);
                    return reached.test(line);
                });
    }

    private void print(String text) {
        server.producer().print(CHANNEL, text);
    }

    private String stored() {
        return server.producer().history(CHANNEL);
    }

    /** Each record is there as it was printed, or within a gap. */
    private void requireHistory(String printed) {
        long last =
                Listing.of(server.producer(), CHANNEL).getJsonNumber("offset").longValue();
        long next = 1;
        int end = 0;
        StringBuilder between = new StringBuilder();
        while (next <= last) {
            String page = server.producer()
                    .get("channels/" + CHANNEL + "/records?limit=1000&after=" + (next - 1))
                    .body();
            for (String json : page.lines().toList()) {
                Message message = Message.of(json);
                if (message.is("gap")) {
                    assertThat(message.number("from")).as(json).isEqualTo(next);
                    end = endOf(between, printed, end);
                    next = message.number("to") + 1;
                } else {
                    assertThat(message.first()).as(json).isEqualTo(next);
                    between.append(message.output());
                    next = message.offset() + 1;
                }
            }
        }
        assertThat(endOf(between, printed, end)).as("the newest is there").isEqualTo(printed.length());
    }

    /** Where in what was printed this part of it ends; empties the part. */
    private static int endOf(StringBuilder part, String printed, int from) {
        int begin = printed.indexOf(part.toString(), from);
        assertThat(begin).as("what is between two gaps: " + part).isNotNegative();
        int end = begin + part.length();
        part.setLength(0);
        return end;
    }
}
