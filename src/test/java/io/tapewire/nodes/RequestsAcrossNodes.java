package io.tapewire.nodes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.load.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What servers and Redis say to each other. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestsAcrossNodes {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int RECEIPTS = 10;

    @TempDir
    private static Path home;

    private Redis redis;
    private Fleet fleet;

    @BeforeAll
    void start() {
        redis = new Redis(home.resolve("redis")).start();
        fleet = Fleet.start(2, home, redis, Map.of());
    }

    @AfterAll
    void stop() {
        fleet.close();
        redis.close();
    }

    @Test
    void redis_is_not_asked_for_each_viewer_or_frame() throws InterruptedException {
        double few = scriptsPerLine("requests/few", 10);
        double many = scriptsPerLine("requests/many", 100);

        System.out.printf("Scripts of Redis per line: %.3f with 10 viewers, %.3f with 100%n", few, many);
        assertThat(many).isLessThan(2 * few);
    }

    private double scriptsPerLine(String channel, int viewers) throws InterruptedException {
        List<Witness> witnesses = new ArrayList<>();
        try (Printer printer = new Printer(channel, "output", this::first, 1);
                Printer measured = new Printer(channel, "error", this::first, 2)) {
            for (int i = 0; i < viewers; i++) {
                Target place = fleet.targets().get(i % fleet.size());
                witnesses.add(new Witness("viewer-" + i, channel, () -> place).start());
            }
            // what it takes until all viewers have come does not count
            print(printer, witnesses);
            long before = scripts();
            print(measured, witnesses);
            return (double) (scripts() - before) / measured.lines();
        } finally {
            witnesses.forEach(Witness::close);
        }
    }

    private Target first() {
        return fleet.targets().get(0);
    }

    private static void print(Printer printer, List<Witness> witnesses) throws InterruptedException {
        printer.start();
        Awaitility.await("lines are printed").atMost(PATIENCE).until(() -> printer.receipts() >= RECEIPTS);
        printer.finish(PATIENCE);
        Awaitility.await("all have seen them")
                .atMost(PATIENCE)
                .until(() -> witnesses.stream().allMatch(each -> each.hasSeen(printer.stream(), printer.lastLine())));
    }

    /** How many scripts Redis has carried out. */
    private long scripts() {
        Matcher calls = Pattern.compile("cmdstat_eval(?:sha)?:calls=(\\d+)").matcher(redis.text("INFO commandstats"));
        return calls.results().mapToLong(each -> Long.parseLong(each.group(1))).sum();
    }

    @Test
    void what_a_later_version_has_added_to_records_is_ignored() throws InterruptedException {
        String channel = "versions/added";
        String history = print(channel);
        rewrite(channel, "");
        redis.tell("EVAL \"local s = redis.call('HGET', KEYS[1], 'snapshot') if s then redis.call('HSET', KEYS[1],"
                + " 'snapshot', (string.gsub(s, '{', '{\\\"later\\\":1,', 1)), 'later', '1') end return 1\" 1"
                + " tapewire:{" + channel + "}:state");

        assertThat(fleet.targets().get(1).get("/channels/" + channel + "/output"))
                .isEqualTo(history);
    }

    @Test
    void records_of_a_later_version_are_refused_and_the_log_says_why() throws InterruptedException {
        String channel = "versions/later";
        print(channel);
        rewrite(channel, "c = string.char(2) .. string.sub(c, 2)");
        // it is not the one that has the records in its memory
        Target other = fleet.targets().get(1);

        assertThatThrownBy(() -> other.get("/channels/" + channel + "/output")).hasMessageContaining("503");
        assertThat(fleet.server(1).console()).contains("it was written by another version: 2", "update this server");
        assertThat(print("versions/others")).isEqualTo(other.get("/channels/versions/others/output"));
    }

    /** Prints at the first server, and gives what it has then. */
    private String print(String channel) throws InterruptedException {
        try (Printer printer = new Printer(channel, "output", this::first, 3)) {
            printer.start();
            Awaitility.await("lines are printed").atMost(PATIENCE).until(() -> printer.receipts() >= 2);
            printer.finish(PATIENCE);
        }
        return first().get("/channels/" + channel + "/output");
    }

    /** Replaces a channel's commits by the same ones with a further field. */
    private void rewrite(String channel, String change) {
        redis.tell("EVAL \"local entries = redis.call('XRANGE', KEYS[1], '-', '+') redis.call('DEL', KEYS[1])"
                + " for _, entry in ipairs(entries) do local c = entry[2][2] " + change
                + " redis.call('XADD', KEYS[1], entry[1], 'c', c, 'n', entry[2][4], 'later', 'x') end return 1\" 1"
                + " tapewire:{" + channel + "}:commits");
    }
}
