package io.tapewire.store;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;

/**
 * How much is stored, and how.
 *
 * @param channelBytes files of one channel
 * @param totalBytes files of all channels
 * @param reserveBytes what is left free on the disk
 * @param mostAgeMillis a file that was not written for longer is deleted
 * @param fileBytes a file is complete at this size
 * @param mostOpenFiles files that are open for writing at the same time
 * @param sync whether records are on the disk, and not only handed to the operating system, before anybody sees them
 */
record StoreSettings(
        long channelBytes,
        long totalBytes,
        long reserveBytes,
        long mostAgeMillis,
        long fileBytes,
        int mostOpenFiles,
        boolean sync) {
    static StoreSettings of(Limits limits, boolean sync) {
        long channelBytes = limits.of(Limit.HISTORY_CHANNEL_BYTES);
        return new StoreSettings(
                channelBytes,
                limits.of(Limit.HISTORY_BYTES),
                limits.of(Limit.HISTORY_RESERVE_BYTES),
                1000 * limits.of(Limit.HISTORY_AGE_S),
                // whole files are deleted, so a small history has small ones
                Math.min(limits.of(Limit.HISTORY_FILE_BYTES), Math.max(16_384, channelBytes / 8)),
                limits.asInt(Limit.HISTORY_OPEN_FILES),
                sync);
    }
}
