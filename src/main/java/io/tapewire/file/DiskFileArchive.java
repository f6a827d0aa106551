package io.tapewire.file;

import io.tapewire.config.Limits;
import io.tapewire.fault.FaultLog;
import io.tapewire.file.FileRefused.Reason;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** The files of all channels, in a folder of this server alone. Any thread; most methods may wait for the disk. */
public final class DiskFileArchive implements FileArchive {
    private static final FaultLog FAULTS = FaultLog.of(DiskFileArchive.class);

    private final SecureRandom random = new SecureRandom();
    private final Queue<String> unforced = new ConcurrentLinkedQueue<>();
    private final PublishedFiles published = new PublishedFiles();
    private final FileFolder folder;
    private final FileBounds bounds;
    private final PartialFiles partial;
    private final InstantSource clock;
    private final boolean sync;

    private DiskFileArchive(FileFolder folder, FileBounds bounds, boolean sync, InstantSource clock) {
        this.folder = folder;
        this.bounds = bounds;
        this.partial = new PartialFiles(folder, bounds, clock);
        this.sync = sync;
        this.clock = clock;
    }

    /**
     * Opens a folder, creates it if necessary, and finds the files in it.
     *
     * @param sync whether a file is on the disk, and not only handed to the operating system, before it is published
     */
    public static DiskFileArchive open(Path path, Limits limits, boolean sync, InstantSource clock) throws IOException {
        FileBounds bounds = new FileBounds(limits);
        DiskFileArchive archive = new DiskFileArchive(new FileFolder(path, bounds.reserveBytes()), bounds, sync, clock);
        for (String id : archive.folder.ids()) {
            // one that cannot be read must not keep the others from their readers
            FAULTS.attempt("Cannot read a published file", () -> archive.find(id));
        }
        return archive;
    }

    private void find(String id) {
        try {
            Note note = Note.read(folder.note(id));
            if (note.announced()) {
                published.add(note.file(id));
            } else {
                partial.found(id, note, folder.length(id));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(id, e);
        }
    }

    @Override
    public PartialFile begin(FileDescription description) {
        byte[] id = new byte[16];
        random.nextBytes(id);
        try {
            return partial.begin(HexFormat.of().formatHex(id), description);
        } catch (IOException e) {
            throw notStored(e);
        }
    }

    private static FileRefused notStored(IOException e) {
        return new FileRefused(Reason.NOT_STORED, "the file cannot be stored", e);
    }

    @Override
    public Optional<PartialFile> partial(String channel, String id) {
        return partial.find(channel, id).map(file -> file);
    }

    /** Does not wait. */
    @Override
    public Optional<PublishedFile> published(String channel, String id) {
        return published.find(id).filter(file -> file.channel().equals(channel));
    }

    @Override
    public PublishedFile publish(PartialFile given, Announcement log) {
        DiskPartialFile file =
                known(given).orElseThrow(() -> new FileRefused(Reason.GONE, "the file was deleted with its channel"));
        file.expect(file.bytes());
        try {
            PublishedFile whole = PublishedFile.of(file.id(), file.description(), file.hash(), clock.millis());
            if (sync) {
                folder.force(file.id());
            }
            note(whole, false);
            published.add(whole);
            PublishedFile announced;
            try {
                announced = whole.at(log.announce(whole));
            } catch (RuntimeException | Error refused) {
                published.remove(whole);
                throw refused;
            }
            published.replace(announced);
            partial.forget(file);
            note(announced, true);
            if (!sync) {
                unforced.add(announced.id());
            }
            removeExcess();
            return announced;
        } catch (IOException e) {
            throw notStored(e);
        }
    }

    private void note(PublishedFile file, boolean announced) throws IOException {
        folder.note(file.id(), new Note(file, announced).write(), sync);
        if (sync) {
            folder.forceNames();
        }
    }

    private void removeExcess() {
        while (published.count() > bounds.mostFiles()) {
            published.oldest().ifPresent(this::delete);
        }
    }

    @Override
    public RandomAccessFile open(PublishedFile file) throws IOException {
        return folder.read(file.contents());
    }

    /** Does not wait. */
    @Override
    public List<PublishedFile> list(String channel, int most) {
        return published.list(channel, most);
    }

    /** The published files of a channel, in bytes. Does not wait. */
    public long bytes(String channel) {
        return published.bytes(channel);
    }

    /** All published files, in bytes. Does not wait. */
    public long bytes() {
        return published.bytes();
    }

    /** The published file of a channel that is there longest. Does not wait. */
    public Optional<PublishedFile> oldest(String channel) {
        return published.oldest(channel);
    }

    /** The published file that is there longest. Does not wait. */
    public Optional<PublishedFile> oldest() {
        return published.oldest();
    }

    public void delete(PublishedFile file) {
        published.remove(file);
        delete(file.id());
    }

    /** Deletes all files of a channel, unfinished ones, too. */
    public void deleteAll(String channel) {
        partial.deleteAll(channel);
        for (Optional<PublishedFile> next = oldest(channel); next.isPresent(); next = oldest(channel)) {
            delete(next.get());
        }
    }

    @Override
    public void delete(PartialFile file) {
        known(file).ifPresent(partial::delete);
    }

    private Optional<DiskPartialFile> known(PartialFile file) {
        return partial.find(file.description().channel(), file.id());
    }

    private void delete(String id) {
        FAULTS.attempt("Cannot delete a published file", () -> {
            try {
                folder.delete(id);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Brings what was published to the disk, ends silent uploads and deletes old unfinished files. */
    public void maintain() {
        partial.maintain();
        for (String id = unforced.poll(); id != null; id = unforced.poll()) {
            force(id);
        }
    }

    private void force(String id) {
        if (published.find(id).isPresent()) {
            FAULTS.attempt("Cannot bring a published file to the disk", () -> {
                try {
                    folder.force(id);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
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
