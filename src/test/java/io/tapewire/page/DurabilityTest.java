package io.tapewire.page;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.HistorySettings;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DurabilityTest {
    private static final long SYNC_MILLIS = 10_000;

    private static String words(boolean kept, boolean sync) {
        return Durability.words(new HistorySettings(kept, Optional.empty(), sync, false), SYNC_MILLIS);
    }

    @Test
    void the_page_says_what_a_power_failure_can_cost() {
        assertThat(words(true, false)).endsWith("A power failure there can cost the last 10 seconds.");
        assertThat(words(true, true)).contains("a power failure costs nothing");
    }

    @Test
    void the_page_says_that_memory_keeps_nothing() {
        assertThat(words(false, false)).contains("gone when the server stops");
    }
}
