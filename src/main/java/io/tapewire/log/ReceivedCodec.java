package io.tapewire.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much of runs the records of one commit include, in bytes, big-endian: the offset of the commit's last record (8),
 * the number of runs (4), for each the length of its name (4), its name, its bytes up to that record (8).
 */
public final class ReceivedCodec {
    private static final int FIXED = 12;
    private static final int PER_RUN = 12;

    private ReceivedCodec() {}

    /**
     * What was read.
     *
     * @param received bytes by the run's name
     * @param last offset of the last record of the commit
     */
    public record Counts(Map<String, Long> received, long last) {}

    public static int lengthOf(List<Received> runs) {
        int length = FIXED;
        for (Received each : runs) {
            length += PER_RUN + each.run().getBytes(UTF_8).length;
        }
        return length;
    }

    public static void write(List<Received> runs, long last, ByteBuffer to) {
        to.putLong(last).putInt(runs.size());
        for (Received each : runs) {
            byte[] name = each.run().getBytes(UTF_8);
            to.putInt(name.length).put(name).putLong(each.after());
        }
    }

    /**
     * Reads what {@link #write} has written.
     *
     * @throws IllegalArgumentException if these are no such bytes
     */
    public static Counts read(ByteBuffer from) {
        try {
            long last = from.getLong();
            int count = from.getInt();
            Map<String, Long> received = new HashMap<>();
            for (int i = 0; i < count; i++) {
                int length = from.getInt();
                if (length < 0 || length > from.remaining()) {
                    throw new IllegalArgumentException("no run has a name of " + length + " bytes");
                }
                byte[] name = new byte[length];
                from.get(name);
                received.put(new String(name, UTF_8), from.getLong());
            }
            return new Counts(received, last);
        } catch (BufferUnderflowException cut) {
            throw new IllegalArgumentException("the counts are cut off", cut);
        }
    }
}
