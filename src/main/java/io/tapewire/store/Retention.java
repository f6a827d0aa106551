package io.tapewire.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Optional;

/** Deletes the oldest files when a limit is exceeded. The newest file of a channel stays. Any thread. */
final class Retention {
    private final Disk disk;
    private final StoreSettings settings;
    private final InstantSource clock;
    private final Health health;

    Retention(Disk disk, StoreSettings settings, InstantSource clock, Health health) {
        this.disk = disk;
        this.settings = settings;
        this.clock = clock;
        this.health = health;
    }

    /** Deletes a channel's oldest files while it has more bytes than it may have, or while they are too old. */
    void trim(ChannelFiles files) {
        try {
            long old = clock.millis() - settings.mostAgeMillis();
            while (files.count() > 1
                    && (files.bytes() > settings.channelBytes()
                            || disk.modifiedMillis(files.oldest().path()) < old)) {
                files.delete(files.oldest());
            }
        } catch (IOException failure) {
            health.fails("Cannot delete old files of the history", failure);
        }
    }

    /** Deletes the oldest files of all channels while together they have too many bytes, or the disk has too little room. */
    void makeRoom(Path directory, Collection<ChannelFiles> channels) {
        try {
            long used = channels.stream().mapToLong(ChannelFiles::bytes).sum();
            long free = disk.room(directory);
            while (used > settings.totalBytes() || free < settings.reserveBytes()) {
                Optional<Oldest> oldest = oldest(channels);
                if (oldest.isEmpty()) {
                    return;
                }
                long bytes = oldest.get().file().length();
                oldest.get().files().delete(oldest.get().file());
                used -= bytes;
                free += bytes;
            }
        } catch (IOException failure) {
            health.fails("Cannot make room for the history", failure);
        }
    }

    private record Oldest(ChannelFiles files, LogFile file, long millis) {}

    /** The file that was written first, of those that a channel does not write to. */
    private Optional<Oldest> oldest(Collection<ChannelFiles> channels) throws IOException {
        Oldest oldest = null;
        for (ChannelFiles files : channels) {
            LogFile file = files.count() > 1 ? files.oldest() : null;
            if (file != null) {
                long millis = disk.modifiedMillis(file.path());
                if (oldest == null || millis < oldest.millis()) {
                    oldest = new Oldest(files, file, millis);
                }
            }
        }
        return Optional.ofNullable(oldest);
    }
}
