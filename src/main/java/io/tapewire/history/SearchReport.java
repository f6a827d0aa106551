package io.tapewire.history;

import io.tapewire.protocol.Providers;
import io.tapewire.protocol.Timestamps;
import io.tapewire.protocol.Utf8Encoder;
import io.tapewire.search.Hit;
import io.tapewire.search.Report;
import io.tapewire.search.Result;
import io.tapewire.search.Spans;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObjectBuilder;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes what a search finds, one JSON object a line, and sends it at once. For one thread. */
final class SearchReport implements Report {
    private final HttpServletResponse response;

    SearchReport(HttpServletResponse response) {
        this.response = response;
    }

    @Override
    public void hits(List<Hit> hits) throws IOException {
        for (Hit hit : hits) {
            write(describe(hit));
        }
        response.flushBuffer();
    }

    @Override
    public void searched(long offset) throws IOException {
        write(Providers.JSON.createObjectBuilder().add("searched", offset));
        response.flushBuffer();
    }

    void done(Result result) throws IOException {
        write(Providers.JSON
                .createObjectBuilder()
                .add("done", true)
                .add("reason", result.reason().wireName())
                .add("next", result.next()));
    }

    private static JsonObjectBuilder describe(Hit hit) {
        JsonArrayBuilder spans = Providers.JSON.createArrayBuilder();
        Spans found = hit.spans();
        for (int i = 0; i < found.count(); i++) {
            spans.add(Providers.JSON.createArrayBuilder().add(found.from(i)).add(found.to(i)));
        }
        return Providers.JSON
                .createObjectBuilder()
                .add("offset", hit.place().offset())
                .add("line", hit.place().line())
                .add("timestamp", Timestamps.write(hit.place().millis()))
                .add("text", hit.text())
                .add("spans", spans);
    }

    private void write(JsonObjectBuilder json) throws IOException {
        OutputStream out = response.getOutputStream();
        out.write(Utf8Encoder.encode(json.build() + "\n"));
    }
}
