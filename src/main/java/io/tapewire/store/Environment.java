package io.tapewire.store;

import io.tapewire.file.DiskFileArchive;
import java.time.InstantSource;

/**
 * What all channels' stores share.
 *
 * @param disk the file system
 * @param settings how much is stored, and how
 * @param clock the server's clock
 * @param health whether the disk can be written
 * @param openFiles the files that are open for writing
 * @param unforced what was written and may not be on the disk yet
 * @param retention deletes the oldest files
 * @param published the files that are published to channels
 */
record Environment(
        Disk disk,
        StoreSettings settings,
        InstantSource clock,
        Health health,
        OpenFiles openFiles,
        Unforced unforced,
        Retention retention,
        DiskFileArchive published) {
    static Environment of(Disk disk, StoreSettings settings, InstantSource clock, DiskFileArchive published) {
        Health health = new Health();
        Retention retention = new Retention(disk, settings, clock, health, published);
        OpenFiles openFiles = new OpenFiles(settings.mostOpenFiles(), health);
        return new Environment(disk, settings, clock, health, openFiles, new Unforced(disk), retention, published);
    }
}
