package io.tapewire.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.InputStreamReader;
import java.util.List;

/**
 * A program by what it does, its output, and what restores the state that it leaves; all of them are in {@code programs.json}. What a
 * viewer then shows of one program after another, in runs and after gaps, is in {@code trials.jsonl} among the client's tests.
 */
record Program(String program, String output, String restoring) {
    static List<Program> all() {
        var file = new InputStreamReader(Program.class.getResourceAsStream("programs.json"), UTF_8);
        try (var reader = Json.createReader(file)) {
            return reader.readArray().getValuesAs(JsonObject.class).stream()
                    .map(json -> new Program(
                            json.getString("program"), json.getString("output"), json.getString("restoring")))
                    .toList();
        }
    }

    byte[] utf8() {
        return output.getBytes(UTF_8);
    }

    @Override
    public String toString() {
        return program;
    }
}
