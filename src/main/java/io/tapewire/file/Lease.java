package io.tapewire.file;

import io.tapewire.event.StoreUnavailable;
import io.tapewire.fault.FaultLog;
import io.tapewire.file.FileIndex.Progress;
import io.tapewire.file.FileIndex.Renewal;
import io.tapewire.file.FileRefused.Reason;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * This server's right to change an unfinished file. It ends when another server wants it and this one agrees, or when this
 * one cannot renew it in time. Any thread.
 */
final class Lease implements AutoCloseable {
    private static final FaultLog FAULTS = FaultLog.of(Lease.class);

    private final FileIndex index;
    private final FileIndex.Upload upload;
    private final String token;
    private final Runnable stop;
    private final Consumer<Lease> over;
    private Progress noted;
    private volatile long othersBytes;
    private volatile boolean lost;
    private boolean closed;

    /**
     * @param upload the file when the right was given
     * @param stop ends whatever uses the right
     */
    Lease(FileIndex index, FileIndex.Upload upload, String token, Runnable stop, Consumer<Lease> over) {
        this.index = index;
        this.upload = upload;
        this.token = token;
        this.stop = stop;
        this.over = over;
        this.noted = new Progress(
                upload.contents(), upload.bytes(), upload.description().length());
    }

    FileIndex.Upload upload() {
        return upload;
    }

    /** A name for contents that no other server writes to. */
    String newName() {
        return upload.id() + "-" + token;
    }

    /** Bytes of all other unfinished files, as they were a moment ago. */
    long othersBytes() {
        return othersBytes;
    }

    boolean isLost() {
        return lost;
    }

    /** @throws FileRefused if another server has the right now */
    void requireHeld() {
        if (lost) {
            throw new FileRefused(Reason.BUSY, "another request continues this file");
        }
    }

    /**
     * Tells all servers what is safely there.
     *
     * @throws FileRefused if another server has the right now, or the file is gone
     */
    void note(Progress now) {
        requireHeld();
        Renewal renewal = tell(now);
        stopIfWanted(renewal);
        requireHeld();
        if (renewal.outcome() == FileIndex.Outcome.GONE) {
            throw gone();
        }
    }

    private synchronized Renewal tell(Progress now) {
        Renewal renewal = index.note(upload.id(), token, noted.contents(), now);
        if (renewal.outcome() == FileIndex.Outcome.DONE) {
            noted = now;
            othersBytes = Math.max(0, renewal.unfinishedBytes() - now.bytes());
        } else if (renewal.outcome() == FileIndex.Outcome.LOST) {
            lost = true;
        }
        return renewal;
    }

    private synchronized Optional<Renewal> tellAgain() {
        return closed || lost ? Optional.empty() : Optional.of(tell(noted));
    }

    /** Not under the lock: whoever is stopped may close this. */
    private void stopIfWanted(Renewal renewal) {
        if (renewal.wanted() || renewal.outcome() != FileIndex.Outcome.DONE) {
            stop.run();
        }
    }

    static FileRefused gone() {
        return new FileRefused(Reason.GONE, "the file was deleted with its channel");
    }

    /** To be called more often than the right would end. */
    void renew() {
        try {
            tellAgain().ifPresent(this::stopIfWanted);
        } catch (StoreUnavailable later) {
            // if that goes on, the right ends, and the next note says so
            return;
        }
    }

    /** Makes the file readable for all. Its record comes next. */
    synchronized void whole(String note) {
        switch (index.whole(upload.id(), token, upload.description().channel(), note)) {
            case DONE -> {}
            case GONE -> throw gone();
            default -> {
                lost = true;
                requireHeld();
            }
        }
    }

    @Override
    public void close() {
        over.accept(this);
        synchronized (this) {
            if (!closed && !lost) {
                FAULTS.attempt("Cannot let others continue an upload at once", this::release);
            }
            closed = true;
        }
    }

    private void release() {
        try {
            index.release(upload.id(), token);
        } catch (StoreUnavailable later) {
            // it ends by itself
            return;
        }
    }
}
