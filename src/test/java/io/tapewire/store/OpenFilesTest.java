package io.tapewire.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limits;
import io.tapewire.log.Log;
import io.tapewire.log.LogSnapshot;
import io.tapewire.log.Memory;
import io.tapewire.log.TimeSource;
import io.tapewire.protocol.RecordType;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many channels that are printed to at once. */
class OpenFilesTest {
    private static final int MOST = 3;

    private final MemoryDisk disk = new MemoryDisk();
    private final Environment environment = Environment.of(
            disk,
            new StoreSettings(1 << 30, 1 << 30, 0, Long.MAX_VALUE / 2, 1 << 20, MOST, false),
            InstantSource.system(),
            StoredLog.noFiles());

    private Log log(String channel) {
        LogSnapshot nothing = LogSnapshot.startingWith("e1");
        ChannelStore store = new ChannelStore(
                new Recovery.Found(channel, nothing, true),
                ChannelFiles.none(disk, Path.of("channels", channel)),
                environment,
                same -> {});
        return new Log(channel, nothing, store, Limits.STANDARD, new Memory(1 << 30), TimeSource.system());
    }

    @Test
    void only_so_many_files_are_open_and_no_record_is_missing() {
        List<Log> logs =
                IntStream.range(0, 20).mapToObj(i -> log("channel-" + i)).toList();
        for (int round = 0; round < 3; round++) {
            for (Log log : logs) {
                log.append(RecordType.OUTPUT, ("round " + round + "\n").getBytes(UTF_8));
                log.flush(true);
                assertThat(disk.openFiles()).isLessThanOrEqualTo(MOST);
            }
        }

        assertThat(disk.list(Path.of("channels", "channel-7")))
                .as("the name and one file")
                .hasSize(2);
        assertThat(logs)
                .allSatisfy(log -> assertThat(StoredLog.contents(log))
                        .containsExactly("1 OUTPUT round 0\\n", "2 OUTPUT round 1\\n", "3 OUTPUT round 2\\n"));
        logs.forEach(Log::mark);
        assertThat(disk.openFiles()).isZero();
    }
}
