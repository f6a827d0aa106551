package io.tapewire.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.event.RunEnded;
import io.tapewire.event.RunOutcome;
import io.tapewire.event.RunStarted;
import io.tapewire.log.Decoding;
import io.tapewire.log.Decoding.Replacement;
import io.tapewire.log.Excerpt;
import io.tapewire.log.Log;
import io.tapewire.log.Part;
import io.tapewire.log.Run;
import io.tapewire.protocol.RecordType;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every state in which a crash can leave a run that is continued: what is received is what the records have. */
class CrashedRunTest {
    private static final long SMALL = 16_384;
    private static final byte[] NOTIFICATION = "{\"title\":\"t\",\"message\":\"m\"}".getBytes(UTF_8);

    /** What the program prints, in parts that are never cut. */
    private static final List<byte[]> PRINTED = printed();

    private static List<byte[]> printed() {
        List<byte[]> units = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            units.add(("line " + i + "\n").repeat(i % 7 == 6 ? 40 : 1).getBytes(UTF_8));
            units.add("ü\u001b[1m€".getBytes(UTF_8));
            units.add(new byte[] {(byte) 0xff});
            if (i == 20) {
                units.add("long\n".repeat(55_000).getBytes(UTF_8));
            }
        }
        units.add("end\n".getBytes(UTF_8));
        return units;
    }

    private static final byte[] RAW = joined(PRINTED);

    private static final String OTHER = "other\n";

    /** How much of the run somebody has seen. */
    private long seen;

    private static byte[] joined(List<byte[]> parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        parts.forEach(all::writeBytes);
        return all.toByteArray();
    }

    /**
     * Prints what has not been received, and ends the run. Of each piece the last part is held until the next piece comes,
     * like the beginning of a secret, and not each piece is stored at once.
     */
    private void print(Log log) {
        log.start(new RunStarted("build", "r", "make"));
        List<byte[]> rest = after(log.run("r").received());
        List<byte[]> held = List.of();
        int pieces = 0;
        for (int from = 0; from < rest.size(); from += 3) {
            List<byte[]> piece = rest.subList(from, Math.min(rest.size(), from + 3));
            log.expect("r", decoding(piece), true);
            List<byte[]> all = new ArrayList<>(held);
            all.addAll(piece);
            int shown = from + 3 < rest.size() ? all.size() - 1 : all.size();
            append(log, all.subList(0, shown));
            held = all.subList(shown, all.size());
            log.received("r", joined(piece).length, new byte[0]);
            if (pieces % 4 == 1) {
                log.appendMessage(RecordType.NOTIFICATION, NOTIFICATION);
            }
            if (pieces++ % 3 == 2) {
                log.flush(true);
                int later = joined(rest.subList(from + piece.size(), rest.size())).length;
                seen = (long) RAW.length - later - joined(held).length;
            }
        }
        log.end(new RunEnded("build", "r", RunOutcome.FINISHED, 0));
        log.flush(true);
    }

    private static void append(Log log, List<byte[]> units) {
        byte[] utf8 = new String(joined(units), UTF_8).getBytes(UTF_8);
        log.append(RecordType.OUTPUT, utf8, "r", utf8.length);
    }

    private static Decoding decoding(List<byte[]> piece) {
        List<Replacement> replacements = new ArrayList<>();
        int bytes = 0;
        for (byte[] unit : piece) {
            int length = new String(unit, UTF_8).getBytes(UTF_8).length;
            bytes += length;
            if (length > unit.length) {
                replacements.add(new Replacement(bytes, length - unit.length));
            }
        }
        return new Decoding(bytes, replacements);
    }

    private static List<byte[]> after(long received) {
        long position = 0;
        int unit = 0;
        while (position < received) {
            position += PRINTED.get(unit++).length;
        }
        assertThat(position).as("what is received ends with a whole part").isEqualTo(received);
        return PRINTED.subList(unit, PRINTED.size());
    }

    private static String output(Log log) {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        log.seal();
        long last = log.span().last();
        for (long next = 1; next <= last; ) {
            Part part = log.partAt(next);
            if (part instanceof Excerpt excerpt && excerpt.type().isOutput()) {
                output.writeBytes(excerpt.output(next, Math.min(last, excerpt.last())));
            }
            next = part.last() + 1;
        }
        return output.toString(UTF_8);
    }

    /** Whether readers get a gap. */
    private static boolean misses(Log log) {
        log.seal();
        Part part = log.partAt(1);
        while (part instanceof Excerpt) {
            part = log.partAt(part.last() + 1);
        }
        return part != null;
    }

    private static void assertThatItGoesOnExactly(MemoryDisk disk, long seen, boolean trusting, String when) {
        Log log = StoredLog.open(disk, "e2", trusting, SMALL);
        Run run = log.run("r");
        long received = run == null ? 0 : run.received();
        assertThat(received).as("received, " + when).isGreaterThanOrEqualTo(seen);
        if (!trusting && misses(log)) {
            // an older file has not reached the disk, though a newer one has: readers are told
            return;
        }
        String before = new String(RAW, 0, (int) received, UTF_8);
        assertThat(output(log)).as("output, " + when).isEqualTo(before);
        // at the offsets of records that were not stored whole there are others now
        log.append(RecordType.OUTPUT, OTHER.getBytes(UTF_8));
        if (run == null || run.ended() == null) {
            new CrashedRunTest().print(log);
        }
        log.flush(true);
        assertThat(output(log))
                .as("the end, " + when)
                .isEqualTo(before + OTHER + new String(RAW, UTF_8).substring(before.length()));
        assertThat(log.run("r").received()).isEqualTo(RAW.length);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 250, 200_000})
    void a_producer_goes_on_exactly_where_a_killed_server_was(int torn) {
        killAnywhere(new MemoryDisk(), torn);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 14, 17})
    void the_same_when_the_server_is_killed_again(int operation) {
        MemoryDisk disk = new MemoryDisk().stoppingAfter(operation, 100);
        print(disk);
        killAnywhere(disk, 100);
    }

    private void killAnywhere(MemoryDisk start, int torn) {
        MemoryDisk whole = start.copy();
        print(whole);
        for (int operation = 0; operation <= whole.operations(); operation++) {
            MemoryDisk disk = start.copy().stoppingAfter(operation, torn);
            seen = 0;
            print(disk);
            assertThatItGoesOnExactly(disk.copy(), seen, true, "killed at operation " + operation);
            assertThatItGoesOnExactly(disk.withoutWhatWasNotForced(), 0, false, "stopped at operation " + operation);
        }
    }

    private void print(MemoryDisk disk) {
        try {
            print(StoredLog.open(disk, "e1", true, SMALL));
        } catch (MemoryDisk.Stopped killed) {
            // the server has ended here
        }
    }

    @Test
    void the_newest_file_cut_anywhere_leaves_as_much_as_is_received() {
        MemoryDisk whole = new MemoryDisk();
        print(whole);
        var newest = whole.files().keySet().stream()
                .filter(file -> file.toString().endsWith(".log"))
                .reduce((one, other) -> other)
                .orElseThrow();
        byte[] bytes = whole.files().get(newest);
        for (int cut = bytes.length; cut >= 0; cut -= bytes.length / 40) {
            MemoryDisk disk = whole.copy();
            disk.files().put(newest, Arrays.copyOf(bytes, cut));
            assertThatItGoesOnExactly(disk, 0, false, "cut at " + cut);
        }
    }

    @Test
    void what_is_held_when_the_server_is_stopped_is_not_received() {
        MemoryDisk disk = new MemoryDisk();
        Log log = StoredLog.open(disk, "e1", true, SMALL);
        log.start(new RunStarted("build", "r", "make"));
        log.expect("r", decoding(PRINTED.subList(0, 3)), true);
        append(log, PRINTED.subList(0, 2));
        log.received("r", joined(PRINTED.subList(0, 3)).length, new byte[0]);
        log.mark();

        assertThat(log.run("r").received()).isEqualTo(joined(PRINTED.subList(0, 3)).length);
        assertThatItGoesOnExactly(disk, joined(PRINTED.subList(0, 2)).length, true, "stopped in order");
    }

    @Test
    void a_run_that_has_ended_keeps_what_was_received() {
        MemoryDisk disk = new MemoryDisk();
        print(disk);

        Run after = StoredLog.open(disk, "e2", true, SMALL).run("r");

        assertThat(after.ended()).isNotNull();
        assertThat(after.received()).isEqualTo(RAW.length);
    }
}
