package io.tapewire.it;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.nodes.OfOneNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Readers of a long history that are slower than the removal of its oldest files. */
@OfOneNode("starts a server of its own without Redis")
class SlowReadingIT {
    private static final String CHANNEL = "nightly/build";
    private static final int KEPT_BYTES = 64_000_000;
    private static final int LINE_BYTES = 100;
    /** More than what a server and the system keep for a reader that does not read. */
    private static final int PRINTED_LINES = 600_000;

    private static final int LINES_AT_ONCE = 50_000;

    @TempDir
    private Path home;

    private OwnServer server;
    private long printed;

    @BeforeEach
    void start() {
        server = new OwnServer(
                        home.resolve("server"),
                        Map.of(
                                "TAPEWIRE_HISTORY_DIR",
                                home.resolve("history").toString(),
                                "TAPEWIRE_HISTORY_CHANNEL_MAX_BYTES",
                                String.valueOf(KEPT_BYTES)))
                .start();
        print(PRINTED_LINES);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void print(long lines) {
        for (long end = printed + lines; printed < end; printed += LINES_AT_ONCE) {
            server.producer()
                    .print(
                            CHANNEL,
                            LongStream.range(printed, printed + LINES_AT_ONCE)
                                    .mapToObj(SlowReadingIT::line)
                                    .collect(Collectors.joining()));
        }
    }

    private static String line(long number) {
        String text = "line " + number + " ";
        return text + "x".repeat(LINE_BYTES - 1 - text.length()) + "\n";
    }

    private SlowReader reader() {
        SlowReader reader = SlowReader.ask(server.at("/"), "channels/" + CHANNEL + "/output", OwnServer.TOKEN);
        assertThat(reader.status()).isEqualTo(200);
        return reader;
    }

    /** What a reader has taken, and whether it is what was printed. */
    private static final class Taken {
        private final SlowReader reader;
        private final byte[] piece = new byte[65_536];
        private long bytes;
        private String rest = "";
        private long next = -1;

        private Taken(SlowReader reader) {
            this.reader = reader;
        }

        /** Takes so much more, or all that comes. */
        private void take(long more) {
            long until = Math.min(reader.announced(), bytes + more);
            while (bytes < until) {
                int n = reader.take(piece);
                if (n < 0) {
                    return;
                }
                bytes += n;
                check(rest + new String(piece, 0, n, US_ASCII));
            }
        }

        private void check(String text) {
            int at = 0;
            for (; text.length() - at >= LINE_BYTES; at += LINE_BYTES) {
                String line = text.substring(at, at + LINE_BYTES);
                if (next < 0) {
                    next = Long.parseLong(line.split(" ", -1)[1]);
                }
                if (!line.equals(line(next))) {
                    throw new AssertionError("after line " + (next - 1) + " comes " + line);
                }
                next++;
            }
            rest = text.substring(at);
        }
    }

    private void awaitRemovalUpTo(long line) {
        // a record has ten lines
        Awaitility.await("the oldest is removed")
                .until(() -> Listing.of(server.producer(), CHANNEL)
                                .getJsonNumber("first")
                                .longValue()
                        > line / 10);
    }

    private long bytesOnDisk() throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("history"))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    @Test
    void what_is_removed_before_it_is_read_ends_the_answer_and_no_wrong_byte_is_in_it() {
        try (SlowReader reader = reader()) {
            Taken taken = new Taken(reader);
            taken.take(1_000_000);
            print(PRINTED_LINES + 200_000);
            awaitRemovalUpTo(PRINTED_LINES);
            Awaitility.await("a reader keeps no file")
                    // a file may be removed while they are counted
                    .ignoreExceptions()
                    .until(() -> bytesOnDisk() < KEPT_BYTES + 10_000_000);

            taken.take(Long.MAX_VALUE / 2);

            assertThat(taken.bytes).isBetween(1_000_000L, reader.announced() - 1);
        }
        // the next reader gets what is there
        try (SlowReader next = reader()) {
            Taken taken = new Taken(next);
            taken.take(next.announced());
            assertThat(taken.bytes).isEqualTo(next.announced());
            assertThat(taken.next).isEqualTo(printed);
        }
    }

    @Test
    void a_slow_reader_gets_everything_if_only_what_it_has_taken_is_removed() {
        try (SlowReader reader = reader()) {
            Taken taken = new Taken(reader);
            taken.take(reader.announced() / 2);
            print(200_000);
            awaitRemovalUpTo(100_000);

            taken.take(Long.MAX_VALUE / 2);

            assertThat(taken.bytes).isEqualTo(reader.announced());
            assertThat(taken.next).isEqualTo(PRINTED_LINES);
        }
    }
}
