package io.tapewire.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limits;
import io.tapewire.fault.CapturedLog;
import io.tapewire.log.Log;
import io.tapewire.log.LogSnapshot;
import io.tapewire.log.ManualClock;
import io.tapewire.log.Memory;
import io.tapewire.protocol.RecordType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelStoreTest {
    private final MemoryDisk disk = new MemoryDisk();
    private final ManualClock clock = new ManualClock();

    private List<Path> logs() {
        return disk.files().keySet().stream()
                .filter(file -> file.toString().endsWith(".log"))
                .toList();
    }

    private static void print(Log log, String text) {
        log.append(RecordType.OUTPUT, text.getBytes(UTF_8));
        log.flush(true);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothing_is_written_to_a_file_that_could_not_be_forced_whether_it_is_open_or_not(boolean open) {
        StoreSettings settings = new StoreSettings(1 << 30, 1 << 30, 0, Long.MAX_VALUE / 2, 1 << 20, 2, false);
        LogSnapshot nothing = LogSnapshot.startingWith("e1");
        ChannelStore store = new ChannelStore(
                new Recovery.Found("build", nothing, true),
                ChannelFiles.none(disk, StoredLog.FOLDER),
                Environment.of(disk, settings, clock, StoredLog.noFiles()),
                same -> {});
        Log log = new Log("build", nothing, store, Limits.STANDARD, new Memory(1 << 30), clock);
        print(log, "one\n");
        if (!open) {
            log.mark();
        }
        Path file = logs().get(0);
        int length = disk.files().get(file).length;

        // the fault is not told twice in a minute, so it is only kept from the console
        try (CapturedLog faults = CapturedLog.ofTapewire()) {
            store.distrust(file, new IOException("Input/output error"));
            assertThat(faults.errors()).hasSizeLessThanOrEqualTo(1);
            clock.advance(Duration.ofSeconds(2));
            print(log, "two\n");
        }

        assertThat(disk.files().get(file)).hasSize(length);
        assertThat(logs()).hasSize(2);
        assertThat(StoredLog.contents(log)).containsExactly("1 OUTPUT one\\n", "2 OUTPUT two\\n");
    }
}
