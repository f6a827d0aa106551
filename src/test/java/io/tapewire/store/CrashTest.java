package io.tapewire.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.event.RunEnded;
import io.tapewire.event.RunOutcome;
import io.tapewire.event.RunStarted;
import io.tapewire.log.Log;
import io.tapewire.protocol.RecordType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every state in which a crash can leave the files: what somebody has seen is there, and nothing is there that was not. */
class CrashTest {
    private static final long SMALL = 16_384;

    private final List<String> seen = new ArrayList<>();

    /** Prints, goes on after an end in order, and prints again; notes what readers have seen. */
    private void history(MemoryDisk disk) {
        Log first = StoredLog.open(disk, "e1", true, SMALL);
        print(first, "one\n");
        first.start(new RunStarted("build", "r1", "make"));
        for (int i = 0; i < 12; i++) {
            print(first, ("line " + i + "\n").repeat(i * 30 + 1));
        }
        first.end(new RunEnded("build", "r1", RunOutcome.FINISHED, 0));
        print(first, "\u001b[31mred");
        first.mark(true);
        Log second = StoredLog.open(disk, "e2", true, SMALL);
        print(second, "after\n");
        second.mark(false);
        print(second, "last\n");
    }

    private void print(Log log, String text) {
        log.append(RecordType.OUTPUT, text.getBytes(UTF_8));
        log.flush(true);
        seen.clear();
        seen.addAll(StoredLog.contents(log));
    }

    private List<String> everything() {
        history(new MemoryDisk());
        return List.copyOf(seen);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 12, 100, 512, 4_096})
    void a_server_that_is_killed_at_any_operation_loses_nothing_that_was_seen(int torn) {
        List<String> everything = everything();
        MemoryDisk whole = new MemoryDisk();
        history(whole);
        for (int operation = 0; operation < whole.operations(); operation++) {
            MemoryDisk disk = new MemoryDisk().stoppingAfter(operation, torn);
            seen.clear();
            try {
                history(disk);
            } catch (MemoryDisk.Stopped killed) {
                // the server has ended here
            }
            Log after = StoredLog.open(disk.copy(), "e3", true, SMALL);

            List<String> found = StoredLog.contents(after);
            assertThatItBegins(found, seen, "what was seen, killed at operation " + operation);
            assertThatItBegins(everything, found, "what is there, killed at operation " + operation);
            assertThatItGoesOn(after, found);
        }
    }

    @Test
    void a_machine_that_stops_loses_no_more_than_what_was_not_forced_and_never_reuses_an_epoch() {
        List<String> everything = everything();
        MemoryDisk whole = new MemoryDisk();
        history(whole);
        for (int operation = 0; operation < whole.operations(); operation++) {
            MemoryDisk disk = new MemoryDisk().stoppingAfter(operation, 100);
            try {
                history(disk);
            } catch (MemoryDisk.Stopped killed) {
                // the machine has stopped here
            }
            Log after = StoredLog.open(disk.withoutWhatWasNotForced(), "e3", false, SMALL);

            assertThat(after.epoch()).isEqualTo("e3");
            List<String> found = StoredLog.contents(after);
            assertThatItBegins(everything, found, "stopped at operation " + operation);
            assertThatItGoesOn(after, found);
        }
    }

    private static void assertThatItBegins(List<String> whole, List<String> beginning, String what) {
        assertThat(beginning).as(what).isEqualTo(whole.subList(0, Math.min(whole.size(), beginning.size())));
    }

    private static void assertThatItGoesOn(Log log, List<String> found) {
        log.append(RecordType.OUTPUT, "new\n".getBytes(UTF_8));
        log.flush(true);
        List<String> more = new ArrayList<>(found);
        more.add(found.size() + 1 + " OUTPUT new\\n");
        assertThat(StoredLog.contents(log)).isEqualTo(more);
    }

    @Test
    void the_newest_file_cut_anywhere_keeps_all_whole_blocks() {
        List<String> everything = everything();
        MemoryDisk whole = new MemoryDisk();
        history(whole);
        Path newest = newest(whole);
        int length = whole.files().get(newest).length;
        for (int cut = 0; cut < length; cut++) {
            MemoryDisk disk = whole.copy();
            disk.files().put(newest, Arrays.copyOf(disk.files().get(newest), cut));
            Log after = StoredLog.open(disk, "e3", false, SMALL);

            List<String> found = StoredLog.contents(after);
            assertThatItBegins(everything, found, "cut at " + cut);
            assertThatItGoesOn(after, found);
        }
    }

    @Test
    void a_flipped_byte_costs_the_records_around_it_and_no_others() {
        List<String> everything = everything();
        MemoryDisk whole = new MemoryDisk();
        history(whole);
        Path newest = newest(whole);
        int length = whole.files().get(newest).length;
        for (int flipped = 0; flipped < length; flipped++) {
            MemoryDisk disk = whole.copy();
            disk.files().get(newest)[flipped] ^= 0x55;
            List<String> found = StoredLog.contents(StoredLog.open(disk, "e3", false, SMALL));

            assertThat(everything)
                    .as("flipped at " + flipped)
                    .containsAll(found.stream()
                            .filter(line -> !line.startsWith("gap"))
                            .toList());
            assertThat(found.stream().filter(line -> line.startsWith("gap"))).hasSizeLessThanOrEqualTo(1);
        }
    }

    private static Path newest(MemoryDisk disk) {
        return disk.files().keySet().stream()
                .filter(file -> file.toString().endsWith(".log"))
                .reduce((one, other) -> other)
                .orElseThrow();
    }
}
