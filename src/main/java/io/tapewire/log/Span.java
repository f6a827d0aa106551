package io.tapewire.log;

/**
 * What a log retains, as a reader sees it.
 *
 * @param epoch the log's
 * @param first offset of the first record; {@code last + 1} if there is none
 * @param last offset of the last record that can be seen; 0 if there was none yet
 * @param bytes bytes of these records as they are stored
 * @param updatedMillis when the last record entered the log, in milliseconds of the epoch; 0 if none did
 * @param end bytes of all records up to the last one, forgotten ones included
 */
public record Span(String epoch, long first, long last, long bytes, long updatedMillis, long end) {
    /** Bytes of the records that are forgotten. */
    public long begin() {
        return end - bytes;
    }
}
