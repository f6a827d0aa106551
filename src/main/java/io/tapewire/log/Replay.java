package io.tapewire.log;

import io.tapewire.event.RunEnded;
import io.tapewire.event.RunStarted;
import io.tapewire.protocol.RecordType;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds out what a log was after its last stored record: from a snapshot, and the records that were stored after it. One
 * thread.
 */
public final class Replay {
    private String channel;
    private LogSnapshot base;
    private final Map<String, Run> runs = new LinkedHashMap<>();
    private final Map<String, Task> tasks = new LinkedHashMap<>();
    private Excerpt newest;
    /** Records that were stored together, as far as they were read; they count when all of them are there. */
    private final List<Excerpt> waiting = new ArrayList<>();

    private Map<String, Long> received = Map.of();
    private long waitingFor;

    /** @param channel its name, or {@code null} if only a later snapshot says it */
    public Replay(String channel, LogSnapshot base) {
        begin(channel, base);
    }

    /** A later snapshot. */
    public void begin(String name, LogSnapshot snapshot) {
        channel = name;
        base = snapshot;
        newest = null;
        waiting.clear();
        waitingFor = 0;
        runs.clear();
        tasks.clear();
        snapshot.runs().forEach(run -> runs.put(run.started().run(), run));
        snapshot.tasks().forEach(task -> tasks.put(task.id(), task));
    }

    /**
     * How much of runs the next records include. They count together, because a producer goes on after what is received.
     *
     * @param counts bytes by the run's name
     * @param last offset of the last of these records
     */
    public void expect(Map<String, Long> counts, long last) {
        completeWaiting();
        received = counts;
        waitingFor = last;
    }

    /** The next records. Some may be missing before them. */
    public void read(Excerpt records) {
        if (waitingFor == 0) {
            apply(records);
            return;
        }
        waiting.add(records);
        if (records.last() >= waitingFor) {
            completeWaiting();
        }
    }

    /** Whether all records that were read count: those that were stored together are all there. */
    public boolean isWhole() {
        return waitingFor == 0;
    }

    /** If others follow, the missing ones were stored and are damaged. So they were received. */
    private void completeWaiting() {
        if (waitingFor > 0) {
            waiting.forEach(this::apply);
            received.forEach((name, bytes) -> runs.computeIfPresent(name, (same, run) -> run.withReceived(bytes)));
            waiting.clear();
            waitingFor = 0;
        }
    }

    private void apply(Excerpt records) {
        newest = records;
        if (records.type().isOutput()) {
            return;
        }
        for (long offset = records.first(); offset <= records.last(); offset++) {
            switch (records.type()) {
                case RUN_STARTED -> started(records, offset);
                case RUN_ENDED -> ended(records, offset);
                case TASK_STATUS -> changed(records, offset);
                default -> {}
            }
        }
    }

    private void started(Excerpt records, long offset) {
        RunStarted started = RunRecords.started(channel, records.data(offset));
        runs.putIfAbsent(started.run(), new Run(started, records.millisOf(offset), offset, null, 0, 0, 0));
    }

    private void ended(Excerpt records, long offset) {
        JsonObject data = records.data(offset);
        Run run = runs.get(data.getString("run", ""));
        if (run != null && run.ended() == null) {
            RunEnded ended = RunRecords.ended(channel, data);
            runs.put(
                    run.started().run(),
                    new Run(
                            run.started(),
                            run.startedMillis(),
                            run.first(),
                            ended,
                            records.millisOf(offset),
                            offset,
                            run.received()));
        }
    }

    private void changed(Excerpt records, long offset) {
        JsonObject data = records.data(offset);
        String id = data.getString("taskId");
        tasks.remove(id);
        tasks.put(id, new Task(id, records.text(offset), offset, records.millisOf(offset)));
    }

    /** What the log was after the last of these records. */
    public LogSnapshot after() {
        long last = newest == null ? base.last() : newest.last();
        List<Run> known = new ArrayList<>();
        for (Run run : runs.values()) {
            // a snapshot is made at about the time of its records, so it may know some that were not stored
            if (run.first() <= last) {
                known.add(
                        run.last() <= last
                                ? run
                                : new Run(run.started(), run.startedMillis(), run.first(), null, 0, 0, run.received()));
            }
        }
        return new LogSnapshot(
                base.epochs(),
                last,
                newest == null ? base.end() : newest.end(),
                newest == null ? base.state() : state(newest),
                newest == null ? base.midLine() : endsMidLine(newest),
                newest == null ? base.updatedMillis() : newest.millisOf(last),
                known,
                tasks.values().stream().filter(task -> task.offset() <= last).toList());
    }

    private static String state(Excerpt records) {
        boolean reset = records.type() == RecordType.RUN_ENDED && RunRecords.resets(records.data(records.last()));
        return reset ? "" : records.stateAfter(records.last());
    }

    private static boolean endsMidLine(Excerpt records) {
        if (!records.type().isOutput()) {
            return records.beginsMidLine();
        }
        byte[] output = records.output(records.last(), records.last());
        return output[output.length - 1] != '\n';
    }
}
