package io.tapewire.socket;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.zip.Deflater;

/**
 * Makes the frames of the subprotocol {@code tapewire.deflate}: a byte that says so, and the envelope as raw DEFLATE.
 *
 * <p>Any thread. It has as many compressors as threads have used it at the same time, which is at most one for each sender;
 * each takes about 270 KB outside of the heap, and they are kept until the application stops.
 */
@ApplicationScoped
public class FrameDeflater {
    /** The first byte of a compressed frame. A plain one begins with a brace. */
    static final byte DEFLATED = 2;

    /**
     * Shorter frames stay plain. They need one TCP segment in either form, and compressing one takes about as long as
     * sending it.
     */
    static final int LEAST_BYTES = 1_024;

    /**
     * Fixed, because the frame is the same for all viewers. Measured with logs of builds: below 5 some do not get to
     * a fifth of their size, and 6 takes twice as long for 2 % fewer bytes.
     */
    private static final int LEVEL = 5;

    private final Queue<Deflater> idle = new ConcurrentLinkedQueue<>();
    private volatile boolean closed;

    /** The envelope as a compressed frame, or the same array if it is short, no envelope, or would not get shorter. */
    public byte[] deflate(byte[] frame) {
        if (frame.length < LEAST_BYTES || frame[0] != '{') {
            return frame;
        }
        Deflater known = idle.poll();
        Deflater deflater = known == null ? new Deflater(LEVEL, true) : known;
        try {
            return deflate(frame, deflater);
        } finally {
            release(deflater);
        }
    }

    private static byte[] deflate(byte[] frame, Deflater deflater) {
        deflater.setInput(frame);
        deflater.finish();
        byte[] deflated = new byte[frame.length];
        deflated[0] = DEFLATED;
        int length = 1 + deflater.deflate(deflated, 1, deflated.length - 1);
        return deflater.finished() ? Arrays.copyOf(deflated, length) : frame;
    }

    private void release(Deflater deflater) {
        deflater.reset();
        idle.add(deflater);
        if (closed) {
            close();
        }
    }

    /** Frees the memory outside of the heap. */
    @PreDestroy
    public void close() {
        closed = true;
        for (Deflater next = idle.poll(); next != null; next = idle.poll()) {
            next.end();
        }
    }
}
