package io.tapewire.audit;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Counts entries of the same kind, so that a flood of them takes no more room in the audit than a few. The first of a
 * kind is told at once, and at the end of each period how many more there were. Any thread.
 */
final class Tally {
    private final int mostKinds;
    private final Map<Object, Entry> again = new LinkedHashMap<>();
    private final Map<Act, Long> others = new EnumMap<>(Act.class);

    /** @param mostKinds that are told apart in one period; of further ones only their number is told */
    Tally(int mostKinds) {
        this.mostKinds = mostKinds;
    }

    /** Counts an entry. Returns whether it must be told now. */
    synchronized boolean add(Entry entry) {
        Object kind = entry.kind();
        Entry known = again.get(kind);
        if (known != null) {
            again.put(kind, known.plus(entry));
            return false;
        }
        if (again.size() >= mostKinds) {
            others.merge(entry.act(), 1L, Long::sum);
            return false;
        }
        again.put(kind, entry.uncounted());
        return true;
    }

    /** Ends a period. Returns what has been counted in it and was not told. Kinds that were not repeated are forgotten. */
    synchronized List<Entry> end() {
        again.values().removeIf(entry -> entry.more() == 0);
        List<Entry> untold = new ArrayList<>(again.values());
        again.replaceAll((kind, entry) -> entry.uncounted());
        others.forEach((act, count) -> untold.add(Entry.others(act, count)));
        others.clear();
        return untold;
    }

    /** Whether the next period has nothing to end. */
    synchronized boolean isEmpty() {
        return again.isEmpty() && others.isEmpty();
    }
}
