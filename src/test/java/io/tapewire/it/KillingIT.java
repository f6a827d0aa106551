package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.nodes.OfOneNode;
import jakarta.json.JsonObject;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server that is killed again and again while programs print and somebody watches. What a viewer has seen and what a
 * producer got an answer for is there afterwards, at the same place. {@code -Dkills=1000} for a long campaign.
 */
@OfOneNode("is about the history on the disk of one server")
class KillingIT {
    private static final String CHANNEL = "killed";
    private static final int ROUNDS = Integer.getInteger("kills", 5);

    @TempDir
    private Path home;

    /** What stands at each offset, as somebody has learned it. */
    private final Map<Long, String> known = new TreeMap<>();

    private final Map<Long, String> answered = new ConcurrentHashMap<>();

    @Test
    void nothing_that_was_seen_or_answered_is_lost_or_changed() {
        Random random = new Random(7);
        Map<String, String> configuration = Map.of(
                "TAPEWIRE_HISTORY_DIR",
                home.resolve("history").toString(),
                // a long campaign prints more than the tests' servers keep
                "TAPEWIRE_HISTORY_CHANNEL_MAX_BYTES",
                String.valueOf(1 << 30));
        try (OwnServer server = new OwnServer(home, configuration)) {
            Message position = null;
            for (int round = 0; round < ROUNDS; round++) {
                server.start();
                requireKnown(server);
                position = live(server, round, position, 20 + random.nextInt(200));
            }
            server.start();
            requireKnown(server);
        }
        assertThat(known).as("records that somebody has learned").hasSizeGreaterThan(ROUNDS * 10);
    }

    /** Prints and watches until so many lines were seen, and kills the server in the middle of the next ones. */
    private Message live(OwnServer server, int round, Message position, int lines) {
        Viewer viewer = server.viewer("&channel=");
        Message subscribed = position == null
                ? viewer.subscribe(CHANNEL)
                : viewer.resume(CHANNEL, position.epoch(), position.offset());
        if (position != null) {
            assertThat(subscribed.data().getBoolean("recovered"))
                    .as("resumed in round " + round)
                    .isTrue();
            assertThat(subscribed.offset()).isEqualTo(position.offset());
        }
        AtomicBoolean over = new AtomicBoolean();
        Thread producer = new Thread(() -> print(server, round, over));
        producer.start();
        // a campaign may share its machine for hours
        Awaitility.await("lines are seen")
                .atMost(Duration.ofMinutes(5))
                .until(() -> viewer.records(CHANNEL).size() >= lines);
        server.kill();
        over.set(true);
        try {
            producer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        viewer.records(CHANNEL).forEach(this::learn);
        answered.forEach(this::learn);
        return viewer.records(CHANNEL).stream().reduce((one, other) -> other).orElseThrow();
    }

    private void print(OwnServer server, int round, AtomicBoolean over) {
        Producer producer = server.producer();
        for (int line = 0; !over.get(); line++) {
            String text = "round " + round + " line " + line + "\n";
            try {
                JsonObject receipt = producer.print(CHANNEL, text);
                answered.put(receipt.getJsonNumber("offset").longValue(), text);
            } catch (UncheckedIOException killed) {
                return;
            }
        }
    }

    private void learn(Message record) {
        if (record.first() == record.offset()) {
            learn(record.offset(), record.output());
        } else {
            // merged: these lines are one record each, because their producer waits for each answer
            List<String> lines = record.output().lines().toList();
            assertThat(lines).hasSize((int) (record.offset() - record.first() + 1));
            for (int i = 0; i < lines.size(); i++) {
                learn(record.first() + i, lines.get(i) + "\n");
            }
        }
    }

    private void learn(long offset, String text) {
        String before = known.putIfAbsent(offset, text);
        assertThat(text).as("record " + offset).isEqualTo(before == null ? text : before);
    }

    private void requireKnown(OwnServer server) {
        Map<Long, String> found = new HashMap<>();
        for (long after = 0; ; ) {
            String page = server.producer()
                    .get("channels/" + CHANNEL + "/records?limit=1000&after=" + after)
                    .body();
            if (page.isBlank() || page.startsWith("{\"error\"")) {
                break;
            }
            for (String line : page.lines().toList()) {
                Message record = Message.of(line);
                assertThat(record.type()).as(line).isEqualTo("terminal_output");
                found.put(record.offset(), record.output());
                after = record.offset();
            }
        }
        assertThat(found).containsAllEntriesOf(known);
    }
}
