package io.tapewire.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A producer whose server is killed, or stopped, again and again in the middle of characters, escape sequences and secrets.
 * It asks what was received and goes on from there. {@code -Dkills=1000} for a long campaign.
 */
class KilledRunIT {
    private static final String CHANNEL = "killed/run";
    private static final int ROUNDS = Integer.getInteger("kills", 5);
    private static final String SECRET = "pa$$word-12345678";
    private static final String MASK = "X-Tapewire-Mask";
    private static final int MOST_PER_ROUND = 300_000;
    private static final byte[] PRINTED = printed();

    @TempDir
    private Path home;

    /** For the pieces; the test itself has another, because these are printed by other threads. */
    private final Random random = new Random(7);

    private final Random ends = new Random(8);

    private static byte[] printed() {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        for (int line = 0; line < 4_000 * (ROUNDS + 2); line++) {
            printed.writeBytes(("\u001b[38;5;" + line % 256 + "m" + line + " ü€😀 ").getBytes(UTF_8));
            if (line % 3 == 0) {
                printed.writeBytes(SECRET.getBytes(UTF_8));
            }
            if (line % 5 == 0) {
                printed.writeBytes(new byte[] {(byte) 0xff, (byte) 0xe2, (byte) 0x82});
            }
            printed.writeBytes(
                    "\u001b]8;;https://example.org/\u001b\\link\u001b]8;;\u001b\\\u001b[0m\n".getBytes(UTF_8));
        }
        return printed.toByteArray();
    }

    private static String shown(long bytes) {
        return new String(PRINTED, 0, (int) bytes, UTF_8).replace(SECRET, "***");
    }

    @Test
    void a_producer_goes_on_from_what_was_received_without_a_byte_lost_or_doubled() {
        Map<String, String> configuration = Map.of(
                "TAPEWIRE_HISTORY_DIR",
                home.resolve("history").toString(),
                // on a busy machine a producer may be silent for a second in the middle of a secret
                "TAPEWIRE_MASK_MAX_HOLD_MS",
                "600000");
        try (OwnServer server = new OwnServer(home, configuration)) {
            for (int round = 0; round < ROUNDS; round++) {
                server.start();
                long received = requireExact(server);
                Thread program = new Thread(() -> print(server, received));
                program.start();
                long wanted = received + 1 + ends.nextInt(50_000);
                Awaitility.await("output is received").until(() -> received(server) >= wanted);
                if (round % 3 == 2) {
                    server.stop();
                } else {
                    server.kill();
                }
                join(program);
            }
            server.start();
            long received = requireExact(server);
            assertThat(received).isBetween(1L, (long) PRINTED.length - 1);
            HttpResponse<String> answer = Producer.send(server.producer()
                    .request("channels/" + CHANNEL + "/output" + query(received))
                    .header(MASK, SECRET)
                    .PUT(BodyPublishers.ofByteArray(PRINTED, (int) received, PRINTED.length - (int) received)));
            assertThat(Producer.json(answer).getInt("received")).isEqualTo(PRINTED.length);
            requireExact(server);
        }
    }

    private static String query(long from) {
        return "?run=r&title=make&from=" + from;
    }

    /** Prints pieces of any size until the connection breaks, or waits for that when it has printed enough. */
    private void print(OwnServer server, long received) {
        int position = (int) received;
        try (Program program = server.producer().start(CHANNEL, query(received), MASK + ": " + SECRET)) {
            while (position < received + MOST_PER_ROUND) {
                int end = position + 1 + random.nextInt(random.nextInt(50) == 0 ? 5_000 : 40);
                program.print(Arrays.copyOfRange(PRINTED, position, end));
                position = end;
            }
            program.refusal();
        } catch (UncheckedIOException killed) {
            // as a program in front of a server that has ended
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static long received(OwnServer server) {
        HttpResponse<String> run = server.producer().get("channels/" + CHANNEL + "/runs/r");
        return run.statusCode() == 404
                ? 0
                : Producer.json(run).getJsonNumber("received").longValue();
    }

    /** What the records have is what was received; gives how much that is. */
    private static long requireExact(OwnServer server) {
        long received = received(server);
        if (received > 0) {
            // not isEqualTo, whose message would have all of it twice
            String history = server.producer().history(CHANNEL);
            assertThat(Arrays.mismatch(history.toCharArray(), shown(received).toCharArray()))
                    .as("where the %d bytes that were received differ from what is there", received)
                    .isEqualTo(-1);
        }
        return received;
    }
}
