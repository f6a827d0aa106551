package io.tapewire.terminal;

import jakarta.json.Json;
import jakarta.json.JsonString;
import java.util.List;

/** The lines that a real terminal of xterm.js shows. */
final class XtermLines implements AutoCloseable {
    private final NodeScript script = new NodeScript("test/lines.js");

    List<String> lines(int cols, int rows, String output) {
        return script.ask(Json.createObjectBuilder()
                        .add("cols", cols)
                        .add("rows", rows)
                        .add("output", output)
                        .build())
                .asJsonArray()
                .getValuesAs(JsonString::getString);
    }

    @Override
    public void close() {
        script.close();
    }
}
