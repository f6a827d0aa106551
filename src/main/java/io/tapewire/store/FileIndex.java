package io.tapewire.store;

import io.tapewire.log.ExcerptCodec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Where some of a file's blocks of records begin, about one for each 32 KiB. It can be made again from the file at any
 * time. Any thread.
 */
final class FileIndex {
    private static final int STEP = 1 << 15;

    private long[] firsts = new long[8];
    private long[] begins = new long[8];
    private long[] positions = new long[8];
    private int count;

    /** Reads a whole file. */
    static FileIndex of(Disk disk, Path file, long length) throws IOException {
        FileIndex index = new FileIndex();
        BlockReader reader = new BlockReader(disk, file, 0, length);
        for (ByteBuffer body = reader.next(); body != null; body = reader.next()) {
            if (Block.kindOf(body) == Block.Kind.RECORDS) {
                index.add(ExcerptCodec.firstOf(body), ExcerptCodec.beginOf(body), reader.position());
            }
        }
        return index;
    }

    /**
     * Notes a block, if the one noted before is far enough away. Blocks are noted in order.
     *
     * @param first offset of its first record
     * @param begin bytes of the log before it
     * @param position where it begins in the file
     */
    synchronized void add(long first, long begin, long position) {
        if (count > 0 && position - positions[count - 1] < STEP) {
            return;
        }
        if (count == firsts.length) {
            firsts = Arrays.copyOf(firsts, 2 * count);
            begins = Arrays.copyOf(begins, 2 * count);
            positions = Arrays.copyOf(positions, 2 * count);
        }
        firsts[count] = first;
        begins[count] = begin;
        positions[count++] = position;
    }

    /** A position at or before the block with this record; 0 if the file begins later. */
    synchronized long positionOf(long offset) {
        int at = floor(firsts, offset);
        return at < 0 ? 0 : positions[at];
    }

    /** The first record of a block that begins at or before this byte of the log; {@code otherwise} if none is known. */
    synchronized long offsetNear(long begin, long otherwise) {
        int at = floor(begins, begin);
        return at < 0 ? otherwise : firsts[at];
    }

    private int floor(long[] values, long wanted) {
        int found = Arrays.binarySearch(values, 0, count, wanted);
        return found >= 0 ? found : -found - 2;
    }
}
