package io.tapewire.cli.upload;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The last bytes that a program has printed, in a file. Positions count from the program's first byte. Whoever appends
 * never waits for whoever reads: beyond the file's capacity the oldest bytes are dropped.
 *
 * <p>Thread-safe.
 */
public final class Spool implements AutoCloseable {
    /** {@link #read} has read nothing, because there are no more bytes and there will be none. */
    static final int END = -1;
    /** {@link #read} has read nothing, because the bytes of this position have been dropped. */
    static final int DROPPED = -2;

    private final FileChannel file;
    private final long capacity;
    private long first;
    private long end;
    private boolean ended;

    /** @param capacity in bytes */
    public Spool(long capacity) throws IOException {
        this.capacity = capacity;
        Path path = Files.createTempFile("tapewire", ".spool");
        // on POSIX the file loses its name here, so nothing is left of it, however this process ends
        this.file = FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
    }

    /** Takes what was printed. Bytes that the disk does not take are dropped, together with those before. */
    public synchronized void append(byte[] bytes, int length) {
        try {
            int kept = (int) Math.min(length, capacity);
            write(ByteBuffer.wrap(bytes, length - kept, kept), end + length - kept);
            end += length;
            first = Math.max(first, end - capacity);
        } catch (IOException diskFull) {
            // the marker in the channel tells the loss; a program is not stopped by it
            end += length;
            first = end;
        }
        notifyAll();
    }

    /** The program has ended. */
    public synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** The first position whose byte has not been dropped. */
    synchronized long first() {
        return first;
    }

    /**
     * A position to go on from when bytes have been dropped. While the program prints, it is some way behind the first
     * one: otherwise that one would be dropped, too, before it can be read.
     */
    synchronized long restart() {
        return ended ? first : Math.min(end, first + capacity / 8);
    }

    /**
     * Reads what there is at a position, and waits for it if there is nothing yet.
     *
     * @param nanos how long to wait at most
     * @return the number of bytes, 0 if none has come in time, {@link #END} or {@link #DROPPED}
     */
    synchronized int read(long position, ByteBuffer into, long nanos) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + nanos;
        while (position >= end && !ended) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                return 0;
            }
            wait(millis);
        }
        if (position < first) {
            return DROPPED;
        }
        return position >= end ? END : readNow(position, into);
    }

    private int readNow(long position, ByteBuffer into) throws IOException {
        long inFile = position % capacity;
        long most = Math.min(end - position, capacity - inFile);
        ByteBuffer part = into.slice(into.position(), (int) Math.min(into.remaining(), most));
        int length = part.remaining();
        while (part.hasRemaining()) {
            if (file.read(part, inFile + part.position()) < 0) {
                throw new IOException("the spool is shorter than what was written to it");
            }
        }
        into.position(into.position() + length);
        return length;
    }

    private void write(ByteBuffer bytes, long position) throws IOException {
        long at = position;
        int limit = bytes.limit();
        while (bytes.position() < limit) {
            long inFile = at % capacity;
            bytes.limit((int) Math.min(limit, bytes.position() + capacity - inFile));
            at += file.write(bytes, inFile);
        }
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
