package io.tapewire.compression;

import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses what is written to it. {@link #flush} passes on everything so far. Its memory outside of the heap is freed by
 * {@link #release}, whether it was finished or not. One thread at a time.
 */
public final class GzipStream extends GZIPOutputStream {
    private static final int BUFFER_BYTES = 8 << 10;

    public GzipStream(OutputStream out) throws IOException {
        super(out, BUFFER_BYTES, true);
    }

    /** May be called again. Nothing can be written afterwards. */
    public void release() {
        def.end();
    }
}
