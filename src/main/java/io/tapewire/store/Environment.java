package io.tapewire.store;

import java.time.InstantSource;

/**
 * What all channels' stores share.
 *
 * @param disk the file system
 * @param settings how much is stored, and how
 * @param clock the server's clock
 * @param health whether the disk can be written
 */
record Environment(Disk disk, StoreSettings settings, InstantSource clock, Health health) {}
