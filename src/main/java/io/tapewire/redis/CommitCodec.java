package io.tapewire.redis;

import io.tapewire.log.Excerpt;
import io.tapewire.log.ExcerptCodec;
import io.tapewire.log.Received;
import io.tapewire.log.ReceivedCodec;
import io.tapewire.log.Store;
import io.tapewire.protocol.RecordEncoder;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Records that are stored together, in bytes, big-endian: the version of this layout (1 byte), the length of what
 * follows (4) and how much of runs they include ({@link ReceivedCodec}), then each excerpt with its length (4) before it
 * ({@link ExcerptCodec}).
 */
final class CommitCodec {
    private static final byte VERSION = 1;

    private CommitCodec() {}

    static byte[] write(List<Excerpt> records, List<Received> received) {
        int counts = ReceivedCodec.lengthOf(received);
        int length = 1 + 4 + counts;
        for (Excerpt each : records) {
            length += 4 + ExcerptCodec.lengthOf(each);
        }
        ByteBuffer bytes = ByteBuffer.allocate(length).put(VERSION).putInt(counts);
        ReceivedCodec.write(received, records.get(records.size() - 1).last(), bytes);
        for (Excerpt each : records) {
            bytes.putInt(ExcerptCodec.lengthOf(each));
            ExcerptCodec.write(each, bytes);
        }
        return bytes.array();
    }

    /**
     * Reads a commit.
     *
     * @param encoder of the log
     * @param own see {@link Store.Commit}
     * @throws IllegalArgumentException if this is none, or was written by a later version
     */
    static Store.Commit read(byte[] commit, RecordEncoder encoder, boolean own) {
        ByteBuffer bytes = ByteBuffer.wrap(commit);
        try {
            byte version = bytes.get();
            if (version != VERSION) {
                throw new IllegalArgumentException("it was written by another version: " + version);
            }
            ReceivedCodec.Counts counts = ReceivedCodec.read(next(bytes));
            List<Excerpt> records = new ArrayList<>();
            while (bytes.hasRemaining()) {
                records.add(ExcerptCodec.read(next(bytes), encoder));
            }
            if (records.isEmpty()) {
                throw new IllegalArgumentException("a commit has records");
            }
            return new Store.Commit(records, counts.received(), own);
        } catch (BufferUnderflowException cut) {
            throw new IllegalArgumentException("the commit is cut off", cut);
        }
    }

    /** What has its length before it. */
    private static ByteBuffer next(ByteBuffer bytes) {
        int length = bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        ByteBuffer part = bytes.slice(bytes.position(), length);
        bytes.position(bytes.position() + length);
        return part;
    }
}
