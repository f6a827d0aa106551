package io.tapewire.ingest;

import java.io.IOException;
import java.io.InputStream;

/**
 * Gathers several reads of a body before they are handed on. Its buffer grows only when a body fills it, because most
 * producers print little and there may be thousands. One thread at a time.
 */
final class Piece {
    private static final int LEAST_BYTES = 2 << 10;

    private final int mostBytes;
    private byte[] bytes = new byte[LEAST_BYTES];
    private int length;

    /** @param mostBytes the largest size of the buffer */
    Piece(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    boolean isFull() {
        return length == bytes.length;
    }

    /**
     * Reads and appends to what is gathered. Returns the number of bytes, or -1 at the end, like
     * {@link InputStream#read(byte[])}.
     */
    int readFrom(InputStream in) throws IOException {
        int read = in.read(bytes, length, bytes.length - length);
        length += Math.max(0, read);
        return read;
    }

    /** Hands on what is gathered, if anything, and empties the buffer. Returns the number of bytes. */
    int handOn(Body body) {
        int handed = length;
        // cleared first, so that bytes that a body rejects are not handed on again
        length = 0;
        if (handed > 0) {
            body.take(bytes, handed);
            if (handed == bytes.length && handed < mostBytes) {
                bytes = new byte[2 * handed];
            }
        }
        return handed;
    }
}
