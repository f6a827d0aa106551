package io.tapewire.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineCheckerTest {
    private final LineChecker checker = new LineChecker(5, 9);

    @Test
    void lines_in_their_turn_are_complete_and_without_fault() {
        take(5, 6, 7);
        assertThat(checker.isComplete()).isFalse();

        take(8);

        assertThat(checker.isComplete()).isTrue();
        assertThat(checker.faults()).isEqualTo(Faults.NONE);
    }

    @Test
    void a_line_that_never_comes_is_lost() {
        take(5, 7, 8);

        assertThat(checker.isComplete()).isFalse();
        assertThat(checker.faults()).isEqualTo(new Faults(1, 0, 0, 0));
    }

    @Test
    void lines_at_either_end_can_be_lost_too() {
        take(7);

        assertThat(checker.faults()).isEqualTo(new Faults(3, 0, 0, 0));
    }

    @Test
    void a_line_that_comes_again_is_doubled() {
        take(5, 6, 5, 6, 7, 8, 8);

        assertThat(checker.faults()).isEqualTo(new Faults(0, 3, 0, 0));
    }

    @Test
    void a_line_after_a_younger_one_is_late_and_not_lost() {
        take(6, 5, 8, 7);

        assertThat(checker.isComplete()).isTrue();
        assertThat(checker.faults()).isEqualTo(new Faults(0, 0, 2, 0));
    }

    @Test
    void a_late_line_that_comes_again_is_doubled() {
        take(6, 5, 5, 7, 8);

        assertThat(checker.faults()).isEqualTo(new Faults(0, 1, 1, 0));
    }

    @Test
    void a_line_from_before_the_first_is_one_that_the_viewer_had_already() {
        take(4, 5, 6, 7, 8);

        assertThat(checker.faults()).isEqualTo(new Faults(0, 1, 0, 0));
    }

    @Test
    void a_line_that_nobody_printed_is_broken() {
        take(5, 6, 7, 8, 9);

        assertThat(checker.faults()).isEqualTo(new Faults(0, 0, 0, 1));
    }

    private void take(int... numbers) {
        for (int number : numbers) {
            checker.take(number);
        }
    }
}
