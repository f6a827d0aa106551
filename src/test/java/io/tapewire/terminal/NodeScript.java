package io.tapewire.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A script of the frontend that node runs: it answers each line of JSON with a line of JSON. One thread. */
final class NodeScript implements AutoCloseable {
    private static final Path FRONTEND = Path.of("src", "main", "frontend");
    private static final int CLOSE_S = 10;

    private final Process node;
    private final Writer questions;
    private final BufferedReader answers;

    /** @param path of the script, relative to the frontend */
    NodeScript(String path) {
        try {
            node = new ProcessBuilder("node", path)
                    .directory(FRONTEND.toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        questions = new OutputStreamWriter(node.getOutputStream(), UTF_8);
        answers = new BufferedReader(new InputStreamReader(node.getInputStream(), UTF_8));
    }

    JsonValue ask(JsonObject question) {
        try {
            questions.write(question + "\n");
            questions.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("node has ended");
            }
            try (var reader = Json.createReader(new StringReader(answer))) {
                return reader.readValue();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            questions.close();
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
