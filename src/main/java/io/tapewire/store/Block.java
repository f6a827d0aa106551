package io.tapewire.store;

import io.tapewire.log.ReceivedCodec;
import io.tapewire.log.SnapshotJson;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * The unit that files consist of: what one commit has written. Big-endian: a mark (4 bytes), the length of the body (4),
 * its CRC32C (4), the body, whose first byte is the kind, and the length again (4), so that a file can be read from its
 * end.
 */
final class Block {
    static final int OVERHEAD = 16;

    /** Larger blocks are not read: no log has segments, messages or snapshots of this size. */
    static final int MOST_BODY_BYTES = 1 << 28;

    static final int MARK = 0x5457_4c47;
    private static final int HEAD = 12;
    private static final int TAIL = 4;

    /** What a body is. */
    enum Kind {
        /** The first block of a file, see {@link FileHeader}. */
        HEADER(1),
        /** Records, see {@link io.tapewire.log.ExcerptCodec}. */
        RECORDS(2),
        /** What the log was after the records before this block, see {@link SnapshotJson}. */
        SNAPSHOT(3),
        /** How much of runs the next blocks of records include, see {@link ReceivedCodec}. */
        RECEIVED(4);

        private final byte code;

        Kind(int code) {
            this.code = (byte) code;
        }

        /** Whether the body says what the log was at its place. */
        boolean isSnapshot() {
            return this == HEADER || this == SNAPSHOT;
        }

        private static Optional<Kind> of(byte code) {
            return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
        }
    }

    private Block() {}

    /**
     * The bytes of a block.
     *
     * @param body writes as many bytes as {@code length} says
     */
    static ByteBuffer write(Kind kind, int length, Consumer<ByteBuffer> body) {
        ByteBuffer block = ByteBuffer.allocate(length + 1 + OVERHEAD);
        write(block, kind, length, body);
        return block.flip();
    }

    static void write(ByteBuffer to, Kind kind, int length, Consumer<ByteBuffer> body) {
        int start = to.position();
        int bodyLength = length + 1;
        to.putInt(MARK).putInt(bodyLength).putInt(0).put(kind.code);
        body.accept(to);
        to.putInt(start + 8, checksum(to.array(), to.arrayOffset() + start + HEAD, bodyLength))
                .putInt(bodyLength);
    }

    private static int checksum(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    /** How long the block is that these bytes begin with, if it is one; 0 if they cannot be the head of a block. */
    static int lengthAt(ByteBuffer bytes) {
        if (bytes.remaining() < HEAD || bytes.getInt(bytes.position()) != MARK) {
            return 0;
        }
        int length = bytes.getInt(bytes.position() + 4);
        return length < 1 || length > MOST_BODY_BYTES ? 0 : length + OVERHEAD;
    }

    /** How long the block is that ends before this position, if one does; 0 if these bytes cannot be its end. */
    static int lengthBefore(ByteBuffer bytes) {
        int length = bytes.limit() < TAIL ? 0 : bytes.getInt(bytes.limit() - TAIL);
        return length < 1 || length > MOST_BODY_BYTES ? 0 : length + OVERHEAD;
    }

    /** The whole block that these bytes begin with, without head and tail; {@code null} if it is broken. */
    static ByteBuffer body(ByteBuffer bytes) {
        int length = lengthAt(bytes);
        if (length == 0 || length > bytes.remaining()) {
            return null;
        }
        int start = bytes.position();
        int bodyLength = length - OVERHEAD;
        boolean whole = bytes.getInt(start + HEAD + bodyLength) == bodyLength
                && bytes.getInt(start + 8) == checksum(bytes.array(), bytes.arrayOffset() + start + HEAD, bodyLength)
                && Kind.of(bytes.get(start + HEAD)).isPresent();
        return whole ? bytes.slice(start + HEAD, bodyLength) : null;
    }

    /** What a body is. Afterwards the body stands behind it. */
    static Kind kindOf(ByteBuffer body) {
        return Kind.of(body.get()).orElseThrow();
    }
}
