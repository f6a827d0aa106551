package io.tapewire.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonString;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;

/** The lines that a real terminal of xterm.js shows, which node runs. */
final class XtermLines implements AutoCloseable {
    private final Process node;
    private final Writer trials;
    private final BufferedReader answers;

    XtermLines() {
        try {
            node = new ProcessBuilder("node", "test/lines.js")
                    .directory(Path.of("src", "main", "frontend").toFile())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        trials = new OutputStreamWriter(node.getOutputStream(), UTF_8);
        answers = new BufferedReader(new InputStreamReader(node.getInputStream(), UTF_8));
    }

    List<String> lines(int cols, int rows, String output) {
        try {
            trials.write(Json.createObjectBuilder()
                            .add("cols", cols)
                            .add("rows", rows)
                            .add("output", output)
                            .build()
                    + "\n");
            trials.flush();
            String answer = answers.readLine();
            if (answer == null) {
                throw new IllegalStateException("node has ended");
            }
            try (var reader = Json.createReader(new StringReader(answer))) {
                return reader.readArray().getValuesAs(JsonString::getString);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        node.destroy();
    }
}
