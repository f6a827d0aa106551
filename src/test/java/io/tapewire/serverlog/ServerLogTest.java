package io.tapewire.serverlog;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.channel.ChannelSummary;
import io.tapewire.channel.Channels;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.fault.CapturedLog;
import io.tapewire.log.LogReader;
import io.tapewire.log.ManualClock;
import io.tapewire.mask.Masking;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

class ServerLogTest {
    private final ManualClock clock = new ManualClock();
    private final Channels channels = new Channels(Limits.STANDARD.with(Limit.CHANNELS, 1), clock);
    private final ServerLog.ToChannel handler =
            new ServerLog.ToChannel(channels, Masking.of("hunter2hunter2"), new LogLine("secret"));

    @Test
    void a_secret_in_a_line_is_masked() {
        handler.publish(new LogRecord(Level.INFO, "signed in with hunter2hunter2"));
        assertThat(LogReader.retainedOutput(channels.open("server").log()))
                .contains("signed in with ***")
                .doesNotContain("hunter2");
    }

    @Test
    void a_line_that_can_not_be_published_is_told_once_and_the_next_one_is_published() {
        try (CapturedLog log = CapturedLog.ofTapewire()) {
            clock.failWhen(() -> true);
            handler.publish(new LogRecord(Level.INFO, "lost"));
            handler.publish(new LogRecord(Level.INFO, "lost"));
            assertThat(log.errors()).hasSize(1);
        }
        clock.failWhen(() -> false);

        handler.publish(new LogRecord(Level.INFO, "published"));
        channels.upkeep().sealOlderThan(0);

        assertThat(channels.list()).extracting(ChannelSummary::name).containsExactly("server");
    }
}
