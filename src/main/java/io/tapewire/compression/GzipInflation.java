package io.tapewire.compression;

import java.util.zip.CRC32;
import java.util.zip.DataFormatException;

/** Undoes {@code gzip}: one member, or several one after the other. */
final class GzipInflation implements Inflation {
    private static final int TRAILER_BYTES = 8;

    private final Block block = new Block(true);
    private final CRC32 sum = new CRC32();
    private GzipHeader header = new GzipHeader();
    private long length;
    private long trailer;
    private int trailerBytes;
    private boolean whole;

    @Override
    public void take(byte[] bytes, int to, Sink sink) throws DataFormatException {
        int from = 0;
        while (from < to) {
            if (!header.isDone()) {
                header.take(bytes[from++]);
                whole = false;
            } else if (!block.isFinished()) {
                from += block.take(bytes, from, to, (inflated, count) -> pass(inflated, count, sink));
            } else {
                readTrailer(bytes[from++]);
            }
        }
    }

    private void pass(byte[] inflated, int count, Sink sink) {
        sum.update(inflated, 0, count);
        length += count;
        sink.take(inflated, count);
    }

    /** The checksum and the length, both with the lowest byte first. */
    private void readTrailer(byte read) throws DataFormatException {
        trailer |= (read & 0xffL) << (Byte.SIZE * trailerBytes);
        trailerBytes++;
        if (trailerBytes == TRAILER_BYTES) {
            if (trailer != (sum.getValue() | length << Integer.SIZE)) {
                throw new DataFormatException("its checksum is wrong");
            }
            beginMember();
            whole = true;
        }
    }

    private void beginMember() {
        header = new GzipHeader();
        block.reset();
        sum.reset();
        length = 0;
        trailer = 0;
        trailerBytes = 0;
    }

    @Override
    public boolean isWhole() {
        return whole;
    }

    @Override
    public void close() {
        block.close();
    }
}
