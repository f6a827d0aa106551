package io.tapewire.log;

import io.tapewire.event.RunEnded;
import io.tapewire.event.RunRefused;
import io.tapewire.event.RunStarted;
import io.tapewire.terminal.Sequences;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The latest runs declared in one log, up to a limit, and which programs have printed escape sequences. Guarded by its log.
 *
 * <p>The oldest run that has ended is forgotten first. If all are open, the oldest open one is forgotten. From then
 * on its output counts as output that nobody declared.
 */
final class Runs {
    /** Bytes of memory for a run, without its title. */
    private static final int OVERHEAD = 450;

    /** Programs that have printed escape sequences and have not ended; one more counts as if it had printed some. */
    private static final int MOST_PROGRAMS = 10_000;

    private final int most;
    private final Map<String, LiveRun> byName = new HashMap<>();
    private final Deque<LiveRun> inOrder = new ArrayDeque<>();
    /** Those of which more was recorded since {@link #takeReceived}. */
    private final Set<LiveRun> grown = new LinkedHashSet<>();

    private final Set<String> notPlain = new HashSet<>();
    private long titleCharacters;
    private int open;

    Runs(int most) {
        this.most = most;
    }

    /** The runs that the log had when it was stored, oldest first. */
    void restore(List<Run> stored, long elapsedMillis) {
        for (Run run : stored) {
            add(new LiveRun(run, elapsedMillis));
        }
    }

    /** All of them as they are in the records, oldest first. */
    List<Run> recorded() {
        return inOrder.stream().map(LiveRun::inRecords).toList();
    }

    /** How much of each run is in the records, if that has changed since the last call. */
    List<Received> takeReceived() {
        if (grown.isEmpty()) {
            return List.of();
        }
        List<Received> changes = grown.stream().map(LiveRun::takeReceived).toList();
        grown.clear();
        return changes;
    }

    /**
     * Whether this declaration is new.
     *
     * @throws RunRefused if the name belongs to a run that was declared in another way
     */
    boolean isNew(RunStarted event) {
        LiveRun known = byName.get(event.run());
        if (known != null && !known.run().started().equals(event)) {
            throw new RunRefused(RunRefused.Reason.OTHER, "there is another run named " + event.run());
        }
        return known == null;
    }

    /**
     * Begins a run.
     *
     * @param nowMillis the time of day
     * @param elapsedMillis the same moment as elapsed time
     */
    void start(RunStarted event, long offset, long nowMillis, long elapsedMillis) {
        add(new LiveRun(new Run(event, nowMillis, offset, null, 0, 0, 0), elapsedMillis));
    }

    private void add(LiveRun entry) {
        byName.put(entry.name(), entry);
        inOrder.add(entry);
        titleCharacters += entry.titleLength();
        if (entry.goesOn()) {
            open++;
        }
        while (inOrder.size() > most) {
            forget(inOrder.stream().filter(each -> !each.goesOn()).findFirst().orElseGet(inOrder::peek));
        }
    }

    private void forget(LiveRun entry) {
        inOrder.remove(entry);
        byName.remove(entry.name());
        grown.remove(entry);
        titleCharacters -= entry.titleLength();
        if (entry.goesOn()) {
            open--;
        }
    }

    /** A piece of a run's output has arrived and is about to be {@link #printed}. */
    void expect(String name, Decoding piece, boolean counted) {
        LiveRun entry = byName.get(name);
        if (entry != null) {
            entry.expect(piece, counted);
        }
    }

    /**
     * Records that a program has printed this output.
     *
     * @param read how many bytes of its text this stands for
     */
    void printed(String name, byte[] utf8, int read, long elapsedMillis) {
        LiveRun entry = byName.get(name);
        if (entry != null) {
            entry.printed(read, elapsedMillis);
            if (entry.isExpecting()) {
                grown.add(entry);
            }
        }
        if (!notPlain.contains(name) && notPlain.size() < MOST_PROGRAMS && !Sequences.isPlain(utf8)) {
            notPlain.add(name);
        }
    }

    /** Adds to the number of bytes that a run's producer has sent. */
    void received(String name, long bytes, long elapsedMillis) {
        LiveRun entry = byName.get(name);
        if (entry != null) {
            entry.received(bytes, elapsedMillis);
        }
    }

    /** Records that a run's producer has lost its connection. It continues when more is {@link #received}. */
    void cutOff(String name) {
        LiveRun entry = byName.get(name);
        if (entry != null) {
            entry.cutOff();
        }
    }

    /** Whether a run is open whose producer has lost its connection and has not continued yet. */
    boolean isCutOff(String name) {
        LiveRun entry = byName.get(name);
        return entry != null && entry.isCutOff();
    }

    /** Keeps the beginning of a character that the received bytes end with; empty if they end with a whole one. */
    void keepCut(String name, byte[] cut) {
        LiveRun entry = byName.get(name);
        if (entry != null) {
            entry.keepCut(cut);
        }
    }

    /** What was kept last; empty if nothing was. */
    byte[] cut(String name) {
        LiveRun entry = byName.get(name);
        return entry == null ? LiveRun.NOTHING : entry.cut();
    }

    /** Returns what was kept last, and forgets it. */
    byte[] takeCut(String name) {
        LiveRun entry = byName.get(name);
        byte[] cut = cut(name);
        if (entry != null) {
            entry.keepCut(LiveRun.NOTHING);
        }
        return cut;
    }

    /** These were not stored: they are taken again. */
    void giveBack(List<Received> changes) {
        for (Received each : changes) {
            LiveRun entry = byName.get(each.run());
            if (entry != null) {
                entry.giveBack(each);
                grown.add(entry);
            }
        }
    }

    /** A start that is not stored is about to be recorded again. */
    void withdrawStart(String name) {
        LiveRun entry = byName.get(name);
        if (entry != null) {
            forget(entry);
        }
    }

    /** An end that is not stored is about to be recorded again. */
    void withdrawEnd(String name) {
        LiveRun entry = byName.get(name);
        if (entry != null && !entry.goesOn()) {
            entry.withdrawEnd();
            open++;
        }
    }

    /** Whether a piece of this run was expected on this server, and nothing has come from another one since. */
    boolean isExpecting(String name) {
        LiveRun entry = byName.get(name);
        return entry != null && entry.isExpecting();
    }

    /** Output has come from another server: it may be of any run that prints there. */
    void heardElsewhere(long elapsedMillis) {
        if (open > 0) {
            inOrder.forEach(entry -> entry.heardElsewhere(elapsedMillis));
        }
    }

    /** Whether a producer on this server counts what it sends of this run, and can send it again. */
    boolean isCounted(String name) {
        LiveRun entry = byName.get(name);
        return entry != null && entry.isCounted();
    }

    /**
     * Another server has recorded output of a run.
     *
     * @param received how many bytes of the run are in records there
     * @return whether its producer was connected to this server before: then what is not stored here was sent again there
     */
    boolean continuesElsewhere(String name, long received, long elapsedMillis) {
        LiveRun entry = byName.get(name);
        if (entry == null || entry.isOfSeveralProducers()) {
            return false;
        }
        boolean wasHere = entry.isCounted();
        entry.continuesElsewhere(received, elapsedMillis);
        grown.remove(entry);
        return wasHere;
    }

    /** Whether the run was declared and has not ended. */
    boolean isOpen(String name) {
        LiveRun entry = byName.get(name);
        return entry != null && entry.goesOn();
    }

    /**
     * Whether this end was recorded before and nothing has been printed since.
     *
     * @throws RunRefused if the run has ended in another way
     */
    boolean isKnown(RunEnded event) {
        LiveRun entry = byName.get(event.run());
        if (entry == null || entry.goesOn() || entry.hasPrinted()) {
            return false;
        }
        if (!entry.run().ended().equals(event)) {
            throw new RunRefused(
                    RunRefused.Reason.OTHER,
                    "the run " + event.run() + " has ended already, with another outcome or exit status");
        }
        return true;
    }

    /** Whether the program may have changed the terminal's state. False only if all of its output was plain. */
    boolean mayHaveLeftState(String name) {
        LiveRun entry = byName.get(name);
        boolean unknown = name == null || (entry != null && !entry.hasPrinted());
        return unknown || notPlain.contains(name) || notPlain.size() >= MOST_PROGRAMS;
    }

    /** Records the end of a program, declared or not. */
    void end(RunEnded event, long offset, long nowMillis) {
        notPlain.remove(event.run());
        LiveRun entry = byName.get(event.run());
        if (entry != null) {
            boolean wasOpen = entry.goesOn();
            entry.end(event, offset, nowMillis);
            if (wasOpen) {
                open--;
                if (entry.isExpecting()) {
                    grown.add(entry);
                }
            }
        }
    }

    boolean hasOpen() {
        return open > 0;
    }

    /** Bytes of memory. */
    long footprint() {
        return (long) OVERHEAD * inOrder.size() + 2 * titleCharacters;
    }

    /** The names of open runs whose producers have been silent since then. */
    List<String> silentSince(long elapsedMillis) {
        List<String> silent = new ArrayList<>();
        if (open > 0) {
            for (LiveRun entry : inOrder) {
                if (entry.isSilentSince(elapsedMillis)) {
                    silent.add(entry.name());
                }
            }
        }
        return silent;
    }

    /**
     * Of the runs that are open after this offset: the latest one with a size, or else the latest one, or
     * {@code null}.
     */
    Run after(long offset) {
        Run latest = null;
        for (Iterator<LiveRun> entries = inOrder.descendingIterator(); entries.hasNext(); ) {
            Run run = entries.next().run();
            if (run.goesOnAfter(offset)) {
                if (run.started().cols() != null) {
                    return run;
                }
                latest = latest == null ? run : latest;
            }
        }
        return latest;
    }

    /** The run with this name, or {@code null}. */
    Run find(String name) {
        LiveRun entry = byName.get(name);
        return entry == null ? null : entry.run();
    }

    /** Up to {@code limit} of the latest runs, newest first. */
    List<Run> latest(int limit) {
        List<Run> runs = new ArrayList<>();
        for (Iterator<LiveRun> latest = inOrder.descendingIterator(); latest.hasNext() && runs.size() < limit; ) {
            runs.add(latest.next().run());
        }
        return runs;
    }
}
