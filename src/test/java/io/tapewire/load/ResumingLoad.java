package io.tapewire.load;

import java.io.IOException;
import org.junit.jupiter.api.Test;

/** W7: all viewers come back at once and resume; beside it W3, the flood that the same server delivers live. */
class ResumingLoad extends ServerLoad {
    private static final int MEGABYTE = 1 << 20;
    private static final int LENGTH = 128;
    private static final int FLOOD_BYTES = 40_000_000;
    private static final int WARM_UP_BYTES = 16_000_000;

    @Test
    void a_thousand_viewers_resume_a_mebibyte_each(Report report) throws IOException {
        Flood flood = new Flood(target, server);
        Resumption resumption = new Resumption(target, server);
        warmUp(new Work("W2", 100, 1, 2000, LENGTH, 3));
        flood.run("load/warm-up", 100, WARM_UP_BYTES);
        resumption.run("load/warm-up", 200, MEGABYTE, MEGABYTE);

        Outcome live = flood.run("load/W3", 100, FLOOD_BYTES);
        Resumption.Result resumed = resumption.run("load/W7", 1000, MEGABYTE, MEGABYTE);

        report("W3 flood", 100, 1, "–", LENGTH, live, report);
        report("W7 resume", 1000, 1, "–", LENGTH, resumed.outcome(), report);
        report.row(
                "W7 beside W3|viewers|s to connect all|s until all are caught up|MB/s of lines|of W3's",
                "1 MiB each",
                1000,
                resumed.connectSeconds(),
                resumed.outcome().cost().seconds(),
                resumed.outcome().megabytesPerSecond(),
                resumed.outcome().megabytesPerSecond() / live.megabytesPerSecond());
    }
}
