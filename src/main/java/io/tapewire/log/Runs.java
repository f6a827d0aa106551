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

    private static final byte[] NOTHING = {};

    private final int most;
    private final Map<String, Entry> byName = new HashMap<>();
    private final Deque<Entry> inOrder = new ArrayDeque<>();
    /** Those of which more was recorded since {@link #takeReceived}. */
    private final Set<Entry> grown = new LinkedHashSet<>();

    private final Set<String> notPlain = new HashSet<>();
    private long titleCharacters;
    private int open;

    /** The parts of a run that change while it is open. */
    private static final class Entry {
        private Run run;
        /** When its producer was heard, as time that has elapsed. */
        private long heardMillis;
        /** Whether output of this run has arrived; if the run has ended, since its end. */
        private boolean printed;
        /** The beginning of a character that was received, but not printed. */
        private byte[] cut = NOTHING;
        /** Whether the producer has lost its connection and will continue. */
        private boolean cutOff;
        /** {@code null} if nothing has arrived of the run since the server's start. */
        private RecordedBytes recorded;
        /** Of how many bytes the store was told. */
        private long stored;
        /** Whether a producer on this server counts what it sends and can send it again. */
        private boolean counted;

        private Entry(Run run, long heardMillis) {
            this.run = run;
            this.heardMillis = heardMillis;
            this.stored = run.received();
        }

        /** How many bytes are in records. When the run has ended nothing more will come, so all that have arrived count. */
        private long received() {
            return goesOn() && recorded != null ? recorded.received() : run.received();
        }

        private boolean goesOn() {
            return run.ended() == null;
        }
    }

    Runs(int most) {
        this.most = most;
    }

    /** The runs that the log had when it was stored, oldest first. */
    void restore(List<Run> stored, long elapsedMillis) {
        for (Run run : stored) {
            add(new Entry(run, elapsedMillis));
        }
    }

    /** All of them as they are in the records, oldest first. */
    List<Run> recorded() {
        return inOrder.stream()
                .map(entry -> entry.run.withReceived(entry.received()))
                .toList();
    }

    /** How much of each run is in the records, if that has changed since the last call. */
    List<Received> takeReceived() {
        if (grown.isEmpty()) {
            return List.of();
        }
        List<Received> changes = new ArrayList<>();
        for (Entry entry : grown) {
            long now = entry.received();
            changes.add(new Received(entry.run.started().run(), entry.stored, now));
            entry.stored = now;
        }
        grown.clear();
        return changes;
    }

    /**
     * Whether this declaration is new.
     *
     * @throws RunRefused if the name belongs to a run that was declared in another way
     */
    boolean isNew(RunStarted event) {
        Entry known = byName.get(event.run());
        if (known != null && !known.run.started().equals(event)) {
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
        add(new Entry(new Run(event, nowMillis, offset, null, 0, 0, 0), elapsedMillis));
    }

    private void add(Entry entry) {
        byName.put(entry.run.started().run(), entry);
        inOrder.add(entry);
        titleCharacters += titleOf(entry).length();
        if (entry.goesOn()) {
            open++;
        }
        while (inOrder.size() > most) {
            forget(inOrder.stream().filter(each -> !each.goesOn()).findFirst().orElseGet(inOrder::peek));
        }
    }

    private void forget(Entry entry) {
        inOrder.remove(entry);
        byName.remove(entry.run.started().run());
        grown.remove(entry);
        titleCharacters -= titleOf(entry).length();
        if (entry.goesOn()) {
            open--;
        }
    }

    private static String titleOf(Entry entry) {
        String title = entry.run.started().title();
        return title == null ? "" : title;
    }

    /** A piece of a run's output has arrived and is about to be {@link #printed}. */
    void expect(String name, Decoding piece, boolean counted) {
        Entry entry = byName.get(name);
        if (entry != null) {
            entry.counted |= counted;
            if (entry.recorded == null) {
                entry.recorded = new RecordedBytes(entry.run.received());
            }
            entry.recorded.expect(piece);
        }
    }

    /**
     * Records that a program has printed this output.
     *
     * @param read how many bytes of its text this stands for
     */
    void printed(String name, byte[] utf8, int read, long elapsedMillis) {
        Entry entry = byName.get(name);
        if (entry != null) {
            entry.printed = true;
            entry.heardMillis = elapsedMillis;
            if (entry.recorded != null) {
                entry.recorded.record(read);
                grown.add(entry);
            }
        }
        if (!notPlain.contains(name) && notPlain.size() < MOST_PROGRAMS && !Sequences.isPlain(utf8)) {
            notPlain.add(name);
        }
    }

    /** Adds to the number of bytes that a run's producer has sent. */
    void received(String name, long bytes, long elapsedMillis) {
        Entry entry = byName.get(name);
        if (entry != null) {
            entry.run = entry.run.withReceived(entry.run.received() + bytes);
            if (entry.recorded != null) {
                entry.recorded.arrived();
            }
            entry.heardMillis = elapsedMillis;
            entry.cutOff = false;
        }
    }

    /** Records that a run's producer has lost its connection. It continues when more is {@link #received}. */
    void cutOff(String name) {
        Entry entry = byName.get(name);
        if (entry != null) {
            entry.cutOff = true;
        }
    }

    /** Whether a run is open whose producer has lost its connection and has not continued yet. */
    boolean isCutOff(String name) {
        Entry entry = byName.get(name);
        return entry != null && entry.cutOff && entry.goesOn();
    }

    /** Keeps the beginning of a character that the received bytes end with; empty if they end with a whole one. */
    void keepCut(String name, byte[] cut) {
        Entry entry = byName.get(name);
        if (entry != null) {
            entry.cut = cut;
        }
    }

    /** What was kept last; empty if nothing was. */
    byte[] cut(String name) {
        Entry entry = byName.get(name);
        return entry == null ? NOTHING : entry.cut;
    }

    /** Returns what was kept last, and forgets it. */
    byte[] takeCut(String name) {
        Entry entry = byName.get(name);
        byte[] cut = cut(name);
        if (entry != null) {
            entry.cut = NOTHING;
        }
        return cut;
    }

    /** These were not stored: they are taken again. */
    void giveBack(List<Received> changes) {
        for (Received each : changes) {
            Entry entry = byName.get(each.run());
            if (entry != null) {
                entry.stored = each.before();
                grown.add(entry);
            }
        }
    }

    /** A start that is not stored is about to be recorded again. */
    void withdrawStart(String name) {
        Entry entry = byName.get(name);
        if (entry != null) {
            forget(entry);
        }
    }

    /** An end that is not stored is about to be recorded again. */
    void withdrawEnd(String name) {
        Entry entry = byName.get(name);
        if (entry != null && !entry.goesOn()) {
            Run run = entry.run;
            entry.run = new Run(run.started(), run.startedMillis(), run.first(), null, 0, 0, run.received());
            open++;
        }
    }

    /** Whether a piece of this run was expected on this server, and nothing has come from another one since. */
    boolean isExpecting(String name) {
        Entry entry = byName.get(name);
        return entry != null && entry.recorded != null;
    }

    /** Output has come from another server: it may be of any run that prints there. */
    void heardElsewhere(long elapsedMillis) {
        if (open > 0) {
            inOrder.stream()
                    .filter(entry -> entry.goesOn() && entry.recorded == null)
                    .forEach(entry -> entry.heardMillis = elapsedMillis);
        }
    }

    /** Whether a producer on this server counts what it sends of this run, and can send it again. */
    boolean isCounted(String name) {
        Entry entry = byName.get(name);
        return entry != null && entry.counted;
    }

    /**
     * Another server has recorded output of a run.
     *
     * @param received how many bytes of the run are in records there
     * @return whether its producer was connected to this server before: then what is not stored here was sent again there
     */
    boolean continuesElsewhere(String name, long received, long elapsedMillis) {
        Entry entry = byName.get(name);
        if (entry == null || (entry.recorded != null && !entry.counted)) {
            // several producers print parts of it, and nobody counts
            return false;
        }
        boolean wasHere = entry.counted;
        entry.run = entry.run.withReceived(received);
        entry.stored = received;
        entry.heardMillis = elapsedMillis;
        entry.recorded = null;
        entry.cut = NOTHING;
        entry.cutOff = false;
        entry.counted = false;
        grown.remove(entry);
        return wasHere;
    }

    /** Whether the run was declared and has not ended. */
    boolean isOpen(String name) {
        Entry entry = byName.get(name);
        return entry != null && entry.goesOn();
    }

    /**
     * Whether this end was recorded before and nothing has been printed since.
     *
     * @throws RunRefused if the run has ended in another way
     */
    boolean isKnown(RunEnded event) {
        Entry entry = byName.get(event.run());
        if (entry == null || entry.goesOn() || entry.printed) {
            return false;
        }
        if (!entry.run.ended().equals(event)) {
            throw new RunRefused(
                    RunRefused.Reason.OTHER,
                    "the run " + event.run() + " has ended already, with another outcome or exit status");
        }
        return true;
    }

    /** Whether the program may have changed the terminal's state. False only if all of its output was plain. */
    boolean mayHaveLeftState(String name) {
        Entry entry = byName.get(name);
        boolean unknown = name == null || (entry != null && !entry.printed);
        return unknown || notPlain.contains(name) || notPlain.size() >= MOST_PROGRAMS;
    }

    /** Records the end of a program, declared or not. */
    void end(RunEnded event, long offset, long nowMillis) {
        notPlain.remove(event.run());
        Entry entry = byName.get(event.run());
        if (entry != null) {
            entry.printed = false;
            if (entry.goesOn()) {
                Run run = entry.run;
                entry.run = new Run(
                        run.started(), run.startedMillis(), run.first(), event, nowMillis, offset, run.received());
                open--;
                if (entry.recorded != null) {
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
            for (Entry entry : inOrder) {
                if (entry.goesOn() && entry.heardMillis <= elapsedMillis) {
                    silent.add(entry.run.started().run());
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
        for (Iterator<Entry> entries = inOrder.descendingIterator(); entries.hasNext(); ) {
            Run run = entries.next().run;
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
        Entry entry = byName.get(name);
        return entry == null ? null : entry.run;
    }

    /** Up to {@code limit} of the latest runs, newest first. */
    List<Run> latest(int limit) {
        List<Run> runs = new ArrayList<>();
        for (Iterator<Entry> latest = inOrder.descendingIterator(); latest.hasNext() && runs.size() < limit; ) {
            runs.add(latest.next().run);
        }
        return runs;
    }
}
