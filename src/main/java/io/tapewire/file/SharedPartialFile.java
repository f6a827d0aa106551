package io.tapewire.file;

import io.tapewire.event.StoreUnavailable;
import io.tapewire.fault.FaultLog;
import io.tapewire.file.FileIndex.Progress;
import io.tapewire.file.FileRefused.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * An unfinished file that any server may continue. What is safely there is what all servers have been told of. Contents are
 * written by one server alone: another one that continues the file copies them, so that a server that was paused, or cut
 * off from the others, can never write into what they use. Any thread.
 */
final class SharedPartialFile implements PartialFile {
    private static final Logger LOG = System.getLogger(SharedPartialFile.class.getName());
    private static final FaultLog FAULTS = FaultLog.of(SharedPartialFile.class);

    private final Handover handover = new Handover();
    private final String id;
    private final Parts parts;
    private FileDescription description;
    private long bytes;
    private String contents = "";
    /** Of the contents; {@code null} if another server has written them, or nobody. */
    private ContentsHash hash;

    private long usedNanos = System.nanoTime();

    /** What all unfinished files share. */
    record Parts(FileIndex index, Leases leases, FileFolder folder, FileBounds bounds) {}

    SharedPartialFile(String id, FileDescription description, Parts parts) {
        this.id = id;
        this.description = description;
        this.parts = parts;
    }

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

    /** Whether nobody has used it here for so long. */
    synchronized boolean isForgottenFor(long nanos, long now) {
        return !handover.isInUse() && now - usedNanos > nanos;
    }

    void stopIfSilent(long now) {
        handover.stopIfSilent(now, parts.bounds().silenceNanos());
    }

    /** Takes over what all servers know. */
    synchronized void update(FileIndex.Upload known) {
        usedNanos = System.nanoTime();
        if (!handover.isInUse()) {
            adopt(known);
        }
    }

    private void adopt(FileIndex.Upload known) {
        description = known.description();
        if (!isOwn(known)) {
            hash = null;
            contents = known.contents();
            bytes = known.bytes();
        }
    }

    private boolean isOwn(FileIndex.Upload known) {
        return known.contents().equals(contents) && known.bytes() == bytes;
    }

    @Override
    public void awaitEnd() throws InterruptedException {
        handover.await();
        try (Lease lease = take(() -> {})) {
            update(lease.upload());
        } catch (FileRefused refused) {
            if (refused.reason() != Reason.OTHER_OFFSET) {
                throw refused;
            }
        }
    }

    /** Like {@link Leases#take}. If another server has published the file meanwhile, all of it is there. */
    private Lease take(Runnable stop) throws InterruptedException {
        try {
            return parts.leases().take(id, stop);
        } catch (FileRefused refused) {
            throw refused.reason() == Reason.GONE && isPublished() ? FileRefused.otherOffset() : refused;
        }
    }

    private synchronized boolean isPublished() {
        Optional<PublishedFile> whole =
                parts.index().find(id, description.channel()).map(SharedFileArchive::file);
        whole.ifPresent(file -> bytes = file.bytes());
        return whole.isPresent();
    }

    @Override
    public Appending append(long offset, Runnable stop) throws InterruptedException {
        handover.begin(stop);
        try {
            Lease lease = take(stop);
            try {
                return writing(offset, lease);
            } catch (IOException e) {
                lease.close();
                throw notStored(e);
            } catch (RuntimeException | Error failure) {
                lease.close();
                throw failure;
            }
        } catch (InterruptedException | RuntimeException | Error failure) {
            handover.end();
            throw failure;
        }
    }

    static FileRefused notStored(IOException e) {
        return new FileRefused(Reason.NOT_STORED, "the file cannot be stored", e);
    }

    private synchronized Writing writing(long offset, Lease lease) throws IOException {
        FileIndex.Upload known = lease.upload();
        adopt(known);
        if (offset != bytes) {
            throw FileRefused.otherOffset();
        }
        if (hash == null) {
            takeOver(lease);
        } else {
            lease.note(new Progress(contents, bytes, description.length()));
        }
        return new Writing(lease);
    }

    private void takeOver(Lease lease) throws IOException {
        FileIndex.Upload known = lease.upload();
        String name = lease.newName();
        ContentsHash read = new ContentsHash();
        try (RandomAccessFile to = parts.folder().write(name)) {
            if (known.bytes() > 0) {
                parts.folder().requireRoom(known.bytes());
                copy(known, to, read, lease);
            }
            to.getFD().sync();
            lease.note(new Progress(name, known.bytes(), known.description().length()));
        } catch (IOException | RuntimeException | Error failure) {
            deleteContents(name);
            throw failure;
        }
        hash = read;
        contents = name;
        if (!known.whole()) {
            // otherwise the server that was about to append its record may still do so, and it names these
            deleteContents(known.contents());
        }
    }

    private void copy(FileIndex.Upload known, RandomAccessFile to, ContentsHash read, Lease lease) throws IOException {
        try (RandomAccessFile from = parts.folder().read(known.contents())) {
            read.add(from, known.bytes(), (piece, length) -> {
                lease.requireHeld();
                to.write(piece, 0, length);
            });
        }
    }

    private void deleteContents(String name) {
        if (!name.isEmpty()) {
            FAULTS.attempt("Cannot delete a part of an upload", () -> {
                try {
                    parts.folder().delete(name);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }

    /** Forgets it and deletes its contents. Nobody appends to it any more. */
    synchronized void delete() {
        parts.index().remove(id, description.channel());
        deleteContents(contents);
    }

    /**
     * The whole file, to be published.
     *
     * @throws FileRefused if another server has continued it, or it has another length than was said
     */
    synchronized PublishedFile whole(FileIndex.Upload known, long millis) {
        if (!known.contents().equals(contents)) {
            throw new FileRefused(Reason.BUSY, "another request continues this file");
        }
        if (hash == null || !isOwn(known)) {
            // the others have not heard of all of it
            throw new StoreUnavailable();
        }
        description = description.expecting(bytes, bytes);
        return new PublishedFile(id, description, hash.text(), millis, 0, contents);
    }

    private final class Writing implements Appending {
        private static final long NOTE_BYTES = 8 << 20;
        private static final long NOTE_NANOS = TimeUnit.SECONDS.toNanos(2);

        private final Lease lease;
        private final RandomAccessFile file;
        private long notedBytes = bytes;
        private long notedNanos = System.nanoTime();
        private boolean closed;

        private Writing(Lease lease) throws IOException {
            this.lease = lease;
            this.file = parts.folder().write(contents);
            // what a failed write may have left behind
            file.setLength(bytes);
            file.seek(bytes);
        }

        @Override
        public void write(byte[] more, int length) {
            handover.heard();
            synchronized (SharedPartialFile.this) {
                lease.requireHeld();
                long after = bytes + length;
                parts.bounds().requireSize(after);
                parts.bounds().requireUnfinished(lease.othersBytes() + after);
                description.requireRoom(after);
                try {
                    file.write(more, 0, length);
                    hash.add(more, length);
                    bytes = after;
                    if (bytes - notedBytes >= NOTE_BYTES || System.nanoTime() - notedNanos >= NOTE_NANOS) {
                        parts.folder().requireRoom(0);
                        note();
                    }
                } catch (IOException full) {
                    throw notStored(full);
                }
            }
        }

        private void note() throws IOException {
            // nobody else may be told of bytes that this machine could still lose
            file.getFD().sync();
            lease.note(new Progress(contents, bytes, description.length()));
            notedBytes = bytes;
            notedNanos = System.nanoTime();
        }

        @Override
        public void close() throws IOException {
            synchronized (SharedPartialFile.this) {
                if (closed) {
                    return;
                }
                closed = true;
                usedNanos = System.nanoTime();
                try (lease;
                        file) {
                    if (bytes > notedBytes && !lease.isLost()) {
                        note();
                    }
                } catch (StoreUnavailable | FileRefused untold) {
                    LOG.log(Logger.Level.DEBUG, "A part of an upload does not count", untold);
                } finally {
                    if (bytes > notedBytes) {
                        // only what all servers have been told of counts
                        bytes = notedBytes;
                        hash = null;
                    }
                    handover.end();
                }
            }
        }
    }
}
