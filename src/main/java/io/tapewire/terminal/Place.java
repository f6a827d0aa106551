package io.tapewire.terminal;

/**
 * Where a line begins.
 *
 * @param offset the record
 * @param line which beginning of a line in that record, from 0
 * @param millis when the record entered the log, in milliseconds of the epoch
 */
public record Place(long offset, int line, long millis) {
    /** A line that begins before what was read. */
    public static final Place UNKNOWN = new Place(0, 0, 0);
}
