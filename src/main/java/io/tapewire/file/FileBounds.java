package io.tapewire.file;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.file.FileRefused.Reason;

/** How large files may be, and how much may be unfinished. Any thread. */
final class FileBounds {
    private final Limits limits;
    private final long mostBytes;

    FileBounds(Limits limits) {
        this.limits = limits;
        // the rest is for the log: otherwise a file could be removed as soon as it is published
        this.mostBytes = Math.min(limits.of(Limit.FILE_BYTES), limits.of(Limit.HISTORY_CHANNEL_BYTES) / 4 * 3);
    }

    /** @throws FileRefused if a file may not have so many bytes */
    void requireSize(long bytes) {
        if (bytes > mostBytes) {
            limits.refused(Limit.FILE_BYTES);
            throw new FileRefused(Reason.TOO_LARGE, largest());
        }
    }

    private String largest() {
        return "a file has at most %d bytes (%s, and three quarters of %s)"
                .formatted(mostBytes, Limit.FILE_BYTES.key(), Limit.HISTORY_CHANNEL_BYTES.key());
    }

    /** @throws FileRefused if there may not be another unfinished file besides so many */
    void requireCount(int count) {
        if (count >= limits.of(Limit.UNFINISHED_FILES)) {
            limits.refused(Limit.UNFINISHED_FILES);
            throw new FileRefused(
                    Reason.TOO_MANY, "as many files are unfinished as allowed (" + Limit.UNFINISHED_FILES.key() + ")");
        }
    }

    /** @throws FileRefused if unfinished files may not have so many bytes together */
    void requireUnfinished(long bytes) {
        if (bytes > limits.of(Limit.UNFINISHED_FILES_BYTES)) {
            limits.refused(Limit.UNFINISHED_FILES_BYTES);
            throw new FileRefused(
                    Reason.TOO_MANY,
                    "unfinished files have as many bytes as allowed (" + Limit.UNFINISHED_FILES_BYTES.key() + ")");
        }
    }

    long mostBytes() {
        return mostBytes;
    }

    long mostFiles() {
        return limits.of(Limit.FILES);
    }

    /** What the published files of one channel may have, where nothing else shares this bound. */
    long channelBytes() {
        return limits.of(Limit.HISTORY_CHANNEL_BYTES);
    }

    /** Likewise, those of all channels. */
    long allBytes() {
        return limits.of(Limit.HISTORY_BYTES);
    }

    long mostAgeMillis() {
        return limits.of(Limit.HISTORY_AGE_S) * 1_000;
    }

    long cleaningMillis() {
        return limits.of(Limit.HISTORY_SYNC_MS);
    }

    long reserveBytes() {
        return limits.of(Limit.HISTORY_RESERVE_BYTES);
    }

    long silenceNanos() {
        return limits.of(Limit.FILE_SILENCE_S) * 1_000_000_000;
    }

    long unfinishedMillis() {
        return limits.of(Limit.UNFINISHED_FILES_AGE_S) * 1_000;
    }
}
