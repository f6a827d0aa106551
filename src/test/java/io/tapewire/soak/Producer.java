package io.tapewire.soak;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.load.Target;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.IOException;
import java.io.StringReader;
import java.net.Socket;
import java.util.Optional;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Publishes to one channel, request after request. Some requests are cut off in the middle of a line, some are floods. Now and
 * then it deletes the channel. One thread.
 */
final class Producer implements Runnable {
    private static final long LOOK_MICROS = 20_000;
    private static final int PATIENCE_MS = 120_000;
    private static final int MOST_FLOOD_LINES = 1_500;
    private static final long MOST_PAUSE_MICROS = 1_500_000;
    /** Until viewers have read what is left of a flood. */
    private static final long CALM_MICROS = 3_000_000;

    private final Target target;
    private final String channel;
    private final Published published;
    private final Findings findings;
    private final SoakClock clock;
    private final Random random;
    private final BooleanSupplier goesOn;
    private int run;
    private boolean fragment;

    Producer(
            Target target,
            String channel,
            Published published,
            Findings findings,
            SoakClock clock,
            long seed,
            BooleanSupplier goesOn) {
        this.target = target;
        this.channel = channel;
        this.published = published;
        this.findings = findings;
        this.clock = clock;
        this.random = new Random(seed);
        this.goesOn = goesOn;
    }

    @Override
    public void run() {
        try {
            while (goesOn.getAsBoolean()) {
                int kind = random.nextInt(100);
                print(kind < 25, kind >= 25 && kind < 29);
                if (kind >= 98) {
                    delete();
                }
                SoakClock.rest(random.nextInt(10) == 0 ? (long) (random.nextDouble() * MOST_PAUSE_MICROS) : 0);
            }
            // the last request is complete
            print(false, false);
            published.close();
        } catch (IOException | RuntimeException | AssertionError e) {
            findings.fault("the producer of " + channel + " failed: " + e);
        }
    }

    private void print(boolean breaksOff, boolean floods) throws IOException {
        run++;
        findings.requests.increment();
        try (Socket socket =
                new Socket(target.address().getAddress(), target.address().getPort())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MS);
            socket.getOutputStream()
                    .write(target.head(
                            "PUT /channels/" + channel + "/output?title=" + run,
                            "Connection: close",
                            "Transfer-Encoding: chunked"));
            if (fragment) {
                chunk(socket, "\n");
                fragment = false;
            }
            int lines = floods ? 1 + random.nextInt(MOST_FLOOD_LINES) : 1 + random.nextInt(60);
            for (int number = 1; number <= lines; number++) {
                line(socket, new Line(run, number, floods || number == 1 ? 0 : clock.micros()));
                if (!floods && number < lines) {
                    pause();
                }
            }
            if (breaksOff) {
                breakOff(socket);
            } else {
                end(socket, lines);
                SoakClock.rest(floods ? CALM_MICROS : 0);
            }
        }
        if (breaksOff) {
            // or the rest of this request could come between the lines of the next one
            awaitRun("ended", run -> !run.isNull("ended"));
        }
    }

    private void delete() {
        published.willDelete();
        findings.deletions.increment();
        target.delete(channel);
    }

    /** Waits until the server has this run in this condition. */
    private void awaitRun(String what, Predicate<JsonObject> known) throws IOException {
        long deadline = clock.micros() + 1_000L * PATIENCE_MS;
        while (clock.micros() < deadline) {
            JsonObject latest = latestRun();
            if (Integer.toString(run).equals(latest.getString("title", "")) && known.test(latest)) {
                return;
            }
            SoakClock.rest(LOOK_MICROS);
        }
        throw new IOException("request " + run + " has not " + what);
    }

    private JsonObject latestRun() {
        Optional<String> answer = target.find("/channels/" + channel + "/runs?limit=1");
        try (var reader = Json.createReader(new StringReader(answer.orElse("{\"runs\":[]}")))) {
            JsonArray runs = reader.readObject().getJsonArray("runs");
            return runs.isEmpty() ? JsonValue.EMPTY_JSON_OBJECT : runs.getJsonObject(0);
        }
    }

    private void pause() {
        // a long pause now and then: a line that was not delivered is not hidden by the next one
        SoakClock.rest(
                random.nextInt(40) == 0 ? (long) (random.nextDouble() * MOST_PAUSE_MICROS) : random.nextInt(150_000));
    }

    private void line(Socket socket, Line line) throws IOException {
        published.willSend(line);
        findings.printed.increment();
        chunk(socket, line.text() + "\n");
    }

    private void breakOff(Socket socket) throws IOException {
        // or the server may accept this request after the next one
        awaitRun("begun", run -> true);
        published.brokeOff(run);
        findings.brokenRequests.increment();
        // the beginning of a line that is never completed
        if (random.nextBoolean()) {
            chunk(socket, new Line(run, 1_000_000, 0).text().substring(0, 12));
        }
        fragment = true;
        if (random.nextBoolean()) {
            socket.setSoLinger(true, 0);
        }
    }

    private void end(Socket socket, int lines) throws IOException {
        socket.getOutputStream().write("0\r\n\r\n".getBytes(US_ASCII));
        String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
        if (!answer.startsWith("HTTP/1.1 200 ")) {
            throw new IOException("not printed: " + answer);
        }
        published.ended(run, lines);
    }

    private static void chunk(Socket socket, String text) throws IOException {
        socket.getOutputStream()
                .write((Integer.toHexString(text.length()) + "\r\n" + text + "\r\n").getBytes(US_ASCII));
    }
}
