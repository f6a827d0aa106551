package io.tapewire.http;

import io.tapewire.compression.GzipStream;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Compresses an answer from its beginning once it is long enough for that, or is flushed. One thread. */
final class CompressedStream extends ServletOutputStream {
    /** About one packet: less is not sent sooner when it is compressed. */
    private static final int LEAST_BYTES = 1_400;

    private final HttpServletResponse response;
    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private GzipStream gzip;
    /** Once the header says so, it stays compressed, also if the answer begins anew. */
    private boolean compressed;

    CompressedStream(HttpServletResponse response) {
        this.response = response;
    }

    @Override
    public void write(int octet) throws IOException {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int from, int length) throws IOException {
        if (gzip == null && beginning.size() + length < LEAST_BYTES) {
            beginning.write(bytes, from, length);
        } else {
            compress();
            gzip.write(bytes, from, length);
        }
    }

    private void compress() throws IOException {
        if (gzip == null) {
            if (!compressed) {
                response.setHeader("Content-Encoding", "gzip");
                compressed = true;
            }
            gzip = new GzipStream(response.getOutputStream());
            beginning.writeTo(gzip);
            beginning.reset();
        }
    }

    @Override
    public void flush() throws IOException {
        compress();
        gzip.flush();
    }

    /** The answer is complete. */
    void finish() throws IOException {
        if (gzip == null && !compressed) {
            response.setContentLength(beginning.size());
            beginning.writeTo(response.getOutputStream());
        } else {
            compress();
            gzip.finish();
        }
    }

    /** Forgets what was written and has not been passed on, and frees its memory. */
    void discard() {
        beginning.reset();
        if (gzip != null) {
            gzip.release();
            gzip = null;
        }
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public void setWriteListener(WriteListener listener) {
        throw new IllegalStateException("answers are written by the request's own thread");
    }
}
