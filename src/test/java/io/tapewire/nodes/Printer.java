package io.tapewire.nodes;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.tapewire.load.Target;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A program that prints numbered lines as a run, upload after upload, each at any server. When one fails it asks another server how
 * much has come, and goes on from there. A thread of its own.
 */
final class Printer implements AutoCloseable {
    private static final int MOST_LINES = 200;
    private static final int MOST_PAUSE_MICROS = 4_000;
    private static final int MOST_REST_MILLIS = 100;
    private static final int PATIENCE_MS = 15_000;

    private final String channel;
    private final String stream;
    private final String run;
    private final Supplier<Target> places;
    private final Script script;
    private final Random random;
    private final List<Claim> claims = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile boolean finishing;
    private volatile boolean leaving;
    private volatile String trouble = "nothing";

    /** @param stream the output's type */
    Printer(String channel, String stream, Supplier<Target> places, long seed) {
        this.channel = channel;
        this.stream = stream;
        // "output" alone would be a resource of a channel
        this.run = "prints-" + stream;
        this.places = places;
        this.script = new Script(channel, stream);
        this.random = new Random(seed);
        this.thread = new Thread(this::run, "printer-" + channel + "-" + stream);
    }

    Printer start() {
        thread.start();
        return this;
    }

    private void run() {
        long received = 0;
        boolean known = true;
        try {
            while (!leaving && !(known && finishing)) {
                try {
                    long from = known ? received : received(places.get());
                    received = print(places.get(), from);
                    known = true;
                } catch (IOException | UncheckedIOException | AssertionError failed) {
                    known = false;
                    trouble = String.valueOf(failed.getMessage());
                    TimeUnit.MILLISECONDS.sleep(random.nextInt(MOST_REST_MILLIS));
                }
            }
        } catch (InterruptedException closed) {
            // nobody wants more of it
            Thread.currentThread().interrupt();
        }
    }

    /** How much of it a server has. */
    private long received(Target place) throws IOException {
        return place.find("/channels/" + channel + "/runs/" + run)
                .map(run -> json(run).getJsonNumber("received").longValue())
                .orElse(0L);
    }

    /** Prints some lines in one upload, and gives how much the server has then. */
    private long print(Target place, long from) throws IOException, InterruptedException {
        int lines = 1 + random.nextInt(MOST_LINES);
        try (Socket socket =
                new Socket(place.address().getAddress(), place.address().getPort())) {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(PATIENCE_MS);
            OutputStream out = socket.getOutputStream();
            out.write(place.head(
                    "PUT /channels/" + channel + "/output?run=" + run + "&title=" + stream + "&type=" + stream
                            + "&from=" + from,
                    "Connection: close",
                    "Transfer-Encoding: chunked"));
            long position = from;
            // a server that does not want it answers before its end
            for (int i = 0; i < lines && socket.getInputStream().available() == 0; i++) {
                byte[] line = script.lineFrom(position);
                out.write((Integer.toHexString(line.length) + "\r\n").getBytes(US_ASCII));
                out.write(line);
                out.write("\r\n".getBytes(US_ASCII));
                position += line.length;
                TimeUnit.MICROSECONDS.sleep(random.nextInt(MOST_PAUSE_MICROS));
            }
            if (socket.getInputStream().available() == 0) {
                out.write("0\r\n\r\n".getBytes(US_ASCII));
            }
            return receipt(answer(socket.getInputStream()));
        }
    }

    private static String answer(InputStream in) throws IOException {
        StringBuilder answer = new StringBuilder();
        while (answer.indexOf("}\n") < 0) {
            int read = in.read();
            if (read < 0) {
                break;
            }
            answer.append((char) read);
        }
        return answer.toString();
    }

    private long receipt(String answer) throws IOException {
        if (!answer.startsWith("HTTP/1.1 200 ") || !answer.contains("}\n")) {
            throw new IOException("not printed: " + answer);
        }
        JsonObject receipt = json(answer.substring(answer.indexOf('{'), answer.lastIndexOf('}') + 1));
        long received = receipt.getJsonNumber("received").longValue();
        claims.add(new Claim(channel, stream, receipt.getString("epoch"), script.linesIn(received)));
        return received;
    }

    private static JsonObject json(String text) {
        try (var reader = Json.createReader(new StringReader(text))) {
            return reader.readObject();
        }
    }

    /** How many lines servers said that they have, last. */
    int lines() {
        return claims.isEmpty() ? 0 : claims.get(claims.size() - 1).lines();
    }

    /** Says how often a server has said so. */
    int receipts() {
        return claims.size();
    }

    /** Ends at the end of a line, when everything is answered. */
    void finish(Duration patience) throws InterruptedException {
        finishing = true;
        thread.join(patience.toMillis());
        if (thread.isAlive()) {
            throw new AssertionError(thread.getName() + " does not come to its end: " + trouble);
        }
    }

    String channel() {
        return channel;
    }

    String stream() {
        return stream;
    }

    String lastLine() {
        return script.lineText(lines());
    }

    List<Claim> claims() {
        return List.copyOf(claims);
    }

    @Override
    public void close() {
        leaving = true;
        thread.interrupt();
    }

    @Override
    public String toString() {
        return thread.getName() + " after " + lines() + " lines, last trouble: " + trouble;
    }
}
