package io.tapewire.cli;

import io.tapewire.cli.file.Contents;
import io.tapewire.cli.file.Description;
import io.tapewire.cli.file.FileUpload;
import io.tapewire.cli.server.Refusal;
import io.tapewire.cli.server.Server;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapewire file}. */
@Command(
        name = "file",
        description = "Publishes a file beside a channel's output, and prints its address.",
        footer = {
            "",
            "A connection that breaks is replaced, and the upload continues where the server has it. At the end the"
                    + " SHA-256 of what has arrived is compared with that of the file.",
            "",
            "Example: tapewire file build target/report.html"
        })
final class FileCommand implements Callable<Integer> {
    private static final String STANDARD_INPUT = "-";
    private static final String MEDIA_TYPE = "[A-Za-z0-9!#$&^_.+-]+/[A-Za-z0-9!#$&^_.+-]+";

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "what the file is called; default: as it is called here. Standard input needs it")
    private String name;

    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "its media type, for instance text/plain; without one, pages go by its name")
    private String type;

    @Option(
            names = "--finish-within",
            descriptionKey = "finish-within",
            paramLabel = "TIME",
            description = "how long to try without getting further, for instance 30s, 5m or 1h;"
                    + " default: ${DEFAULT-VALUE}",
            defaultValue = "5m")
    private Duration patience;

    @Parameters(index = "0", paramLabel = "CHANNEL", description = "where to publish")
    private Channel channel;

    @Parameters(index = "1", paramLabel = "FILE", description = "the file, or - for standard input")
    private String file;

    @Override
    public Integer call() throws IOException, InterruptedException, Refusal {
        Server target = server.server();
        if (type != null && !type.matches(MEDIA_TYPE)) {
            throw wrong("not a media type: " + type + "; for instance text/plain");
        }
        Description description = new Description(channel.name(), name(), type);
        Contents opened;
        try {
            opened = contents();
        } catch (IOException e) {
            Notices.say("the file cannot be read: " + Notices.message(e));
            return Status.USAGE;
        }
        try (Contents contents = opened;
                Progress progress = Progress.of(description.name())) {
            String id = new FileUpload(target, description, contents, progress).publish(patience);
            progress.close();
            Output.line(target.at(channel.name(), "files/" + id).toString());
        }
        return Status.DONE;
    }

    private String name() {
        if (name != null) {
            if (name.contains("/")) {
                throw wrong("not the name of a file: " + name);
            }
            return name;
        }
        Path last = file.equals(STANDARD_INPUT) ? null : Path.of(file).getFileName();
        if (last == null) {
            throw wrong("--name says what the file is called");
        }
        return last.toString();
    }

    private Contents contents() throws IOException {
        if (file.equals(STANDARD_INPUT)) {
            return Contents.of(new FileInputStream(FileDescriptor.in));
        }
        Path path = Path.of(file);
        if (Files.isDirectory(path)) {
            throw new IOException(file + " is a directory");
        }
        if (Files.isRegularFile(path)) {
            return Contents.of(path);
        }
        // a pipe, as a shell makes it of <(…), can be read once
        try (InputStream pipe = Files.newInputStream(path)) {
            return Contents.of(pipe);
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
