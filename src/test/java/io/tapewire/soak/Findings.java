package io.tapewire.soak;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/** What was done and which faults were found. Any thread. */
final class Findings {
    /** The most faults that are kept. */
    private static final int MOST_FAULTS = 50;

    final LongAdder printed = new LongAdder();
    final LongAdder read = new LongAdder();
    final LongAdder requests = new LongAdder();
    final LongAdder brokenRequests = new LongAdder();
    final LongAdder connections = new LongAdder();
    final LongAdder fins = new LongAdder();
    final LongAdder resets = new LongAdder();
    final LongAdder resumed = new LongAdder();
    final LongAdder windows = new LongAdder();
    final LongAdder stalls = new LongAdder();
    final LongAdder gaps = new LongAdder();
    final LongAdder deletions = new LongAdder();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private long slowestMicros;

    void fault(String what) {
        if (faults.size() < MOST_FAULTS) {
            faults.add(what);
        }
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    synchronized void took(long micros) {
        slowestMicros = Math.max(slowestMicros, micros);
    }

    synchronized long slowestMicros() {
        return slowestMicros;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%,d lines in %,d requests (%,d broken off), read %,d times over %,d connections (%,d ended by FIN, %,d by RST),"
                        + " %,d resumed, %,d windows, %,d stalls, %,d deletions, %,d gaps; slowest prompt line %,d ms; %d faults",
                printed.sum(),
                requests.sum(),
                brokenRequests.sum(),
                read.sum(),
                connections.sum(),
                fins.sum(),
                resets.sum(),
                resumed.sum(),
                windows.sum(),
                stalls.sum(),
                deletions.sum(),
                gaps.sum(),
                slowestMicros() / 1_000,
                faults.size());
    }
}
