package io.tapewire.store;

import io.tapewire.log.Excerpt;
import io.tapewire.log.ExcerptCodec;
import io.tapewire.log.LogSnapshot;
import io.tapewire.log.Received;
import io.tapewire.log.ReceivedCodec;
import io.tapewire.log.SnapshotJson;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/** Appends blocks to one file. One thread at a time, except for {@link #rest}. */
final class Appender implements Closeable {
    /** Blocks are written together up to this size. */
    private static final int WRITE_BYTES = 1 << 18;

    private final Disk disk;
    private final LogFile file;
    private final Path path;
    private final OpenFiles others;
    private DiskFile open;

    /** @param others the files that are open, too */
    Appender(Disk disk, LogFile file, OpenFiles others) {
        this.disk = disk;
        this.file = file;
        this.path = file.path();
        this.others = others;
    }

    LogFile file() {
        return file;
    }

    Path path() {
        return path;
    }

    /**
     * Writes records.
     *
     * @param received how much of runs they include; nothing is written for none
     * @throws IOException if it failed; then the file must be {@link #repair repaired} before anything is appended
     */
    void append(List<Excerpt> records, List<Received> received) throws IOException {
        int counts = received.isEmpty() ? 0 : ReceivedCodec.lengthOf(received) + 1 + Block.OVERHEAD;
        ByteBuffer blocks = ByteBuffer.allocate(counts + Math.min(WRITE_BYTES, lengthOf(records)));
        if (counts > 0) {
            // before the records: if these are not all there after a crash, none of them count
            long last = records.get(records.size() - 1).last();
            int length = counts - 1 - Block.OVERHEAD;
            Block.write(blocks, Block.Kind.RECEIVED, length, to -> ReceivedCodec.write(received, last, to));
        }
        long position = file.length();
        for (Excerpt excerpt : records) {
            int length = ExcerptCodec.lengthOf(excerpt);
            if (blocks.remaining() < length + 1 + Block.OVERHEAD) {
                position = write(blocks, position);
                if (blocks.capacity() < length + 1 + Block.OVERHEAD) {
                    blocks = ByteBuffer.allocate(length + 1 + Block.OVERHEAD);
                }
            }
            file.note(excerpt, position + blocks.position());
            Block.write(blocks, Block.Kind.RECORDS, length, to -> ExcerptCodec.write(excerpt, to));
        }
        file.grew(write(blocks, position));
    }

    private static int lengthOf(List<Excerpt> records) {
        long length = 0;
        for (Excerpt excerpt : records) {
            length += ExcerptCodec.lengthOf(excerpt) + 1L + Block.OVERHEAD;
        }
        return (int) Math.min(length, Integer.MAX_VALUE);
    }

    private long write(ByteBuffer blocks, long position) throws IOException {
        int length = blocks.position();
        use(opened -> opened.append(blocks.array(), blocks.arrayOffset(), length));
        blocks.clear();
        return position + length;
    }

    /** Writes the header of the file, or a snapshot between its records. */
    void append(Block.Kind kind, String channel, LogSnapshot snapshot) throws IOException {
        byte[] json = SnapshotJson.write(channel, snapshot);
        ByteBuffer block = Block.write(kind, json.length, to -> to.put(json));
        use(opened -> opened.append(block.array(), block.arrayOffset(), block.limit()));
        file.grew(file.length() + block.limit());
    }

    private interface Use {
        void with(DiskFile opened) throws IOException;
    }

    private void use(Use work) throws IOException {
        others.use(this);
        synchronized (this) {
            if (open == null) {
                open();
            }
            work.with(open);
        }
    }

    private void open() throws IOException {
        open = disk.open(path);
        if (open.length() < file.length()) {
            rest();
            throw new IOException(path + " was removed or shortened by somebody else");
        }
    }

    /** Brings everything to the disk. */
    void force() throws IOException {
        use(DiskFile::force);
    }

    /** Cuts off what a failed write may have left behind. */
    void repair() throws IOException {
        use(opened -> opened.truncate(file.length()));
    }

    /** Closes the file until it is used again. Any thread. */
    synchronized void rest() throws IOException {
        if (open != null) {
            DiskFile closing = open;
            open = null;
            closing.close();
        }
    }

    @Override
    public void close() throws IOException {
        others.closed(this);
        rest();
    }
}
