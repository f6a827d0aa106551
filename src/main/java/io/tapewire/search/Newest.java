package io.tapewire.search;

import io.tapewire.terminal.Place;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The newest hits of a block, as many as are wanted. The hits of one record are never separated, because {@code next} could not name the
 * rest, so there may be more. For one thread.
 */
final class Newest {
    private static final Comparator<Hit> NEWEST_FIRST = Comparator.comparing(
                    Hit::place, Comparator.comparingLong(Place::offset).thenComparingInt(Place::line))
            .reversed();

    private final int most;
    private final long after;
    private final List<Hit> hits = new ArrayList<>();
    private int room;
    private boolean isCut;

    /**
     * Hits of some records.
     *
     * @param after hits in this record and earlier ones are left out
     */
    Newest(int most, long after) {
        this.most = most;
        this.after = after;
        room = 2 * most;
    }

    void add(Hit hit) {
        if (hit.place().offset() <= after) {
            return;
        }
        hits.add(hit);
        if (hits.size() > room) {
            forgetOlder();
            room = 2 * hits.size();
        }
    }

    List<Hit> newestFirst() {
        forgetOlder();
        return hits;
    }

    /** Whether there were older ones, which are forgotten. */
    boolean isCut() {
        return isCut;
    }

    int kept() {
        return hits.size();
    }

    private void forgetOlder() {
        hits.sort(NEWEST_FIRST);
        int count = Math.min(most, hits.size());
        while (count > 0 && count < hits.size() && offset(count) == offset(count - 1)) {
            count++;
        }
        isCut |= count < hits.size();
        hits.subList(count, hits.size()).clear();
    }

    private long offset(int index) {
        return hits.get(index).place().offset();
    }
}
