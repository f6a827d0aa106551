package io.tapewire.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.event.RunEnded;
import io.tapewire.event.RunOutcome;
import io.tapewire.event.RunStarted;
import io.tapewire.protocol.Payload;
import io.tapewire.protocol.RecordType;
import jakarta.json.JsonObject;

/**
 * Carries out what is appended to a log: on its records, and on what it remembers of runs and tasks. Guarded by its
 * log.
 */
final class Operations {
    private final String channel;
    private final Records records;
    private final Runs runs;
    private final Tasks tasks;
    private final TimeSource clock;

    Operations(String channel, Records records, Runs runs, Tasks tasks, TimeSource clock) {
        this.channel = channel;
        this.records = records;
        this.runs = runs;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** Returns whether it has left a record, or output. */
    boolean carryOut(Operation operation) {
        if (operation instanceof Operation.Start start) {
            return start(start.event());
        }
        if (operation instanceof Operation.End end) {
            return end(end);
        }
        append((Operation.Data) operation);
        return true;
    }

    private void append(Operation.Data data) {
        if (data.type().isOutput()) {
            records.append(data.type(), data.bytes());
            return;
        }
        records.appendMessage(data.type(), data.bytes());
        if (data.source() != null) {
            String json = new String(data.bytes(), UTF_8);
            tasks.changed(new Task(data.source(), json, records.last(), records.updatedMillis()));
        }
    }

    private boolean start(RunStarted event) {
        if (runs.find(event.run()) != null) {
            return false;
        }
        records.appendMessage(RecordType.RUN_STARTED, Payload.of(event));
        runs.start(event, records.last(), records.updatedMillis(), clock.elapsedMillis());
        return true;
    }

    /**
     * Output that nobody declared as a run gets a record only if it was cut off or leaves the terminal in another state.
     */
    private boolean end(Operation.End end) {
        RunEnded event = end.event();
        if (end.wasOpen() && !runs.isOpen(event.run())) {
            return false;
        }
        boolean reset = !records.state().isFresh() && end.mayHaveLeftState();
        boolean recorded = end.wasOpen() || reset || event.outcome() != RunOutcome.FINISHED;
        if (recorded) {
            records.appendMessage(RecordType.RUN_ENDED, Payload.of(event, end.wasOpen() ? event.run() : null, reset));
        }
        if (reset) {
            records.state().reset();
        }
        // of an open run, this is the time of the record above: what is stored must say the same
        runs.end(event, records.last(), records.updatedMillis());
        return recorded;
    }

    /** Undoes what it has changed besides the records. */
    void withdraw(Operation operation) {
        if (operation instanceof Operation.Start start) {
            runs.withdrawStart(start.event().run());
        } else if (operation instanceof Operation.End end && end.wasOpen()) {
            runs.withdrawEnd(end.event().run());
        }
    }

    /** Appends records that another server has made. */
    void adopt(Excerpt excerpt) {
        records.adopt(excerpt);
        if (!excerpt.type().isOutput()) {
            for (long offset = excerpt.first(); offset <= excerpt.last(); offset++) {
                adopt(excerpt, offset);
            }
        }
    }

    private void adopt(Excerpt excerpt, long offset) {
        JsonObject data = excerpt.data(offset);
        long millis = excerpt.millisOf(offset);
        switch (excerpt.type()) {
            case RUN_STARTED -> {
                RunStarted event = RunRecords.started(channel, data);
                if (runs.find(event.run()) == null) {
                    runs.start(event, offset, millis, clock.elapsedMillis());
                }
            }
            case RUN_ENDED -> {
                if (RunRecords.resets(data)) {
                    records.state().reset();
                }
                runs.end(RunRecords.ended(channel, data), offset, millis);
            }
            case TASK_STATUS -> tasks.changed(new Task(data.getString("taskId"), excerpt.text(offset), offset, millis));
            default -> {}
        }
    }
}
