package io.tapewire.log;

import io.tapewire.event.RunEnded;
import io.tapewire.event.RunRefused;
import io.tapewire.event.RunStarted;
import io.tapewire.terminal.Sequences;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/**
 * The runs that were declared in one log, the latest so many of them. Guarded by its log.
 *
 * <p>The oldest is forgotten first, even if it goes on: it is treated then as output that nobody declared.
 */
final class Runs {
    /** Characters of all titles together; most are a few words. */
    private static final int MOST_TITLE_CHARACTERS = 256 << 10;

    private final int most;
    private final Map<String, Entry> byName = new HashMap<>();
    private final Deque<Entry> inOrder = new ArrayDeque<>();
    private int titleCharacters;
    private int open;

    /** What changes of a run while it goes on. */
    private static final class Entry {
        private Run run;
        private long heardMillis;
        private boolean attributed;
        private boolean plain = true;

        private Entry(Run run) {
            this.run = run;
            this.heardMillis = run.startedMillis();
        }
    }

    Runs(int most) {
        this.most = most;
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

    void start(RunStarted event, long offset, long nowMillis) {
        Entry entry = new Entry(new Run(event, nowMillis, offset, null, 0, 0, 0));
        byName.put(event.run(), entry);
        inOrder.add(entry);
        titleCharacters += titleOf(entry).length();
        open++;
        while (inOrder.size() > most || (titleCharacters > MOST_TITLE_CHARACTERS && inOrder.size() > 1)) {
            forget(inOrder.remove());
        }
    }

    private void forget(Entry entry) {
        byName.remove(entry.run.started().run());
        titleCharacters -= titleOf(entry).length();
        if (entry.run.ended() == null) {
            open--;
        }
    }

    private static String titleOf(Entry entry) {
        String title = entry.run.started().title();
        return title == null ? "" : title;
    }

    /** Notes output of a run. Does nothing for a name that was not declared. */
    void printed(String name, byte[] utf8, long nowMillis) {
        Entry entry = byName.get(name);
        if (entry != null) {
            entry.attributed = true;
            entry.plain = entry.plain && Sequences.isPlain(utf8);
            entry.heardMillis = nowMillis;
        }
    }

    /** Notes that a run's producer has sent so many bytes more. */
    void received(String name, long bytes, long nowMillis) {
        Entry entry = byName.get(name);
        if (entry != null) {
            Run run = entry.run;
            entry.run = new Run(
                    run.started(),
                    run.startedMillis(),
                    run.first(),
                    run.ended(),
                    run.endedMillis(),
                    run.last(),
                    run.received() + bytes);
            entry.heardMillis = nowMillis;
        }
    }

    /** Whether a run with this name was declared. */
    boolean isDeclared(String name) {
        return name != null && byName.containsKey(name);
    }

    /**
     * Whether this end is new. The run must have been declared.
     *
     * @throws RunRefused if the run has ended in another way
     */
    boolean isNew(RunEnded event) {
        RunEnded before = byName.get(event.run()).run.ended();
        if (before != null && !before.equals(event)) {
            throw new RunRefused(
                    RunRefused.Reason.OTHER,
                    "the run " + event.run() + " has ended already, with another outcome or exit status");
        }
        return before == null;
    }

    /** Whether the run may have left the terminal in another state: not if all that is known of its output is plain. */
    boolean mayHaveLeftState(String name) {
        Entry entry = byName.get(name);
        return !entry.attributed || !entry.plain;
    }

    void end(RunEnded event, long offset, long nowMillis) {
        Entry entry = byName.get(event.run());
        Run run = entry.run;
        entry.run = new Run(run.started(), run.startedMillis(), run.first(), event, nowMillis, offset, run.received());
        open--;
    }

    /** The names of runs that go on and whose producers have said nothing since then. */
    List<String> silentSince(long millis) {
        List<String> silent = new ArrayList<>();
        if (open > 0) {
            for (Entry entry : inOrder) {
                if (entry.run.ended() == null && entry.heardMillis <= millis) {
                    silent.add(entry.run.started().run());
                }
            }
        }
        return silent;
    }

    /** The latest run that goes on after this offset, or {@code null}. */
    Run after(long offset) {
        for (Iterator<Entry> latest = inOrder.descendingIterator(); latest.hasNext(); ) {
            Run run = latest.next().run;
            if (run.goesOnAfter(offset)) {
                return run;
            }
        }
        return null;
    }

    /** The run with this name, or {@code null}. */
    Run find(String name) {
        Entry entry = byName.get(name);
        return entry == null ? null : entry.run;
    }

    /** The latest so many runs, the latest first. */
    List<Run> latest(int limit) {
        List<Run> runs = new ArrayList<>();
        for (Iterator<Entry> latest = inOrder.descendingIterator(); latest.hasNext() && runs.size() < limit; ) {
            runs.add(latest.next().run);
        }
        return runs;
    }
}
