package io.tapewire.it;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/**
 * Most of a channel's viewers break off while one more line is printed, and nothing after it: those who stay must have it. On
 * Payara they did not in 35 of 83 rounds, when the server's failure to send to one viewer took the turn from the others.
 */
class VanishingViewersIT extends ServerTest {
    private static final int ROUNDS = 15;
    private static final int VIEWERS = 40;
    private static final int STAY = 10;
    private static final long MOST_HEAD_START_NANOS = Duration.ofMillis(8).toNanos();

    @RepeatedTest(ROUNDS)
    void those_who_stay_have_the_last_line(RepetitionInfo round) throws IOException {
        String crowded = channel + round.getCurrentRepetition();
        List<Viewer> staying = new ArrayList<>();
        List<Socket> vanishing = new ArrayList<>();
        for (int i = 0; i < VIEWERS; i++) {
            if (i % (VIEWERS / STAY) == 0) {
                staying.add(watch(crowded));
            } else {
                vanishing.add(watchUntilItVanishes(crowded));
            }
        }
        producer.print(crowded, "first\n");
        staying.forEach(viewer -> viewer.awaitOutput(crowded, "first\n"));

        CompletableFuture<Void> stampede = CompletableFuture.runAsync(() -> vanish(vanishing));
        LockSupport.parkNanos(MOST_HEAD_START_NANOS * round.getCurrentRepetition() / ROUNDS);
        producer.print(crowded, "last\n");

        staying.forEach(viewer -> viewer.awaitOutput(crowded, "last\n"));
        stampede.join();
    }

    /** A connection that reads no further than to its subscription. */
    private Socket watchUntilItVanishes(String name) throws IOException {
        Socket socket = new Socket("localhost", at("/").getPort());
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) Viewer.PATIENCE.toMillis());
        socket.getOutputStream().write("""
                        GET /ws?token=%s&channel=%s HTTP/1.1\r
                        Host: localhost\r
                        Upgrade: websocket\r
                        Connection: Upgrade\r
                        Sec-WebSocket-Version: 13\r
                        Sec-WebSocket-Key: dGhlIHZhbmlzaGluZyBvbmVz\r
                        \r
                        """.formatted(TOKEN, name).getBytes(US_ASCII));
        StringBuilder seen = new StringBuilder();
        InputStream in = socket.getInputStream();
        while (seen.indexOf("\"subscribed\"") < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("the server hangs up: " + seen);
            }
            seen.append((char) next);
        }
        return socket;
    }

    /** One after the other, half of them by RST and half by FIN. */
    private static void vanish(List<Socket> sockets) {
        for (int i = 0; i < sockets.size(); i++) {
            try (Socket socket = sockets.get(i)) {
                if (i % 2 == 0) {
                    socket.setSoLinger(true, 0);
                }
            } catch (IOException e) {
                throw new AssertionError("closing a socket of our own", e);
            }
            LockSupport.parkNanos(i % 3 == 0 ? TimeUnit.MILLISECONDS.toNanos(1) : 0);
        }
    }
}
