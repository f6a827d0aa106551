package io.tapewire.file;

import io.tapewire.config.Limits;
import io.tapewire.event.StoreUnavailable;
import io.tapewire.fault.FaultLog;
import io.tapewire.file.FileRefused.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** The files of all channels, in a directory that several servers share. Any thread. */
public final class SharedFileArchive implements FileArchive {
    private static final FaultLog FAULTS = FaultLog.of(SharedFileArchive.class);
    private static final long FORGET_NANOS = TimeUnit.MINUTES.toNanos(10);
    private static final Comparator<PublishedFile> NEWEST_FIRST = Comparator.comparingLong(PublishedFile::millis)
            .thenComparingLong(PublishedFile::offset)
            .reversed();

    /** Unfinished files that were used on this server not long ago. */
    private final Map<String, SharedPartialFile> here = new ConcurrentHashMap<>();

    private final SecureRandom random = new SecureRandom();
    private final SharedDirectory directory;
    private final FileFolder folder;
    private final FileIndex index;
    private final FileBounds bounds;
    private final Leases leases;
    private final Cleaning cleaning;
    private final InstantSource clock;
    private final SharedPartialFile.Parts parts;

    private SharedFileArchive(SharedDirectory directory, FileIndex index, FileBounds bounds, InstantSource clock) {
        this.directory = directory;
        this.folder = new FileFolder(directory.path(), bounds.reserveBytes());
        this.index = index;
        this.bounds = bounds;
        this.leases = new Leases(index);
        this.cleaning = new Cleaning(index, directory, folder, bounds, clock);
        this.clock = clock;
        this.parts = new SharedPartialFile.Parts(index, leases, folder, bounds);
    }

    /**
     * Opens a directory.
     *
     * @throws IOException if it cannot be used; the message says why
     */
    public static SharedFileArchive open(Path path, FileIndex index, Limits limits, InstantSource clock)
            throws IOException {
        return new SharedFileArchive(SharedDirectory.open(path, index), index, new FileBounds(limits), clock);
    }

    @Override
    public PartialFile begin(FileDescription description) {
        bounds.requireSize(description.length());
        long length = Math.max(0, description.length());
        try {
            directory.require();
            folder.requireRoom(length);
        } catch (IOException e) {
            FAULTS.report("The directory of files cannot be used", e);
            throw new FileRefused(Reason.NOT_STORED, "the directory that the servers share cannot be used", e);
        }
        String id = newId();
        FileIndex.Unfinished unfinished = index.begin(id, description);
        try {
            bounds.requireCount((int) unfinished.files() - 1);
            bounds.requireUnfinished(unfinished.bytes() + length);
        } catch (FileRefused tooMany) {
            index.remove(id, description.channel());
            throw tooMany;
        }
        SharedPartialFile file = new SharedPartialFile(id, description, parts);
        here.put(id, file);
        return file;
    }

    private String newId() {
        byte[] id = new byte[16];
        random.nextBytes(id);
        return HexFormat.of().formatHex(id);
    }

    @Override
    public Optional<PartialFile> partial(String channel, String id) {
        Optional<FileIndex.Upload> known = FileFolder.isId(id)
                ? index.upload(id)
                        .filter(upload -> upload.description().channel().equals(channel))
                : Optional.empty();
        // its record may be there, although nobody was told
        if (known.isEmpty() || (known.get().whole() && index.settle(id, channel) > 0)) {
            return Optional.empty();
        }
        FileIndex.Upload upload = known.get();
        SharedPartialFile file =
                here.computeIfAbsent(id, first -> new SharedPartialFile(first, upload.description(), parts));
        file.update(upload);
        return Optional.of(file);
    }

    @Override
    public Optional<PublishedFile> published(String channel, String id) {
        return FileFolder.isId(id) ? index.find(id, channel).map(SharedFileArchive::file) : Optional.empty();
    }

    static PublishedFile file(FileIndex.Entry entry) {
        try {
            return Note.read(entry.note()).file(entry.id()).at(entry.offset());
        } catch (IOException e) {
            throw new UncheckedIOException(entry.id(), e);
        }
    }

    @Override
    public PublishedFile publish(PartialFile given, Announcement log) {
        SharedPartialFile file = (SharedPartialFile) given;
        try (Lease lease = leases.take(file.id(), () -> {})) {
            PublishedFile whole = file.whole(lease.upload(), clock.millis());
            folder.forceNames();
            lease.whole(new Note(whole, true).write());
            long offset = index.settle(whole.id(), whole.channel());
            // the record may be there already, if whoever has appended it got no answer
            if (offset == 0) {
                log.announce(whole);
                offset = index.settle(whole.id(), whole.channel());
            }
            if (offset == 0) {
                throw Lease.gone();
            }
            here.remove(whole.id());
            trim(whole.channel());
            return whole.at(offset);
        } catch (IOException e) {
            throw SharedPartialFile.notStored(e);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw Handover.stillBusy();
        }
    }

    private void trim(String channel) {
        try {
            cleaning.trim(channel);
        } catch (StoreUnavailable later) {
            // the file is published; the next one of this channel finds what is too much
            return;
        }
    }

    @Override
    public RandomAccessFile open(PublishedFile file) throws IOException {
        try {
            return folder.read(file.contents());
        } catch (NoSuchFileException gone) {
            try {
                directory.require();
            } catch (IOException unmounted) {
                // the file was not removed: it can be read when the directory is there again
                throw new UncheckedIOException(unmounted);
            }
            throw gone;
        }
    }

    @Override
    public List<PublishedFile> list(String channel, int most) {
        return index.list(channel).stream()
                .filter(entry -> entry.offset() > 0)
                .map(SharedFileArchive::file)
                .sorted(NEWEST_FIRST)
                .limit(most)
                .toList();
    }

    @Override
    public void delete(PartialFile file) {
        here.remove(file.id());
        FAULTS.attempt("Cannot delete an unfinished file", ((SharedPartialFile) file)::delete);
    }

    /** Deletes what a channel's log before had. Its unfinished files go, too. */
    public void deleteAll(String channel) {
        cleaning.deleteAll(channel);
    }

    /** Keeps this server's right to what it appends to. To be called every second or so. */
    public void renew() {
        leases.renew();
    }

    /** Ends silent uploads, and removes what is too old, too much, or not needed any more. */
    public void maintain() {
        long now = System.nanoTime();
        here.values().forEach(file -> file.stopIfSilent(now));
        here.values().removeIf(file -> file.isForgottenFor(FORGET_NANOS, now));
        try {
            cleaning.run();
        } catch (StoreUnavailable later) {
            // it has been reported, and there is a next time
            return;
        }
    }

    @Override
    public long mostBytes() {
        return bounds.mostBytes();
    }

    @Override
    public long unfinishedSeconds() {
        return bounds.unfinishedMillis() / 1_000;
    }
}
