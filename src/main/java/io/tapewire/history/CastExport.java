package io.tapewire.history;

import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Output as a recording that asciinema plays: asciicast, version 3. */
final class CastExport implements Export {
    private static final int BUFFER_BYTES = 64 << 10;

    @Override
    public void send(Range range, HttpServletResponse response) throws IOException {
        response.setContentType("application/x-asciicast");
        range.describe(response);
        write(range, response.getOutputStream());
    }

    static void write(Range range, OutputStream out) throws IOException {
        BufferedOutputStream buffered = new BufferedOutputStream(out, BUFFER_BYTES);
        new Cast(range, buffered).write();
        // not closed: that is the container's part
        buffered.flush();
    }
}
