package io.tapewire.http;

import io.tapewire.compression.AcceptEncoding;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.HttpServletResponseWrapper;
import java.io.IOException;
import java.util.Collections;

/**
 * An answer that is compressed while it is written, unless it is short. It has no length then: if it breaks off, its
 * connection ends before the last chunk. One thread.
 */
final class CompressedAnswer extends HttpServletResponseWrapper {
    private final CompressedStream stream;

    private CompressedAnswer(HttpServletResponse response) {
        super(response);
        this.stream = new CompressedStream(response);
    }

    /** Writes an answer. */
    interface Answer {
        void write(HttpServletResponse response) throws IOException;
    }

    /** Has an answer written, compressed if the client asks for it. */
    static void send(HttpServletRequest request, HttpServletResponse response, Answer answer) throws IOException {
        response.addHeader("Vary", "Accept-Encoding");
        if (!AcceptEncoding.prefersGzip(Collections.list(request.getHeaders("Accept-Encoding")))) {
            answer.write(response);
            return;
        }
        CompressedAnswer compressed = new CompressedAnswer(response);
        try {
            answer.write(compressed);
            compressed.stream.finish();
        } finally {
            compressed.stream.discard();
        }
    }

    @Override
    public ServletOutputStream getOutputStream() {
        return stream;
    }

    /** The length of what is sent is another one, and is not known yet. */
    @Override
    public void setContentLength(int length) {}

    /** The length of what is sent is another one, and is not known yet. */
    @Override
    public void setContentLengthLong(long length) {}

    @Override
    public void flushBuffer() throws IOException {
        stream.flush();
        super.flushBuffer();
    }

    @Override
    public void resetBuffer() {
        super.resetBuffer();
        stream.discard();
    }
}
