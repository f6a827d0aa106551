package io.tapewire.store;

import io.tapewire.log.EpochStart;
import io.tapewire.log.ExcerptCodec;
import io.tapewire.log.LogSnapshot;
import io.tapewire.log.ReceivedCodec;
import io.tapewire.log.Replay;
import io.tapewire.log.SnapshotJson;
import io.tapewire.protocol.RecordEncoder;
import java.io.IOException;
import java.lang.System.Logger;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Finds what a channel's log was when the server ended. If the newest file ends with a snapshot, that is it. If not, the
 * file is read: its records are put on top of the snapshot in its header, and what was not written whole is cut off.
 * Then the log goes on in a new epoch, because somebody may have seen records that are lost.
 */
final class Recovery {
    private static final Logger LOG = System.getLogger(Recovery.class.getName());
    private static final int MOST_EPOCHS = 100;
    /** Enough for most snapshots. */
    private static final int TAIL_BYTES = 1 << 13;

    private final Disk disk;
    private final boolean trusting;
    private final Supplier<String> epochs;

    /**
     * @param trusting whether a snapshot at the end of a file says that nothing was written behind it; not if the machine
     *     may have ended before that reached the disk
     * @param epochs makes names for new epochs
     */
    Recovery(Disk disk, boolean trusting, Supplier<String> epochs) {
        this.disk = disk;
        this.trusting = trusting;
        this.epochs = epochs;
    }

    /**
     * What was found.
     *
     * @param channel the channel's name
     * @param snapshot what its log is now
     * @param marked whether the newest file ends with that snapshot
     */
    record Found(String channel, LogSnapshot snapshot, boolean marked) {}

    /** Nothing is found if no file can be used. Those are left out. */
    Optional<Found> recover(ChannelFiles files) throws IOException {
        while (!files.isEmpty()) {
            LogFile newest = files.newest();
            Optional<Found> found = trusting ? fromTail(newest) : Optional.empty();
            if (found.isEmpty()) {
                found = fromRecords(newest, files.channel());
            }
            if (found.isPresent()) {
                return found;
            }
            // it was being created when the server ended, or nothing in it can be read
            LOG.log(Logger.Level.INFO, "A file of the history has nothing in it and is not used: " + newest.path());
            files.leaveOut(newest);
        }
        return Optional.empty();
    }

    /** From the snapshot that the file ends with, if it ends with one. */
    private Optional<Found> fromTail(LogFile file) throws IOException {
        byte[] tail = new byte[(int) Math.min(TAIL_BYTES, file.length())];
        read(file.path(), file.length() - tail.length, tail);
        int length = Block.lengthBefore(ByteBuffer.wrap(tail));
        if (length == 0 || length > file.length()) {
            return Optional.empty();
        }
        if (length > tail.length) {
            tail = new byte[length];
            read(file.path(), file.length() - length, tail);
        }
        ByteBuffer body = Block.body(ByteBuffer.wrap(tail, tail.length - length, length));
        if (body == null || !Block.kindOf(body).isSnapshot()) {
            return Optional.empty();
        }
        SnapshotJson.Named named = SnapshotJson.read(body);
        return Optional.of(new Found(named.channel(), named.snapshot(), true));
    }

    private void read(Path file, long position, byte[] to) throws IOException {
        if (disk.read(file, position, to) < to.length) {
            throw new IOException(file + " has become shorter");
        }
    }

    /** @param channel the channel's name, if it is known */
    private Optional<Found> fromRecords(LogFile file, String channel) throws IOException {
        BlockReader reader = new BlockReader(disk, file.path(), 0, file.length());
        String name = channel;
        Replay replay = new Replay(channel, nothingBefore(file));
        // the records are only read for what they leave behind, so they are not encoded
        RecordEncoder encoder = new RecordEncoder("", "");
        long whole = 0;
        for (ByteBuffer body = reader.next(); body != null; body = reader.next()) {
            switch (Block.kindOf(body)) {
                case RECORDS -> replay.read(ExcerptCodec.read(body, encoder));
                case RECEIVED -> {
                    ReceivedCodec.Counts counts = ReceivedCodec.read(body);
                    replay.expect(counts.received(), counts.last());
                }
                case HEADER, SNAPSHOT -> {
                    SnapshotJson.Named named = SnapshotJson.read(body);
                    name = named.channel();
                    replay.begin(name, named.snapshot());
                }
            }
            if (replay.isWhole()) {
                whole = reader.following();
            }
        }
        if (whole == 0 || name == null) {
            return Optional.empty();
        }
        if (whole < file.length()) {
            cutOff(file, whole);
        }
        LogSnapshot after = replay.after();
        LOG.log(
                Logger.Level.INFO,
                "Recovered " + name + " up to record " + after.last() + "; it goes on in a new epoch");
        return Optional.of(new Found(name, inNewEpoch(after), false));
    }

    /** What is known of a log without the header of the file. */
    private static LogSnapshot nothingBefore(LogFile file) {
        return new LogSnapshot(List.of(), file.first() - 1, file.begin(), "", false, 0, List.of(), List.of());
    }

    private void cutOff(LogFile file, long whole) throws IOException {
        try (DiskFile open = disk.open(file.path())) {
            open.truncate(whole);
            open.force();
        }
        file.grew(whole);
    }

    private LogSnapshot inNewEpoch(LogSnapshot before) {
        List<EpochStart> lineage = new ArrayList<>(before.epochs());
        lineage.add(new EpochStart(epochs.get(), before.last() + 1));
        while (lineage.size() > MOST_EPOCHS) {
            lineage.remove(0);
        }
        return new LogSnapshot(
                lineage,
                before.last(),
                before.end(),
                before.state(),
                before.midLine(),
                before.updatedMillis(),
                before.runs(),
                before.tasks());
    }
}
