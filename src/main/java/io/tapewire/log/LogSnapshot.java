package io.tapewire.log;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a log must know to go on after its last record: everything but the records.
 *
 * @param epochs the epochs that the log has had, oldest first; the last one is its own
 * @param last offset of the last record; 0 if there was none yet
 * @param end bytes of all records up to the last one
 * @param state escape sequences that bring a fresh terminal into the state after the last record
 * @param midLine whether the output ends within a line
 * @param updatedMillis when the last record entered the log, in milliseconds of the epoch; 0 if there was none
 * @param runs the runs that it remembers, oldest first
 * @param tasks the last status of each task; the one that changed last comes last
 */
public record LogSnapshot(
        List<EpochStart> epochs,
        long last,
        long end,
        String state,
        boolean midLine,
        long updatedMillis,
        List<Run> runs,
        List<Task> tasks) {
    /** A log that begins with nothing. */
    public static LogSnapshot startingWith(String epoch) {
        return new LogSnapshot(List.of(new EpochStart(epoch, 1)), 0, 0, "", false, 0, List.of(), List.of());
    }

    /** The runs as they were before these changes. */
    public List<Run> runsBefore(List<Received> changes) {
        Map<String, Long> before = changes.stream().collect(Collectors.toMap(Received::run, Received::before));
        return runs.stream()
                .map(run -> run.withReceived(before.getOrDefault(run.started().run(), run.received())))
                .toList();
    }

    /** The same in these epochs. */
    public LogSnapshot in(List<EpochStart> others) {
        return new LogSnapshot(others, last, end, state, midLine, updatedMillis, runs, tasks);
    }

    /** The log's own epoch. */
    public String epoch() {
        return epochs.get(epochs.size() - 1).epoch();
    }
}
