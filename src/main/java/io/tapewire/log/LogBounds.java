package io.tapewire.log;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.protocol.RecordEncoder;

/**
 * How much one log may keep, and the sizes of its records and segments.
 *
 * @param recordBytes a record of output is complete at this size, in bytes as escaped
 * @param segmentBytes output that fits into a segment, in bytes as escaped
 * @param segmentRecords a segment is closed when it has this many records
 * @param mostBytes memory for all segments
 * @param mostRecords records in all segments
 * @param mostRuns runs that are remembered
 * @param mostTasks tasks whose last status is remembered
 * @param mostTasksBytes memory for these
 * @param mostHoldMillis how long a producer waits for a store that other servers share
 */
record LogBounds(
        int recordBytes,
        int segmentBytes,
        long segmentRecords,
        long mostBytes,
        long mostRecords,
        int mostRuns,
        int mostTasks,
        long mostTasksBytes,
        long mostHoldMillis) {
    static LogBounds of(Limits limits, String channel) {
        int recordBytes = limits.asInt(Limit.BATCH_BYTES);
        long mostBytes = limits.of(Limit.CHANNEL_BYTES);
        long mostRecords = limits.of(Limit.CHANNEL_RECORDS);
        int frame = limits.asInt(Limit.FRAME_BYTES) - RecordEncoder.ENVELOPE_BYTES - channel.length();
        return new LogBounds(
                recordBytes,
                // a log of few bytes forgets in small steps
                (int) Math.min(frame, Math.max(recordBytes, mostBytes / 8)),
                Math.max(1, mostRecords / 8),
                mostBytes,
                mostRecords,
                limits.asInt(Limit.CHANNEL_RUNS),
                limits.asInt(Limit.CHANNEL_TASKS),
                limits.of(Limit.CHANNEL_TASKS_BYTES),
                limits.of(Limit.REDIS_HOLD_MS));
    }
}
