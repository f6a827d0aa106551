package io.tapewire.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.Random;
import org.awaitility.Awaitility;

/**
 * A run whose producer is cut off again and again in the middle of characters, escape sequences and secrets. It asks what
 * was received and goes on from there.
 */
final class RepeatedRun {
    private static final String SECRET = "pa$$word-12345678";
    private static final String MASK = "X-Tapewire-Mask";
    private static final int MOST_PER_ROUND = 300_000;
    private static final int LINES_PER_ROUND = 4_000;

    private final String channel;
    private final byte[] printed;
    /** For the pieces, which are printed by another thread than the test's. */
    private final Random random = new Random(7);

    private final Random ends = new Random(8);

    /** @param rounds how often it is cut off at most */
    RepeatedRun(String channel, int rounds) {
        this.channel = channel;
        this.printed = printed(LINES_PER_ROUND * (rounds + 2));
    }

    private static byte[] printed(int lines) {
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        for (int line = 0; line < lines; line++) {
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

    /** What so many bytes of it look like. */
    private String shown(long bytes) {
        return new String(printed, 0, (int) bytes, UTF_8).replace(SECRET, "***");
    }

    /** Goes on at a server until something has arrived there. Then somebody ends the server, and the thread. */
    Thread begin(OwnServer server, long received) {
        Thread program = new Thread(() -> print(server, received));
        program.start();
        long wanted = received + 1 + ends.nextInt(50_000);
        Awaitility.await("output is received").until(() -> received(server) >= wanted);
        return program;
    }

    /** Prints pieces of any size until the connection breaks, or waits for that when it has printed enough. */
    private void print(OwnServer server, long received) {
        int position = (int) received;
        try (Program program = server.producer().start(channel, query(received), MASK + ": " + SECRET)) {
            while (position < received + MOST_PER_ROUND) {
                int end = position + 1 + random.nextInt(random.nextInt(50) == 0 ? 5_000 : 40);
                program.print(Arrays.copyOfRange(printed, position, end));
                position = end;
            }
            program.refusal();
        } catch (UncheckedIOException killed) {
            // as a program in front of a server that has ended
        }
    }

    private static String query(long from) {
        return "?run=r&title=make&from=" + from;
    }

    /** Sends the rest to a server. */
    void finish(OwnServer server) {
        long received = requireExact(server);
        assertThat(received).isBetween(1L, (long) printed.length - 1);
        HttpResponse<String> answer = Producer.send(server.producer()
                .request("channels/" + channel + "/output" + query(received))
                .header(MASK, SECRET)
                .PUT(BodyPublishers.ofByteArray(printed, (int) received, printed.length - (int) received)));
        assertThat(Producer.json(answer).getInt("received")).isEqualTo(printed.length);
    }

    private long received(OwnServer server) {
        HttpResponse<String> run = server.producer().get("channels/" + channel + "/runs/r");
        return run.statusCode() == 404
                ? 0
                : Producer.json(run).getJsonNumber("received").longValue();
    }

    /** What the records have is what was received; gives how much that is. */
    long requireExact(OwnServer server) {
        long received = received(server);
        if (received > 0) {
            // not isEqualTo, whose message would have all of it twice
            String history = server.producer().history(channel);
            assertThat(Arrays.mismatch(history.toCharArray(), shown(received).toCharArray()))
                    .as("where the %d bytes that were received differ from what is there", received)
                    .isEqualTo(-1);
        }
        return received;
    }

    static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
