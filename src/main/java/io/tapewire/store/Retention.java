package io.tapewire.store;

import io.tapewire.file.DiskFileArchive;
import io.tapewire.file.PublishedFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Deletes what is oldest when a limit is exceeded: files of logs and files that were published. So a published file goes
 * before the record that tells of it, and never after it. The newest file of a log stays. Any thread.
 */
final class Retention {
    private final Disk disk;
    private final StoreSettings settings;
    private final InstantSource clock;
    private final Health health;
    private final DiskFileArchive published;

    Retention(Disk disk, StoreSettings settings, InstantSource clock, Health health, DiskFileArchive published) {
        this.disk = disk;
        this.settings = settings;
        this.clock = clock;
        this.health = health;
        this.published = published;
    }

    /** Deletes what a channel has longest while it has more bytes than it may have, or while that is too old. */
    void trim(String channel, ChannelFiles files) {
        try {
            long old = clock.millis() - settings.mostAgeMillis();
            Optional<Oldest> next = oldest(channel, files);
            while (next.isPresent()
                    && (files.bytes() + published.bytes(channel) > settings.channelBytes()
                            || next.get().millis() < old)) {
                next.get().deletion().run();
                next = oldest(channel, files);
            }
        } catch (IOException failure) {
            health.fails("Cannot delete old files of the history", failure);
        }
    }

    /**
     * Deletes what is oldest in all channels while together they have too many bytes, or the disk has too little room.
     *
     * @param channels the files of the logs, by channel
     */
    void makeRoom(Path directory, Map<String, ChannelFiles> channels) {
        try {
            long used = published.bytes()
                    + channels.values().stream().mapToLong(ChannelFiles::bytes).sum();
            long free = disk.room(directory);
            while (used > settings.totalBytes() || free < settings.reserveBytes()) {
                Optional<Oldest> oldest = oldest(channels);
                if (oldest.isEmpty()) {
                    return;
                }
                oldest.get().deletion().run();
                used -= oldest.get().bytes();
                free += oldest.get().bytes();
            }
        } catch (IOException failure) {
            health.fails("Cannot make room for the history", failure);
        }
    }

    private interface Deletion {
        void run() throws IOException;
    }

    private record Oldest(long millis, long bytes, Deletion deletion) {
        private static final Comparator<Oldest> BY_AGE = Comparator.comparingLong(Oldest::millis);
    }

    private Optional<Oldest> oldest(Map<String, ChannelFiles> channels) throws IOException {
        Optional<Oldest> oldest = published.oldest().map(this::of);
        for (ChannelFiles files : channels.values()) {
            oldest = older(oldest, of(files));
        }
        return oldest;
    }

    private Optional<Oldest> oldest(String channel, ChannelFiles files) throws IOException {
        return older(published.oldest(channel).map(this::of), of(files));
    }

    private static Optional<Oldest> older(Optional<Oldest> one, Optional<Oldest> other) {
        return Stream.concat(one.stream(), other.stream()).min(Oldest.BY_AGE);
    }

    private Oldest of(PublishedFile file) {
        return new Oldest(file.millis(), file.bytes(), () -> published.delete(file));
    }

    /** The file of a log that was written first, if it is not written any more. */
    private Optional<Oldest> of(ChannelFiles files) throws IOException {
        LogFile file = files.count() > 1 ? files.oldest() : null;
        if (file == null) {
            return Optional.empty();
        }
        try {
            long millis = disk.modifiedMillis(file.path());
            return Optional.of(new Oldest(millis, file.length(), () -> files.delete(file)));
        } catch (NoSuchFileException gone) {
            // somebody has removed it, and nothing may be deleted before it
            files.leaveOut(file);
            return of(files);
        }
    }
}
