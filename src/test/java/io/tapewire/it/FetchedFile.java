package io.tapewire.it;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/** The pieces of one file, as a viewer got them. Thread-safe. */
final class FetchedFile {
    private static final int HEAD_BYTES = 13;
    private static final int MOST_FRAME_BYTES = 65_536;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long first = -1;
    private int pieces;

    /** Takes the next frame. Returns what is wrong with it, or {@code null}. */
    synchronized String take(byte[] frame) {
        long position = ByteBuffer.wrap(frame, 1 + Integer.BYTES, Long.BYTES).getLong();
        if (first < 0) {
            first = position;
        }
        if (position != first + bytes.size()) {
            return "a piece at " + position + " instead of " + (first + bytes.size());
        }
        bytes.write(frame, HEAD_BYTES, frame.length - HEAD_BYTES);
        pieces++;
        return frame.length > MOST_FRAME_BYTES ? "a piece of " + frame.length + " bytes" : null;
    }

    /** Where the first piece was, or -1 if none has come. */
    synchronized long first() {
        return first;
    }

    synchronized int pieces() {
        return pieces;
    }

    synchronized int size() {
        return bytes.size();
    }

    synchronized byte[] bytes() {
        return bytes.toByteArray();
    }
}
