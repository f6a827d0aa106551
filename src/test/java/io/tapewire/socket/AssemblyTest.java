package io.tapewire.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import org.junit.jupiter.api.Test;

class AssemblyTest {
    private final Assembly assembly = new Assembly(Limits.STANDARD.with(Limit.MESSAGE_BYTES, 10_000));

    @Test
    void parts_become_a_whole_in_their_order() {
        assertThat(assembly.add("one ")).isTrue();
        assertThat(assembly.add("")).isTrue();
        assertThat(assembly.add("two")).isTrue();
        assertThat(assembly.take()).isEqualTo("one two");
    }

    @Test
    void the_next_message_begins_with_nothing() {
        assembly.add("x".repeat(10_000));
        assembly.take();
        assertThat(assembly.add("y".repeat(10_000))).isTrue();
        assertThat(assembly.take()).isEqualTo("y".repeat(10_000));
        assertThat(assembly.take()).isEmpty();
    }

    @Test
    void a_message_of_the_largest_size_is_taken() {
        assertThat(assembly.add("x".repeat(9_999))).isTrue();
        assertThat(assembly.add("x")).isTrue();
    }

    @Test
    void a_larger_message_is_refused_in_one_part_or_in_many() {
        assertThat(assembly.add("x".repeat(10_001))).isFalse();
        assertThat(assembly.add("x".repeat(10_000))).isTrue();
        assertThat(assembly.add("x")).isFalse();
    }

    @Test
    void a_message_in_too_many_parts_is_refused_however_small_they_are() {
        for (int part = 0; part < 4_096; part++) {
            assertThat(assembly.add(part % 2 == 0 ? "" : "x")).isTrue();
        }
        assertThat(assembly.add("")).isFalse();
    }

    @Test
    void the_parts_are_counted_for_each_message() {
        for (int message = 0; message < 3; message++) {
            for (int part = 0; part < 4_096; part++) {
                assertThat(assembly.add("x")).isTrue();
            }
            assertThat(assembly.take()).hasSize(4_096);
        }
    }
}
