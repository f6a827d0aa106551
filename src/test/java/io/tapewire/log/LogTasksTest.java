package io.tapewire.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.protocol.RecordType;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A log remembers the last status of each task. */
class LogTasksTest {
    private final ManualClock clock = new ManualClock();

    @Test
    void of_each_task_the_last_status_is_known_and_the_one_that_changed_last_comes_last() {
        Log log = log(Limits.STANDARD);
        status(log, "a", "waiting");
        status(log, "b", "running");
        clock.advance(Duration.ofSeconds(2));
        status(log, "a", "done");

        assertThat(log.tasks()).extracting(Task::id).containsExactly("b", "a");
        Task changed = log.tasks().get(1);
        assertThat(changed.data()).isEqualTo("{\"taskId\":\"a\",\"status\":\"done\"}");
        assertThat(changed.offset()).isEqualTo(3);
        assertThat(changed.millis()).isEqualTo(((Excerpt) log.partAt(3)).millisOf(3));
    }

    @Test
    void it_is_known_after_its_record_has_been_evicted() {
        Log log = log(Limits.STANDARD.with(Limit.CHANNEL_RECORDS, 16));
        status(log, "a", "done");
        for (int i = 0; i < 100; i++) {
            log.appendMessage(RecordType.NOTIFICATION, "{}".getBytes(UTF_8));
        }

        assertThat(log.partAt(1)).isInstanceOf(Gap.class);
        assertThat(log.tasks()).extracting(Task::offset).containsExactly(1L);
    }

    @Test
    void of_too_many_tasks_those_are_forgotten_that_changed_least_recently() {
        Log log = log(Limits.STANDARD.with(Limit.CHANNEL_TASKS, 3));
        for (String id : new String[] {"a", "b", "c", "a", "d"}) {
            status(log, id, "running");
        }

        assertThat(log.tasks()).extracting(Task::id).containsExactly("c", "a", "d");
    }

    @Test
    void their_memory_is_bounded_and_counts_as_the_logs() {
        Memory memory = new Memory(1 << 30);
        Log log = new Log("build", "e1", Limits.STANDARD.with(Limit.CHANNEL_TASKS_BYTES, 10_000), memory, clock);
        for (int i = 0; i < 1_000; i++) {
            status(log, "task " + i, "running ".repeat(10));
        }
        assertThat(log.tasks()).hasSizeBetween(10, 30);
        assertThat(log.tasks().get(log.tasks().size() - 1).id()).isEqualTo("task 999");

        long before = log.footprint();
        status(log, "x", "y".repeat(10_000));

        assertThat(log.tasks()).as("one that is too large alone").isEmpty();
        assertThat(log.footprint()).isLessThan(before + 20_000);
        log.end();
        assertThat(log.footprint()).isZero();
        assertThat(log.tasks()).isEmpty();
    }

    @Test
    void when_other_channels_need_the_memory_records_go_first_and_then_tasks() {
        Log log = log(Limits.STANDARD);
        for (int i = 0; i < 10; i++) {
            status(log, "task " + i, "running");
        }
        for (int i = 0; i < 10; i++) {
            assertThat(log.forgetOldest()).isTrue();
        }
        assertThat(log.tasks()).hasSize(10);

        log.forgetOldest();

        assertThat(log.tasks()).extracting(Task::id).containsExactly("task 5", "task 6", "task 7", "task 8", "task 9");
        for (int i = 0; i < 3; i++) {
            assertThat(log.forgetOldest()).isTrue();
        }
        assertThat(log.forgetOldest()).isFalse();
        assertThat(log.footprint()).isZero();
    }

    private Log log(Limits limits) {
        return new Log("build", "e1", limits, new Memory(1 << 30), clock);
    }

    private static void status(Log log, String task, String status) {
        log.appendStatus(
                task,
                "{\"taskId\":\"%s\",\"status\":\"%s\"}".formatted(task, status).getBytes(UTF_8));
    }
}
