package io.tapewire.file;

import io.tapewire.fault.FaultLog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/**
 * Removes files whose records are gone, the oldest where there are too many, uploads that nobody continues, and contents that
 * no server knows. One server at a time does it for all. Any thread.
 */
final class Cleaning {
    private static final FaultLog FAULTS = FaultLog.of(Cleaning.class);
    private static final long DIRECTORY_MILLIS = TimeUnit.MINUTES.toMillis(10);

    private final FileIndex index;
    private final SharedDirectory directory;
    private final FileFolder folder;
    private final FileBounds bounds;
    private final InstantSource clock;

    Cleaning(FileIndex index, SharedDirectory directory, FileFolder folder, FileBounds bounds, InstantSource clock) {
        this.index = index;
        this.directory = directory;
        this.folder = folder;
        this.bounds = bounds;
        this.clock = clock;
    }

    /** Removes a channel's oldest files while it has more than it may have. */
    void trim(String channel) {
        List<PublishedFile> oldestFirst = index.list(channel).stream()
                .filter(entry -> entry.offset() > 0)
                .map(SharedFileArchive::file)
                .sorted(Comparator.comparingLong(PublishedFile::offset))
                .toList();
        long bytes = oldestFirst.stream().mapToLong(PublishedFile::bytes).sum();
        for (Iterator<PublishedFile> files = oldestFirst.iterator(); bytes > bounds.channelBytes(); ) {
            PublishedFile oldest = files.next();
            remove(oldest);
            bytes -= oldest.bytes();
        }
    }

    /** Removes what belongs to a log that a channel does not have any more, and all that is unfinished. */
    void deleteAll(String channel) {
        for (FileIndex.Upload upload : index.uploads()) {
            if (upload.description().channel().equals(channel)) {
                remove(upload);
            }
        }
        for (FileIndex.Entry entry : index.list(channel)) {
            if (entry.offset() == 0) {
                remove(SharedFileArchive.file(entry));
            }
        }
    }

    void run() {
        if (!index.takeTurn("files", bounds.cleaningMillis())) {
            return;
        }
        Map<String, FileIndex.Upload> uploads = uploads();
        Set<String> known = new HashSet<>();
        uploads.values().forEach(upload -> known.add(upload.contents()));
        PublishedFiles published = published(uploads);
        removeExcess(published);
        published.all().forEach(file -> known.add(file.contents()));
        // if Redis has lost everything, its data may be restored, so the contents stay until a server is started
        if (index.isDirectory(directory.mark()) && index.takeTurn("directory", DIRECTORY_MILLIS)) {
            FAULTS.attempt("Cannot clean up the directory of files", () -> cleanUp(known));
        }
    }

    /** The unfinished files that somebody may still continue. */
    private Map<String, FileIndex.Upload> uploads() {
        Map<String, FileIndex.Upload> uploads = new HashMap<>();
        for (FileIndex.Upload upload : index.uploads()) {
            boolean settled = upload.whole()
                    && index.settle(upload.id(), upload.description().channel()) > 0;
            if (!settled && !upload.isInUse() && upload.idleMillis() > bounds.unfinishedMillis()) {
                remove(upload);
            } else if (!settled) {
                uploads.put(upload.id(), upload);
            }
        }
        return uploads;
    }

    private PublishedFiles published(Map<String, FileIndex.Upload> uploads) {
        PublishedFiles published = new PublishedFiles();
        for (FileIndex.Entry entry : index.all()) {
            PublishedFile file = SharedFileArchive.file(entry);
            if (entry.offset() > 0) {
                published.add(file);
            } else if (!uploads.containsKey(entry.id())
                    && index.find(entry.id(), entry.channel()).isEmpty()) {
                // the log has forgotten its record, or was deleted
                remove(file);
            }
        }
        return published;
    }

    private void removeExcess(PublishedFiles published) {
        long old = clock.millis() - bounds.mostAgeMillis();
        long missing = missingRoom();
        for (Optional<PublishedFile> next = published.oldest(); next.isPresent(); next = published.oldest()) {
            PublishedFile oldest = next.get();
            boolean tooMany = published.count() > bounds.mostFiles() || published.bytes() > bounds.allBytes();
            if (!tooMany && missing <= 0 && oldest.millis() >= old) {
                return;
            }
            published.remove(oldest);
            remove(oldest);
            missing -= oldest.bytes();
        }
    }

    /** Bytes that must be removed so that enough is left free on the disk. */
    private long missingRoom() {
        try {
            return -folder.room();
        } catch (IOException e) {
            FAULTS.report("The directory of files cannot be used", e);
            return 0;
        }
    }

    private void cleanUp(Set<String> known) {
        try {
            for (String contents : folder.allContents()) {
                if (!known.contains(contents) && isOld(contents)) {
                    folder.delete(contents);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isOld(String contents) throws IOException {
        try {
            // later ones may belong to an upload that has begun meanwhile
            return folder.modifiedMillis(contents) < clock.millis() - bounds.unfinishedMillis();
        } catch (NoSuchFileException gone) {
            return false;
        }
    }

    private void remove(FileIndex.Upload upload) {
        remove(upload.id(), upload.description().channel(), upload.contents());
    }

    private void remove(PublishedFile file) {
        remove(file.id(), file.channel(), file.contents());
    }

    private void remove(String id, String channel, String contents) {
        // first, so that nobody is told of a file whose contents are gone
        index.remove(id, channel);
        if (!contents.isEmpty()) {
            FAULTS.attempt("Cannot delete a file", () -> {
                try {
                    folder.delete(contents);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
