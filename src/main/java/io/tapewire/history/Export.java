package io.tapewire.history;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Writes output in one format. Any thread. */
interface Export {
    /**
     * Answers with the output in a range.
     *
     * @throws CutShort if the answer cannot be completed and nothing in it can say so
     * @throws IOException if the reader has gone away
     */
    void send(Range range, HttpServletResponse response) throws IOException;
}
