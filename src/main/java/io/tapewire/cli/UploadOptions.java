package io.tapewire.cli;

import io.tapewire.cli.upload.Spool;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Option;

/** How much is kept for a server that cannot be reached, and how long that is waited for. */
final class UploadOptions {
    @Option(
            names = "--spool-size",
            descriptionKey = "spool-size",
            paramLabel = "BYTES",
            description = "how much output is kept on the disk for a server that cannot be reached; beyond that the"
                    + " oldest is dropped; K, M and G are understood; default: ${DEFAULT-VALUE}",
            defaultValue = "256M")
    private Size spool;

    @Option(
            names = "--finish-within",
            descriptionKey = "finish-within",
            paramLabel = "TIME",
            description = "how long after the end to go on publishing, for instance 30s, 5m or 1h;"
                    + " default: ${DEFAULT-VALUE}",
            defaultValue = "5m")
    private Duration finish;

    Spool spool() throws IOException {
        return new Spool(spool.bytes());
    }

    Duration finish() {
        return finish;
    }
}
