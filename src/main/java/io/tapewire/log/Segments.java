package io.tapewire.log;

import java.util.TreeMap;

/**
 * The segments that a log retains, in order, and the memory they use. All but the last are closed. Guarded by its
 * log.
 */
final class Segments {
    private final TreeMap<Long, Segment> byFirst = new TreeMap<>();
    private Segment tail;
    private long closedBytes;

    /** The last segment, or {@code null} if there is none. */
    Segment tail() {
        return tail;
    }

    /** The first segment; there must be one. */
    Segment oldest() {
        return byFirst.firstEntry().getValue();
    }

    /** The segment with this record, or the one before it; {@code null} if all segments begin later. */
    Segment at(long offset) {
        var entry = byFirst.floorEntry(offset);
        return entry == null ? null : entry.getValue();
    }

    /** Closes the last segment and adds another. */
    void add(Segment segment) {
        closeTail();
        byFirst.put(segment.first(), segment);
        tail = segment;
    }

    /** Closes the last segment. */
    void closeTail() {
        if (tail == null || tail.isClosed()) {
            return;
        }
        if (tail.records() == 0) {
            // its first record was not written because of a failure
            byFirst.remove(tail.first());
            tail = byFirst.isEmpty() ? null : byFirst.lastEntry().getValue();
            return;
        }
        tail.close();
        closedBytes += tail.footprint();
    }

    /** Drops the records after this one. The last segment that is left is closed. */
    void dropAfter(long last) {
        byFirst.tailMap(last, false).values().forEach(each -> closedBytes -= each.isClosed() ? each.footprint() : 0);
        byFirst.tailMap(last, false).clear();
        tail = byFirst.isEmpty() ? null : byFirst.lastEntry().getValue();
        if (tail != null && (tail.last() > last || tail.isOpen())) {
            closedBytes -= tail.isClosed() ? tail.footprint() : 0;
            tail = tail.closedAfter(last);
            byFirst.put(tail.first(), tail);
            closedBytes += tail.footprint();
        }
    }

    void dropOldest() {
        if (byFirst.size() == 1) {
            closeTail();
            tail = null;
        }
        closedBytes -= byFirst.pollFirstEntry().getValue().footprint();
    }

    void clear() {
        byFirst.clear();
        tail = null;
        closedBytes = 0;
    }

    int size() {
        return byFirst.size();
    }

    boolean isEmpty() {
        return byFirst.isEmpty();
    }

    /** Bytes of memory. */
    long footprint() {
        return closedBytes + (tail == null || tail.isClosed() ? 0 : tail.footprint());
    }
}
