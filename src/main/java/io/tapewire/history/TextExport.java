package io.tapewire.history;

import io.tapewire.config.Limits;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/**
 * Output as lines: without escape sequences, each line as it stood last. If records at its beginning are gone, it starts with the same line
 * as {@link RawExport}. If records are evicted while it is sent, the answer breaks off.
 */
final class TextExport implements Export {
    private final Limits limits;

    TextExport(Limits limits) {
        this.limits = limits;
    }

    @Override
    public void send(Range asked, HttpServletResponse response) throws IOException {
        Attempts.send(asked, response, range -> attempt(range, response));
    }

    private void attempt(Range asked, HttpServletResponse response) throws IOException {
        LineStart start = LineStart.of(asked);
        Range range = asked.from(start.offset());
        response.setContentType("text/plain;charset=utf-8");
        range.describe(response);
        Text text = new Text(range.log(), start.skipped(), limits, response.getOutputStream());
        range.read(text);
        text.finish();
    }
}
