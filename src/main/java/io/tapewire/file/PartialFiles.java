package io.tapewire.file;

import io.tapewire.fault.FaultLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** All unfinished files, within their bounds. Any thread. */
final class PartialFiles {
    private static final FaultLog FAULTS = FaultLog.of(PartialFiles.class);

    private final Map<String, DiskPartialFile> byId = new ConcurrentHashMap<>();
    private final AtomicLong bytes = new AtomicLong();
    private final FileFolder folder;
    private final FileBounds bounds;
    private final InstantSource clock;
    private final DiskPartialFile.Parts parts;

    PartialFiles(FileFolder folder, FileBounds bounds, InstantSource clock) {
        this.folder = folder;
        this.bounds = bounds;
        this.clock = clock;
        this.parts = new DiskPartialFile.Parts(folder, bounds, this::count, clock);
    }

    private void count(long more) {
        long after = bytes.addAndGet(more);
        try {
            bounds.requireUnfinished(after);
        } catch (FileRefused tooMany) {
            bytes.addAndGet(-more);
            throw tooMany;
        }
    }

    /** One of an earlier start of the server. */
    void found(String id, Note note, long length) {
        bytes.addAndGet(length);
        byId.put(id, new DiskPartialFile(id, note.description(), length, note.millis(), parts));
    }

    /** @throws FileRefused if there are too many, or it is too large, or there is no room for it */
    synchronized DiskPartialFile begin(String id, FileDescription description) throws IOException {
        bounds.requireCount(byId.size());
        bounds.requireSize(description.length());
        bounds.requireUnfinished(bytes.get() + Math.max(0, description.length()));
        folder.create();
        folder.requireRoom(Math.max(0, description.length()));
        long now = clock.millis();
        try {
            folder.write(id).close();
            folder.note(id, new Note(description, now).write(), false);
        } catch (IOException full) {
            folder.delete(id);
            throw full;
        }
        DiskPartialFile file = new DiskPartialFile(id, description, 0, now, parts);
        byId.put(id, file);
        return file;
    }

    Optional<DiskPartialFile> find(String channel, String id) {
        return Optional.ofNullable(byId.get(id))
                .filter(file -> file.description().channel().equals(channel));
    }

    /** It is published now, or deleted. */
    void forget(DiskPartialFile file) {
        if (byId.remove(file.id(), file)) {
            bytes.addAndGet(-file.bytes());
        }
    }

    void delete(DiskPartialFile file) {
        forget(file);
        FAULTS.attempt("Cannot delete an unfinished file", () -> {
            try {
                folder.delete(file.id());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    void deleteAll(String channel) {
        for (DiskPartialFile file : List.copyOf(byId.values())) {
            if (file.description().channel().equals(channel)) {
                delete(file);
            }
        }
    }

    /** Ends uploads that bring nothing, and deletes files that nobody has continued for too long. */
    void maintain() {
        long now = System.nanoTime();
        long old = clock.millis() - bounds.unfinishedMillis();
        for (DiskPartialFile file : List.copyOf(byId.values())) {
            file.stopIfSilent(now);
            if (!file.isInUse() && file.usedMillis() < old) {
                delete(file);
            }
        }
    }
}
