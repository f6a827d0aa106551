package io.tapewire.log;

/**
 * The records that a log retains, as readers see them.
 *
 * @param epoch the log's
 * @param first offset of the first record; {@code last + 1} if there is none
 * @param last offset of the last visible record; 0 if there was none yet
 * @param bytes bytes of these records as they are stored
 * @param updatedMillis when the last record entered the log, in milliseconds of the epoch; 0 if there was none
 * @param end bytes of all records up to the last one, including forgotten ones
 */
public record Span(String epoch, long first, long last, long bytes, long updatedMillis, long end) {
    /** Bytes of the records that are forgotten. */
    public long begin() {
        return end - bytes;
    }
}
