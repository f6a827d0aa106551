package io.tapewire.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads the blocks of a file one after the other. Where a block is broken it looks for the next whole one. One thread. */
final class BlockReader {
    private static final int CHUNK = 1 << 18;

    private final Disk disk;
    private final Path file;
    private final long end;
    private ByteBuffer chunk = ByteBuffer.allocate(0);
    private long chunkBegin;
    private long position;
    private long next;
    private boolean broken;

    /**
     * @param from where a block begins
     * @param end where the file ends
     */
    BlockReader(Disk disk, Path file, long from, long end) {
        this.disk = disk;
        this.file = file;
        this.end = end;
        this.next = from;
    }

    /** The body of the next whole block, valid until the next call; {@code null} if there is none. */
    ByteBuffer next() throws IOException {
        while (next < end) {
            position = next;
            fetch(Block.OVERHEAD);
            int length = Block.lengthAt(chunk);
            if (length > 0 && position + length <= end) {
                fetch(length);
                ByteBuffer body = Block.body(chunk);
                if (body != null) {
                    next = position + length;
                    return body;
                }
            }
            broken = true;
            next = nextMark(position + 1);
        }
        position = end;
        return null;
    }

    /** Where the block begins that was read last; the file's end if there is none. */
    long position() {
        return position;
    }

    /** Where the next block begins, if it is whole. */
    long following() {
        return next;
    }

    /** Whether it has met a broken block. */
    boolean isBroken() {
        return broken;
    }

    /** Ensures that at least so many bytes from the position on are in the chunk, as far as the file has them. */
    private void fetch(int bytes) throws IOException {
        if (position >= chunkBegin && position + bytes <= chunkBegin + chunk.capacity()) {
            chunk.limit(chunk.capacity()).position((int) (position - chunkBegin));
            return;
        }
        byte[] read = new byte[(int) Math.min(end - position, Math.max(CHUNK, bytes))];
        int length = disk.read(file, position, read);
        chunk = ByteBuffer.wrap(length == read.length ? read : Arrays.copyOf(read, length));
        chunkBegin = position;
    }

    /** Where the next four bytes stand that blocks begin with; the file's end if there are none. */
    private long nextMark(long from) throws IOException {
        for (long at = from; at + Block.OVERHEAD <= end; ) {
            position = at;
            fetch(Block.OVERHEAD);
            int last = chunk.limit() - Integer.BYTES;
            for (int i = chunk.position(); i <= last; i++) {
                if (chunk.getInt(i) == Block.MARK) {
                    return chunkBegin + i;
                }
            }
            if (last < chunk.position()) {
                return end;
            }
            at = chunkBegin + last + 1;
        }
        return end;
    }
}
