package io.tapewire.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BudgetTest {
    private long now;
    private final Budget budget = new Budget(3, Duration.ofMinutes(1).toNanos(), () -> now);

    @Test
    void it_can_be_used_at_once_and_fills_up_with_time() {
        assertThat(taken()).isEqualTo(3);

        pass(Duration.ofSeconds(19));
        assertThat(budget.take()).isFalse();
        pass(Duration.ofSeconds(2));
        assertThat(taken()).isOne();
    }

    @Test
    void more_than_a_minutes_worth_is_never_saved() {
        pass(Duration.ofHours(1));

        assertThat(taken()).isEqualTo(3);
    }

    private void pass(Duration time) {
        now += time.toNanos();
    }

    private int taken() {
        int taken = 0;
        while (budget.take()) {
            taken++;
        }
        return taken;
    }
}
