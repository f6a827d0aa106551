package io.tapewire.ingest;

import java.io.IOException;
import java.io.InputStream;

/**
 * What is read of a body before it is handed on together. Its buffer grows while bodies fill it, because most producers print
 * little and there may be thousands. One thread at a time.
 */
final class Piece {
    private static final int LEAST_BYTES = 2 << 10;

    private final int mostBytes;
    private byte[] bytes = new byte[LEAST_BYTES];
    private int length;

    /** @param mostBytes so large the buffer gets at most */
    Piece(int mostBytes) {
        this.mostBytes = mostBytes;
    }

    boolean isFull() {
        return length == bytes.length;
    }

    /** Reads on behind what is there. Returns how many bytes, or -1 at the end, as {@link InputStream#read(byte[])} does. */
    int readFrom(InputStream in) throws IOException {
        int read = in.read(bytes, length, bytes.length - length);
        length += Math.max(0, read);
        return read;
    }

    /** Hands on what is there, if anything, and begins anew. Returns how many bytes it was. */
    int handOn(Body body) {
        int handed = length;
        // before: what a body rejects is not handed on again
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
