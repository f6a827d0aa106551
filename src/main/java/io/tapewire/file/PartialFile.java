package io.tapewire.file;

import io.tapewire.file.FileRefused.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/**
 * A file that is being uploaded, or whose upload may be continued. Thread-safe; one {@link Appending} at a time.
 */
public final class PartialFile {
    private static final int PIECE = 1 << 16;
    /** How long whoever appends may take to end when somebody else begins. */
    private static final long HANDOVER_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final String id;
    private final FileFolder folder;
    private final FileBounds bounds;
    private final Total total;
    private final InstantSource clock;
    private FileDescription description;
    /** Of everything that was appended; {@code null} if that has to be read first, because the server has restarted. */
    private MessageDigest digest;

    private long bytes;
    private long usedMillis;
    private Appending current;

    /** Counts the bytes of all unfinished files. */
    interface Total {
        /**
         * Adds bytes.
         *
         * @throws FileRefused if there are too many
         */
        void add(long more);
    }

    PartialFile(String id, FileDescription description, long bytes, long usedMillis, Parts parts) {
        this.id = id;
        this.description = description;
        this.bytes = bytes;
        this.usedMillis = usedMillis;
        this.folder = parts.folder();
        this.bounds = parts.bounds();
        this.total = parts.total();
        this.clock = parts.clock();
        this.digest = bytes == 0 ? sha256() : null;
    }

    /** What all unfinished files share. */
    record Parts(FileFolder folder, FileBounds bounds, Total total, InstantSource clock) {}

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    public String id() {
        return id;
    }

    public synchronized FileDescription description() {
        return description;
    }

    /** How much of it is there. */
    public synchronized long bytes() {
        return bytes;
    }

    synchronized long usedMillis() {
        return usedMillis;
    }

    synchronized boolean isInUse() {
        return current != null;
    }

    /** The length is known now. */
    synchronized void expect(long length) {
        if (length < bytes || (description.length() >= 0 && description.length() != length)) {
            throw new FileRefused(
                    Reason.OTHER_LENGTH,
                    "the file was said to have %d bytes, and has %d now".formatted(description.length(), length));
        }
        description = description.with(length);
    }

    /**
     * Begins to append, after whoever does so at present has been stopped.
     *
     * @param stop ends it without waiting for more bytes. Any thread may call it
     * @throws FileRefused if the other one does not end
     */
    public synchronized Appending append(Runnable stop) throws IOException, InterruptedException {
        awaitEnd();
        Appending next = new Appending(stop);
        current = next;
        try {
            next.open();
        } catch (IOException | RuntimeException | Error failure) {
            next.close();
            throw failure;
        }
        return next;
    }

    /** Stops whoever appends, and waits for the end of that. */
    public synchronized void awaitEnd() throws InterruptedException {
        long until = System.nanoTime() + HANDOVER_NANOS;
        while (current != null) {
            current.stop.run();
            long left = until - System.nanoTime();
            if (left <= 0) {
                throw new FileRefused(Reason.BUSY, "another request still appends to this file");
            }
            TimeUnit.NANOSECONDS.timedWait(this, Math.min(left, TimeUnit.MILLISECONDS.toNanos(100)));
        }
    }

    /** Stops whoever appends if that has brought nothing for too long. */
    synchronized void stopIfSilent(long now) {
        if (current != null && now - current.heardNanos > bounds.silenceNanos()) {
            current.stop.run();
        }
    }

    /** The hash of the whole file, in hexadecimal. Only when nobody appends. */
    synchronized String hash() throws IOException {
        if (digest == null) {
            digest = digestOfContents();
        }
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the hash cannot be copied", e);
        }
    }

    private MessageDigest digestOfContents() throws IOException {
        MessageDigest read = sha256();
        try (RandomAccessFile contents = folder.read(id)) {
            byte[] piece = new byte[PIECE];
            long left = bytes;
            while (left > 0) {
                int length = contents.read(piece, 0, (int) Math.min(left, piece.length));
                if (length < 0) {
                    throw new IOException("a file has become shorter");
                }
                read.update(piece, 0, length);
                left -= length;
            }
        }
        return read;
    }

    /** The right to append. One thread, until it is closed. */
    public final class Appending implements AutoCloseable {
        private static final long LOOK_BYTES = 8 << 20;

        private final Runnable stop;
        private RandomAccessFile contents;
        private long lookedBytes;
        private volatile long heardNanos = System.nanoTime();

        private Appending(Runnable stop) {
            this.stop = stop;
        }

        private void open() throws IOException {
            if (digest == null) {
                digest = digestOfContents();
            }
            contents = folder.write(id);
            // what a failed write may have left behind
            contents.setLength(bytes);
            contents.seek(bytes);
            lookedBytes = bytes;
        }

        public PartialFile file() {
            return PartialFile.this;
        }

        /**
         * Appends bytes.
         *
         * @throws FileRefused if they are too many, or cannot be stored; those before them stay
         */
        public void write(byte[] more, int length) {
            heardNanos = System.nanoTime();
            synchronized (PartialFile.this) {
                long after = bytes + length;
                bounds.requireSize(after);
                if (description.length() >= 0 && after > description.length()) {
                    throw new FileRefused(
                            Reason.OTHER_LENGTH,
                            "the file was said to have %d bytes, and has more".formatted(description.length()));
                }
                try {
                    if (after - lookedBytes >= LOOK_BYTES) {
                        lookedBytes = after;
                        folder.requireRoom(length);
                    }
                    total.add(length);
                    contents.write(more, 0, length);
                } catch (IOException full) {
                    throw new FileRefused(Reason.NOT_STORED, "the file cannot be stored", full);
                }
                digest.update(more, 0, length);
                bytes = after;
            }
        }

        @Override
        public void close() throws IOException {
            synchronized (PartialFile.this) {
                if (current == this) {
                    current = null;
                    usedMillis = clock.millis();
                    PartialFile.this.notifyAll();
                }
                if (contents != null) {
                    contents.close();
                }
            }
        }
    }
}
