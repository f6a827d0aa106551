package io.tapewire.store;

import io.tapewire.file.DiskFileArchive;
import io.tapewire.log.Archive.Listed;
import io.tapewire.log.Excerpt;
import io.tapewire.log.LogSnapshot;
import io.tapewire.log.Received;
import io.tapewire.log.Replay;
import io.tapewire.log.Run;
import io.tapewire.log.Span;
import io.tapewire.log.Store;
import io.tapewire.protocol.RecordEncoder;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;

/**
 * One channel's records in files. Records go to the newest file, and whole files are deleted at the other end.
 *
 * <p>Any thread. When a file cannot be written, the records are lost to the store, but nobody else: the log goes on in memory, and
 * readers of that part get a gap. A new file is tried with later records.
 */
final class ChannelStore implements Store {
    private static final long RETRY_MILLIS = 1_000;

    private final String channel;
    private final String epoch;
    private final ChannelFiles files;
    private final Disk disk;
    private final StoreSettings settings;
    private final InstantSource clock;
    private final Health health;
    private final OpenFiles openFiles;
    private final Unforced unforced;
    private final Retention retention;
    private final DiskFileArchive published;
    private final Consumer<ChannelStore> register;
    /** The record that the next one must follow to go to the newest file, while that is not open. */
    private long last;

    private volatile Listed listed;
    private Appender appender;
    private boolean marked;
    private long retryMillis;

    /**
     * @param found what the log was after the last record in the files
     * @param register is told when the channel has its first file
     */
    ChannelStore(Recovery.Found found, ChannelFiles files, Environment environment, Consumer<ChannelStore> register) {
        this.channel = found.channel();
        this.last = found.snapshot().last();
        this.marked = found.marked();
        this.epoch = found.snapshot().epoch();
        this.files = files;
        this.disk = environment.disk();
        this.settings = environment.settings();
        this.clock = environment.clock();
        this.health = environment.health();
        this.openFiles = environment.openFiles();
        this.unforced = environment.unforced();
        this.retention = environment.retention();
        this.published = environment.published();
        this.register = register;
        list(found.snapshot());
    }

    String channel() {
        return channel;
    }

    ChannelFiles files() {
        return files;
    }

    /** The channel as it was when it was marked last. */
    Listed listed() {
        return listed;
    }

    private void list(LogSnapshot now) {
        List<Run> runs = now.runs();
        Span span = new Span(
                now.epoch(),
                files.isEmpty() ? now.last() + 1 : first(),
                now.last(),
                now.end() - begin(),
                now.updatedMillis(),
                now.end());
        listed = new Listed(channel, span, runs.isEmpty() ? null : runs.get(runs.size() - 1));
    }

    @Override
    public synchronized Outcome append(List<Excerpt> records, List<Received> received, LogSnapshot after) {
        // a batch without a snapshot was made while the file was open; if it is not any more, storing has just failed
        if (clock.millis() >= retryMillis && (appender != null || after != null)) {
            tryToAppend(records, received, after);
        }
        // readers get them even if they could not be stored: the log goes on in memory
        return Outcome.DONE;
    }

    private void tryToAppend(List<Excerpt> records, List<Received> received, LogSnapshot after) {
        try {
            if (appender == null) {
                appender = begin(records.get(0), received, after);
            }
            write(records, received, after);
            marked = false;
            if (after != null && appender.file().length() >= settings.fileBytes()) {
                roll(after);
            }
            health.works();
        } catch (IOException failure) {
            fail(failure);
        }
    }

    private void write(List<Excerpt> records, List<Received> received, LogSnapshot after) throws IOException {
        appender.append(records, received);
        if (!settings.sync()) {
            unforced.wrote(appender.path());
            return;
        }
        try {
            appender.force();
        } catch (IOException failure) {
            // after that nobody knows what the file has, and forcing it again would seem to succeed
            fail(failure);
            appender = begin(records.get(0), received, after);
            appender.append(records, received);
            appender.force();
            retryMillis = 0;
        }
    }

    @Override
    public synchronized boolean wantsSnapshot() {
        // with sync a file that cannot be forced is replaced at once
        return appender == null
                || settings.sync()
                || appender.file().length() >= settings.fileBytes() - settings.fileBytes() / 16;
    }

    /** The file that the records belong to: the newest one if they follow it, or else a new one. */
    private Appender begin(Excerpt records, List<Received> received, LogSnapshot after) throws IOException {
        LogFile newest = files.newest();
        if (newest != null && last + 1 == records.first() && newest.length() < settings.fileBytes()) {
            Appender more = new Appender(disk, newest, openFiles);
            more.repair();
            return more;
        }
        LogSnapshot before = new LogSnapshot(
                after.epochs(),
                records.first() - 1,
                records.begin(),
                records.stateAfter(records.first() - 1),
                records.beginsMidLine(),
                after.updatedMillis(),
                after.runsBefore(received),
                after.tasks());
        // without the runs and tasks of the records that are about to be written
        return create(new Replay(channel, before).after());
    }

    private Appender create(LogSnapshot start) throws IOException {
        files.createFolder(channel);
        LogFile file = LogFile.create(disk, files.folder(), start.last() + 1, start.end());
        Appender next = new Appender(disk, file, openFiles);
        try {
            next.repair();
            next.append(Block.Kind.HEADER, channel, start);
            if (settings.sync()) {
                next.force();
                disk.forceFolder(files.folder());
            } else {
                unforced.created(file.path());
            }
        } catch (IOException failure) {
            next.close();
            throw failure;
        }
        boolean isFirst = files.isEmpty();
        files.add(file);
        if (isFirst) {
            register.accept(this);
        }
        return next;
    }

    private void roll(LogSnapshot after) throws IOException {
        // fails if somebody has removed it, which writing to it does not
        disk.length(appender.path());
        appender.close();
        appender = null;
        last = after.last();
        appender = create(after);
        trim();
    }

    private void fail(IOException failure) {
        retryMillis = clock.millis() + RETRY_MILLIS;
        health.fails("Cannot store what channels get; it is kept in memory only", failure);
        close();
        // no record that is appended later follows what is in the files
        last = -1;
        marked = false;
    }

    private void close() {
        if (appender != null) {
            try {
                appender.close();
            } catch (IOException failure) {
                health.fails("Cannot close a file of the history", failure);
            }
            appender = null;
        }
    }

    @Override
    public synchronized void mark(LogSnapshot now) {
        list(now);
        if (files.isEmpty() || clock.millis() < retryMillis) {
            return;
        }
        try {
            if (!marked) {
                if (appender == null) {
                    appender = new Appender(disk, files.newest(), openFiles);
                    appender.repair();
                }
                appender.append(Block.Kind.SNAPSHOT, channel, now);
                unforced.wrote(appender.path());
                marked = true;
            }
            last = now.last();
            close();
        } catch (IOException failure) {
            fail(failure);
        }
    }

    @Override
    public long first() {
        LogFile oldest = files.oldest();
        return oldest == null ? Long.MAX_VALUE : oldest.first();
    }

    @Override
    public long begin() {
        LogFile oldest = files.oldest();
        return oldest == null ? 0 : oldest.begin();
    }

    @Override
    public Excerpt read(long offset, int most) {
        for (LogFile file = files.at(offset); file != null; file = files.after(file)) {
            try {
                Excerpt found = file.read(offset, most, new RecordEncoder(channel, epoch));
                if (found != null) {
                    return found;
                }
            } catch (NoSuchFileException gone) {
                // it was deleted for its age, or somebody has removed it: then its records are missing
                files.leaveOut(file);
            } catch (IOException failure) {
                health.cannotRead("Cannot read the history; what cannot be read is shown as a gap", failure);
            }
        }
        return null;
    }

    @Override
    public long offsetNear(long begin) {
        LogFile file = files.holding(begin);
        if (file == null) {
            return 1;
        }
        try {
            return file.offsetNear(begin);
        } catch (IOException failure) {
            health.cannotRead("Cannot read the history", failure);
            return file.first();
        }
    }

    /** Deletes what is too old or too much. */
    void trim() {
        retention.trim(channel, files);
    }

    /** Finds out whether the file that is written is still there: nobody else would tell. */
    synchronized void check() {
        try {
            if (appender != null) {
                disk.length(appender.path());
            }
        } catch (IOException gone) {
            fail(gone);
        }
    }

    /** A file could not be brought to the disk. No more is written to it, because what it has is not known. */
    synchronized void distrust(Path file, IOException failure) {
        LogFile newest = files.newest();
        if (newest != null && newest.path().equals(file)) {
            fail(failure);
        }
    }

    @Override
    public synchronized void delete() {
        close();
        published.deleteAll(channel);
        try {
            files.delete(settings.sync());
        } catch (IOException failure) {
            health.fails("Cannot delete the files of a channel", failure);
        }
    }
}
