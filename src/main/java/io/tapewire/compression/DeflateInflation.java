package io.tapewire.compression;

import java.util.zip.DataFormatException;

/** Undoes {@code deflate}. HTTP means zlib's format (RFC 1950), but some clients send it without header and checksum. */
final class DeflateInflation implements Inflation {
    private static final int DEFLATED = 8;
    private static final int CHECK = 31;

    private Block block;
    private final byte[] head = new byte[2];
    private int heads;

    @Override
    public void take(byte[] bytes, int length, Sink sink) throws DataFormatException {
        int from = 0;
        while (block == null && from < length) {
            head[heads++] = bytes[from++];
            if (heads == head.length) {
                block = new Block(!isZlib());
                block.take(head, 0, heads, sink);
            }
        }
        if (block != null && from < length) {
            if (!block.isFinished()) {
                from += block.take(bytes, from, length, sink);
            }
            if (from < length) {
                throw new DataFormatException("there is more after its end");
            }
        }
    }

    private boolean isZlib() {
        int first = head[0] & 0xff;
        return (first & 0x0f) == DEFLATED && ((first << 8) + (head[1] & 0xff)) % CHECK == 0;
    }

    @Override
    public boolean isWhole() {
        return block != null && block.isFinished();
    }

    @Override
    public void close() {
        if (block != null) {
            block.close();
        }
    }
}
