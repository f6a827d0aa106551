package io.tapewire.cli;

import io.tapewire.cli.server.Server;
import io.tapewire.cli.upload.Pace;
import io.tapewire.cli.upload.Run;
import io.tapewire.cli.upload.Spool;
import io.tapewire.cli.upload.Upload;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tapewire send}. */
@Command(
        name = "send",
        description = "Publishes standard input as a run, as it comes.",
        footer = {"", "Example: some-command 2>&1 | tapewire send build"})
final class SendCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server;

    @Mixin
    private UploadOptions upload;

    @Option(
            names = {"-t", "--title"},
            paramLabel = "TITLE",
            description = "what viewers read above the output")
    private String title;

    @Parameters(paramLabel = "CHANNEL", description = "where to publish")
    private Channel channel;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Server target = server.server();
        try (Spool spool = upload.spool()) {
            Run run = new Run(target, channel.name(), RunName.random(), title, 0, 0);
            Upload publishing = new Upload(run, spool, Pace.USUAL).start();
            Copy.all(new FileInputStream(FileDescriptor.in), spool, (piece, length) -> {});
            Optional<Upload.Failure> failure = publishing.finish(null, upload.finish());
            failure.ifPresent(found -> Notices.say(found.message()));
            return failure.map(Status::of).orElse(Status.DONE);
        }
    }
}
