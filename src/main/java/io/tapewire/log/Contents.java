package io.tapewire.log;

import io.tapewire.protocol.RecordEncoder;
import java.util.List;

/** What a log has in memory: its records, and what it remembers of runs and tasks. Guarded by its log. */
final class Contents {
    private final Lineage lineage;
    private final Memory memory;
    private final Records records;
    private final Runs runs;
    private final Tasks tasks;
    private final Operations operations;
    /** {@code null} if no other server appends to this log. */
    private final Pending pending;

    private volatile long accounted;
    private boolean ended;

    /** @param isShared whether other servers append to the log */
    Contents(String channel, LogSnapshot before, boolean isShared, LogBounds bounds, Memory memory, TimeSource clock) {
        this.lineage = new Lineage(before.epochs());
        this.memory = memory;
        this.records = new Records(bounds, new RecordEncoder(channel, lineage.epoch()), clock, before);
        this.runs = new Runs(bounds.mostRuns());
        this.tasks = new Tasks(bounds.mostTasks(), bounds.mostTasksBytes());
        this.operations = new Operations(channel, records, runs, tasks, clock);
        this.pending = isShared ? new Pending() : null;
        if (!before.runs().isEmpty()) {
            runs.restore(before.runs(), clock.elapsedMillis());
        }
        before.tasks().forEach(tasks::changed);
        account();
    }

    Lineage lineage() {
        return lineage;
    }

    Records records() {
        return records;
    }

    Runs runs() {
        return runs;
    }

    Tasks tasks() {
        return tasks;
    }

    Operations operations() {
        return operations;
    }

    /** What is not stored yet, or {@code null} if no other server appends to this log. */
    Pending pending() {
        return pending;
    }

    boolean ended() {
        return ended;
    }

    void carryOut(Operation operation) {
        boolean recorded = operations.carryOut(operation);
        if (recorded && pending != null) {
            pending.add(operation);
        }
        account();
    }

    /** What was appended and is not stored, which is withdrawn, so that others' records can be put before it. */
    List<Operation> withdrawUnstored() {
        List<Operation> again = pending.takeAll();
        for (int i = again.size() - 1; i >= 0; i--) {
            operations.withdraw(again.get(i));
        }
        return again;
    }

    LogSnapshot snapshot() {
        Beginning next = records.state().next();
        return new LogSnapshot(
                lineage.epochs(),
                records.last(),
                records.end(),
                next.state(),
                next.midLine(),
                records.updatedMillis(),
                runs.recorded(),
                tasks.list());
    }

    /** Forgets everything. Nothing can be appended or read afterwards. */
    void end() {
        records.seal();
        ended = true;
        records.clear();
        tasks.clear();
        memory.add(-accounted);
        accounted = 0;
    }

    /** Bytes of memory. Any thread. */
    long footprint() {
        return accounted;
    }

    void account() {
        long now = records.footprint() + runs.footprint() + tasks.footprint();
        long before = accounted;
        if (now != before) {
            memory.add(now - before);
            accounted = now;
        }
    }
}
