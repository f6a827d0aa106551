package io.tapewire.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.channel.Channels;
import io.tapewire.config.HistorySettings;
import io.tapewire.config.Limits;
import io.tapewire.event.RunEnded;
import io.tapewire.event.RunOutcome;
import io.tapewire.event.RunStarted;
import io.tapewire.log.Log;
import io.tapewire.log.TimeSource;
import io.tapewire.protocol.RecordType;
import io.tapewire.store.DiskArchive;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** A history as a server leaves it behind that has ended in order, written by the server's own code. */
final class StoredHistory {
    private StoredHistory() {}

    static String name(int channel) {
        return "many/%05d".formatted(channel);
    }

    /**
     * Channels with a run, a task and so many bytes of output each.
     *
     * @return the offset of the last record of each
     */
    static long write(Path directory, int channels, int bytesEach) throws IOException {
        byte[] output = "a line of sixty-four bytes, with its line feed, as builds do it\n"
                .repeat(bytesEach / 64)
                .getBytes(UTF_8);
        HistorySettings settings = new HistorySettings(true, Optional.empty(), false, false);
        long last = 0;
        try (DiskArchive archive = DiskArchive.open(directory, settings, Limits.STANDARD, InstantSource.system())) {
            Channels all = new Channels(Limits.STANDARD, TimeSource.system(), archive);
            for (int i = 0; i < channels; i++) {
                last = write(all, name(i), output);
            }
            all.close();
        }
        return last;
    }

    private static long write(Channels all, String channel, byte[] output) {
        all.start(new RunStarted(channel, "r1", "Nightly build of " + channel));
        all.append(channel, RecordType.OUTPUT, output, "r1");
        all.appendStatus(channel, "deploy", "{\"taskId\":\"deploy\",\"status\":\"done\"}".getBytes(UTF_8));
        all.end(new RunEnded(channel, "r1", RunOutcome.FINISHED, 0));
        Log log = all.append(channel, RecordType.OUTPUT, "the last line\n".getBytes(UTF_8))
                .log();
        // or thousands of files would be open
        log.mark();
        return log.span().last();
    }
}
