package io.tapewire.file;

import io.tapewire.file.FileRefused.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.time.InstantSource;

/** A file that lies unfinished in this server's own folder. Any thread. */
final class DiskPartialFile implements PartialFile {
    private final Handover handover = new Handover();
    private final String id;
    private final FileFolder folder;
    private final FileBounds bounds;
    private final Total total;
    private final InstantSource clock;
    private FileDescription description;
    /** Of everything that was appended; {@code null} if that has to be read first, because the server has restarted. */
    private ContentsHash hash;

    private long bytes;
    private long usedMillis;

    /** Counts the bytes of all unfinished files. */
    interface Total {
        /**
         * Adds bytes.
         *
         * @throws FileRefused if there are too many
         */
        void add(long more);
    }

    DiskPartialFile(String id, FileDescription description, long bytes, long usedMillis, Parts parts) {
        this.id = id;
        this.description = description;
        this.bytes = bytes;
        this.usedMillis = usedMillis;
        this.folder = parts.folder();
        this.bounds = parts.bounds();
        this.total = parts.total();
        this.clock = parts.clock();
        this.hash = bytes == 0 ? new ContentsHash() : null;
    }

    /** What all unfinished files share. */
    record Parts(FileFolder folder, FileBounds bounds, Total total, InstantSource clock) {}

    @Override
    public String id() {
        return id;
    }

    @Override
    public synchronized FileDescription description() {
        return description;
    }

    @Override
    public synchronized long bytes() {
        return bytes;
    }

    synchronized long usedMillis() {
        return usedMillis;
    }

    boolean isInUse() {
        return handover.isInUse();
    }

    /** The length is known now. */
    synchronized void expect(long length) {
        description = description.expecting(length, bytes);
    }

    @Override
    public Appending append(long offset, Runnable stop) throws IOException, InterruptedException {
        handover.begin(stop);
        Writing next = new Writing();
        try {
            next.open(offset);
        } catch (IOException | RuntimeException | Error failure) {
            next.close();
            throw failure;
        }
        return next;
    }

    @Override
    public void awaitEnd() throws InterruptedException {
        handover.await();
    }

    /** Stops whoever appends if that has brought nothing for too long. */
    void stopIfSilent(long now) {
        handover.stopIfSilent(now, bounds.silenceNanos());
    }

    /** The hash of the whole file, in hexadecimal. Only when nobody appends. */
    synchronized String hash() throws IOException {
        return hashed().text();
    }

    private ContentsHash hashed() throws IOException {
        if (hash == null) {
            ContentsHash read = new ContentsHash();
            try (RandomAccessFile contents = folder.read(id)) {
                read.add(contents, bytes, (piece, length) -> {});
            }
            hash = read;
        }
        return hash;
    }

    private final class Writing implements Appending {
        private static final long LOOK_BYTES = 8 << 20;

        private RandomAccessFile contents;
        private long lookedBytes;
        private boolean closed;

        private void open(long offset) throws IOException {
            synchronized (DiskPartialFile.this) {
                if (offset != bytes) {
                    throw FileRefused.otherOffset();
                }
                hashed();
                contents = folder.write(id);
                // what a failed write may have left behind
                contents.setLength(bytes);
                contents.seek(bytes);
                lookedBytes = bytes;
            }
        }

        @Override
        public void write(byte[] more, int length) {
            handover.heard();
            synchronized (DiskPartialFile.this) {
                long after = bytes + length;
                bounds.requireSize(after);
                description.requireRoom(after);
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
                hash.add(more, length);
                bytes = after;
            }
        }

        @Override
        public void close() throws IOException {
            synchronized (DiskPartialFile.this) {
                if (closed) {
                    return;
                }
                closed = true;
                usedMillis = clock.millis();
            }
            try {
                if (contents != null) {
                    contents.close();
                }
            } finally {
                handover.end();
            }
        }
    }
}
