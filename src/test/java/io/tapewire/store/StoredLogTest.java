package io.tapewire.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.event.RunEnded;
import io.tapewire.event.RunOutcome;
import io.tapewire.event.RunStarted;
import io.tapewire.log.Log;
import io.tapewire.protocol.RecordType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A log that goes on after its server's end. */
class StoredLogTest {
    private static final long SMALL = 32_768;

    private final MemoryDisk disk = new MemoryDisk();

    private Log open(String epoch) {
        return StoredLog.open(disk, epoch, true, SMALL);
    }

    private static void print(Log log, String text) {
        log.append(RecordType.OUTPUT, text.getBytes(UTF_8));
        log.flush(true);
    }

    @Test
    void after_an_end_in_order_it_goes_on_as_if_nothing_had_happened() {
        Log before = open("e1");
        print(before, "one\n");
        print(before, "two\n");
        List<String> contents = StoredLog.contents(before);
        before.mark();

        Log after = open("e2");

        assertThat(after.epoch()).isEqualTo("e1");
        assertThat(StoredLog.contents(after)).isEqualTo(contents).hasSize(2);
        print(after, "three\n");
        assertThat(StoredLog.contents(after)).hasSize(3).endsWith("3 OUTPUT three\\n");
    }

    @Test
    void after_a_crash_it_goes_on_in_a_new_epoch_and_knows_positions_of_the_old_one() {
        Log before = open("e1");
        print(before, "one\n");
        print(before, "two\n");

        Log after = open("e2");

        assertThat(after.epoch()).isEqualTo("e2");
        assertThat(StoredLog.contents(after)).containsExactly("1 OUTPUT one\\n", "2 OUTPUT two\\n");
        print(after, "three\n");
        assertThat(after.has("e1", 2)).isTrue();
        assertThat(after.has("e1", 3))
                .as("another record than this one could have been there")
                .isFalse();
        assertThat(after.has("e2", 3)).isTrue();
        assertThat(after.has("e3", 1)).isFalse();
    }

    @Test
    void two_crashes_in_a_row_are_two_epochs() {
        print(open("e1"), "one\n");
        print(open("e2"), "two\n");

        Log after = open("e3");

        assertThat(after.has("e1", 1)).isTrue();
        assertThat(after.has("e1", 2)).isFalse();
        assertThat(after.has("e2", 2)).isTrue();
        assertThat(StoredLog.contents(after)).hasSize(2);
    }

    @Test
    void what_the_memory_has_forgotten_is_read_from_the_disk() {
        Log log = open("e1");
        for (int i = 0; i < 2_000; i++) {
            print(log, "line " + i + " of a log that is much longer than its memory\n");
        }

        assertThat(log.footprint()).isLessThan(20_000);
        assertThat(log.span().first()).isEqualTo(1);
        List<String> contents = StoredLog.contents(log);
        assertThat(contents).hasSizeGreaterThanOrEqualTo(2_000).noneMatch(line -> line.startsWith("gap"));
        assertThat(contents.get(3)).startsWith("4 OUTPUT line 3 of");
        assertThat(disk.list(StoredLog.FOLDER)).as("files").hasSizeGreaterThan(4);
        log.mark();
        assertThat(StoredLog.contents(open("e2"))).isEqualTo(contents);
    }

    @Test
    void it_does_not_leave_the_memory_while_somebody_reads_what_the_disk_has() {
        Log log = open("e1");
        print(log, "one");
        log.mark();
        log.end();

        Log again = open("e1");

        assertThat(again.isIdle(Long.MAX_VALUE)).as("it has nothing in memory").isFalse();
    }

    @Test
    void nobody_reads_a_record_before_it_is_stored() {
        Log log = open("e1");
        log.append(RecordType.OUTPUT, "one\n".getBytes(UTF_8));

        assertThat(log.seal()).isZero();
        assertThat(log.read(0, 1_000, null)).isNull();
        assertThat(log.partAt(1)).isNull();

        log.flush(true);

        assertThat(log.seal()).isEqualTo(1);
        assertThat(log.read(0, 1_000, null)).isNotNull();
    }

    @Test
    void runs_and_tasks_are_there_again_even_after_a_crash() {
        Log before = open("e1");
        before.start(new RunStarted("build", "r1", "make all", 80, 24));
        print(before, "\u001b[31mred");
        before.end(new RunEnded("build", "r1", RunOutcome.FINISHED, 2));
        before.start(new RunStarted("build", "r2", null));
        before.appendStatus("t1", "{\"taskId\":\"t1\",\"status\":\"running\"}".getBytes(UTF_8));
        before.appendStatus("t1", "{\"taskId\":\"t1\",\"status\":\"done\"}".getBytes(UTF_8));
        print(before, "\u001b[1mbold");

        for (String how : List.of("a crash", "an end in order")) {
            Log after = open(how);
            assertThat(after.runs(10)).as(how).isEqualTo(before.runs(10)).hasSize(2);
            assertThat(after.tasks()).as(how).isEqualTo(before.tasks()).hasSize(1);
            assertThat(after.contextAfter(after.span().last()).state()).as(how).isEqualTo("\u001b[1m");
            after.mark();
        }
    }

    @Test
    void a_deleted_log_is_gone() {
        Log log = open("e1");
        print(log, "one\n");
        log.end();
        log.deleteStored();

        assertThat(disk.files()).isEmpty();
        assertThat(open("e2").span().last()).isZero();
    }

    @Test
    void with_sync_a_file_that_cannot_be_forced_is_given_up_and_its_last_records_are_written_again() {
        Log log = StoredLog.open(disk, "e1", true, SMALL, true);
        print(log, "one\n");
        print(log, "two\n");
        disk.failingToForce(StoredLog.FOLDER.resolve(disk.list(StoredLog.FOLDER).stream()
                .filter(name -> name.endsWith(".log"))
                .findFirst()
                .orElseThrow()));

        print(log, "three\n");
        print(log, "four\n");

        assertThat(disk.list(StoredLog.FOLDER)).as("files").hasSize(3);
        assertThat(StoredLog.contents(StoredLog.open(disk.withoutWhatWasNotForced(), "e2", false, SMALL)))
                .containsExactly("1 OUTPUT one\\n", "2 OUTPUT two\\n", "3 OUTPUT three\\n", "4 OUTPUT four\\n");
    }
}
