package io.tapewire.log;

import io.tapewire.event.RunEnded;
import io.tapewire.event.RunStarted;

/**
 * One run of a channel.
 *
 * @param started as it was declared
 * @param startedMillis when it was declared, in milliseconds of the epoch
 * @param first offset of its {@code run_started}
 * @param ended how it ended; {@code null} while it is open
 * @param endedMillis when it ended, in milliseconds of the epoch; 0 while it is open
 * @param last offset of its {@code run_ended}; 0 while it is open
 * @param received bytes of output that its producer has sent
 */
public record Run(
        RunStarted started,
        long startedMillis,
        long first,
        RunEnded ended,
        long endedMillis,
        long last,
        long received) {
    /** The same run, of which so many bytes have arrived. */
    Run withReceived(long bytes) {
        return new Run(started, startedMillis, first, ended, endedMillis, last, bytes);
    }

    /** Whether the record after this offset is between the run's start and its end. */
    boolean goesOnAfter(long offset) {
        return first <= offset && (ended == null || last > offset);
    }
}
