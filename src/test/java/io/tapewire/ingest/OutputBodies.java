package io.tapewire.ingest;

import io.tapewire.channel.Channels;
import io.tapewire.config.Limits;
import io.tapewire.event.OutputType;
import io.tapewire.event.TerminalOutput;
import io.tapewire.log.TimeSource;
import java.util.function.Consumer;

/** Bodies of output to the channel {@code build} that belong to no run. */
final class OutputBodies {
    private OutputBodies() {}

    static OutputBody into(Consumer<TerminalOutput> events) {
        Channels channels = new Channels(Limits.STANDARD, TimeSource.system());
        BodyRun run = new BodyRun("build", "~1", BodyRun.Kind.UNDECLARED, channels, end -> {});
        return new OutputBody("build", OutputType.OUTPUT, run, events);
    }
}
