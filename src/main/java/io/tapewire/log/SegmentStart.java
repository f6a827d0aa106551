package io.tapewire.log;

import io.tapewire.protocol.RecordType;

/**
 * Where a segment begins.
 *
 * @param type the type of all its records
 * @param first position of its first record
 * @param begin bytes of the log before it
 * @param beginning the terminal's state and the position within the line, before its first record
 */
record SegmentStart(RecordType type, long first, long begin, Beginning beginning) {}
