package io.tapewire.cli;

import io.tapewire.cli.reading.Position;
import io.tapewire.cli.reading.Search;
import io.tapewire.cli.reading.Tail;
import io.tapewire.cli.server.Refusal;
import io.tapewire.cli.server.Server;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tapewire tail}. */
@Command(
        name = "tail",
        description = "Prints a channel: what the server has in its memory, and then what comes.",
        footer = {
            "",
            "Colours are kept. A connection that breaks is replaced, and the output continues where it was. What is"
                    + " missing, and what is no output, is said on standard error. Ctrl+C ends it.",
            "",
            "Example: tapewire tail build --since 10m"
        })
final class TailCommand implements Callable<Integer> {
    private static final int MOST_FOUND = 10_000;

    @Mixin
    private ServerOptions server;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            description = "begin with the first record of this time, for instance 10m (ago), 2026-11-26 or"
                    + " 2026-11-26T10:00; older history is read, too")
    private String since;

    @Option(names = "--no-follow", description = "print what there is, and end")
    private boolean noFollow;

    @Option(
            names = "--search",
            paramLabel = "TEXT",
            description = "print only the lines that contain this, of those that there are (10,000 at most), and end")
    private String search;

    @Option(names = "--regex", description = "the text of --search is a regular expression of RE2")
    private boolean isRegex;

    @Parameters(paramLabel = "CHANNEL", description = "what to print")
    private Channel channel;

    @Override
    public Integer call() throws IOException, InterruptedException, Refusal {
        Server source = server.server();
        Position start = null;
        if (since != null) {
            Instant time = Times.instant(since, Clock.systemUTC(), ZoneId.systemDefault());
            start = Position.since(time, source, channel.name()).orElse(null);
        }
        if (search != null) {
            long after = start == null ? 0 : start.offset();
            new Search(source, channel.name(), search, isRegex, after, MOST_FOUND)
                    .run()
                    .forEach(Output::line);
            return Status.DONE;
        }
        if (noFollow) {
            String range = start == null ? "" : "?after=" + start.offset();
            try (InputStream output = source.bytes(URI.create(source.at(channel.name(), "output") + range))) {
                Output.copy(output);
            }
            return Status.DONE;
        }
        Notices.say(new Tail(source, channel.name(), start, Output.ofChannel()).follow());
        return Status.REFUSED;
    }
}
