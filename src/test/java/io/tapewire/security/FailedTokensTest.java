package io.tapewire.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class FailedTokensTest {
    private long now;
    private final FailedTokens failed =
            new FailedTokens(Limits.STANDARD.with(Limit.FAILED_TOKENS_PER_MIN, 2), () -> now);

    @Test
    void an_address_may_be_wrong_now_and_then() {
        failed.add("a");
        assertThat(failed.areTooMany("a")).isFalse();
        failed.add("a");
        assertThat(failed.areTooMany("a")).isTrue();
        assertThat(failed.areTooMany("b")).isFalse();

        now += TimeUnit.SECONDS.toNanos(31);
        assertThat(failed.areTooMany("a")).isFalse();
    }

    @Test
    void those_who_come_from_ever_new_addresses_do_not_fill_the_memory() {
        failed.add("first");
        failed.add("first");
        for (int i = 0; i < 10_000; i++) {
            failed.add("a" + i);
        }

        assertThat(failed.areTooMany("first")).as("the oldest is forgotten").isFalse();
        failed.add("a9999");
        assertThat(failed.areTooMany("a9999")).isTrue();
    }
}
