package io.tapewire.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** Real terminals of xterm.js, which node runs, to be compared. */
final class Viewers implements AutoCloseable {
    private static final Path FRONTEND = Path.of("src", "main", "frontend");
    private static final int CLOSE_S = 10;

    private final Process node;
    private final Writer trials;
    private final BufferedReader answers;

    Viewers() {
        try {
            node = new ProcessBuilder("node", "test/compare.js")
                    .directory(FRONTEND.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        trials = new OutputStreamWriter(node.getOutputStream(), UTF_8);
        answers = new BufferedReader(new InputStreamReader(node.getInputStream(), UTF_8));
    }

    /** Returns what differs, empty if nothing does. What a trial consists of is told in {@code compare.js}. */
    String difference(JsonObject trial) {
        try {
            trials.write(trial + "\n");
            trials.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("node has ended");
            }
            try (var reader = Json.createReader(new StringReader(answer))) {
                return ((JsonString) reader.readValue()).getString();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            trials.close();
            if (!node.waitFor(CLOSE_S, TimeUnit.SECONDS)) {
                node.destroyForcibly();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            node.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
