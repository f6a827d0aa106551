package io.tapewire.compression;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/** One deflated stream of bytes within a body. One thread at a time. */
final class Block {
    private static final int BUFFER_BYTES = 8 << 10;

    private final Inflater inflater;
    private final byte[] buffer = new byte[BUFFER_BYTES];

    /** @param raw whether it has no header and no checksum of its own */
    Block(boolean raw) {
        this.inflater = new Inflater(raw);
    }

    /** Reads a piece. Returns how many of its bytes belong to this stream: all of them unless it is finished. */
    int take(byte[] bytes, int from, int to, Inflation.Sink sink) throws DataFormatException {
        inflater.setInput(bytes, from, to - from);
        int length = inflater.inflate(buffer);
        while (length > 0) {
            sink.take(buffer, length);
            length = inflater.inflate(buffer);
        }
        if (inflater.needsDictionary()) {
            throw new DataFormatException("it needs a dictionary");
        }
        return to - from - inflater.getRemaining();
    }

    boolean isFinished() {
        return inflater.finished();
    }

    /** Begins another stream. */
    void reset() {
        inflater.reset();
    }

    void close() {
        inflater.end();
    }
}
