package io.tapewire.search;

import io.tapewire.log.Excerpt;
import io.tapewire.log.Log;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Consecutive records that are searched in one go, and the records before them. Those are read as well, because they tell where the
 * cursor is when the block begins: within a line, or some lines up in a display that a program draws again and again.
 *
 * @param parts records before the block, then those of the block; a part may also have records that follow the
 *     block, or that the next part has, because a part on the disk is read forwards from the wanted record on
 * @param first offset of the block's first record
 * @param end offset after its last one
 * @param oldest whether no earlier records are retained
 */
record Block(Deque<Excerpt> parts, long first, long end, boolean oldest) {
    /** Bytes of a search's first block, as they are stored. The next blocks are twice as large each time. */
    static final int FIRST_BYTES = 64 << 10;

    /**
     * Bytes of the largest block. With more, a block's hits come too late; with fewer, reading the records before it costs too much in
     * proportion.
     */
    static final int MOST_BYTES = 512 << 10;

    private static final int BYTES_BEFORE = 64 << 10;
    /** Messages are parts of their own. */
    private static final int MOST_PARTS_BEFORE = 1000;

    /** The block that ends before this record, or {@code null} if no earlier record is retained. */
    static Block before(Log log, long end, int blockBytes) {
        Deque<Excerpt> parts = new ArrayDeque<>();
        long first = end;
        long bytes = 0;
        while (bytes < blockBytes && log.partAt(first - 1) instanceof Excerpt part) {
            parts.addFirst(part);
            bytes += bytes(part, first);
            first = part.first();
        }
        if (parts.isEmpty()) {
            return null;
        }
        long begin = first;
        bytes = 0;
        int most = parts.size() + MOST_PARTS_BEFORE;
        while (bytes < BYTES_BEFORE && parts.size() < most && log.partAt(begin - 1) instanceof Excerpt part) {
            parts.addFirst(part);
            bytes += bytes(part, begin);
            begin = part.first();
        }
        return new Block(parts, first, end, begin == first);
    }

    private static int bytes(Excerpt part, long end) {
        return part.to(Math.min(part.last(), end - 1)) - part.from(part.first());
    }
}
