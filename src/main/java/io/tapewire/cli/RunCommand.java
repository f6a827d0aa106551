package io.tapewire.cli;

import io.tapewire.cli.program.Program;
import io.tapewire.cli.program.Signals;
import io.tapewire.cli.program.Terminal;
import io.tapewire.cli.server.Server;
import io.tapewire.cli.upload.Pace;
import io.tapewire.cli.upload.Run;
import io.tapewire.cli.upload.Spool;
import io.tapewire.cli.upload.Upload;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tapewire run}. */
@Command(
        name = "run",
        customSynopsis = "tapewire run [OPTIONS] CHANNEL -- COMMAND...",
        description = "Runs a command, shows its output as usual, and publishes it as a run.",
        footer = {
            "",
            "The exit status is that of the command, also if its output could not be published; then a line on standard"
                    + " error says so. It is 127 if there is no such command, and 128 and the signal's number if the"
                    + " command was ended by a signal.",
            "",
            "Example: tapewire run build -- mvn verify"
        })
final class RunCommand implements Callable<Integer> {
    /** Where we have no terminal whose size the program's could have. */
    private static final Terminal USUAL = new Terminal(120, 30);

    @Spec
    private CommandSpec spec;

    @Mixin
    private ServerOptions server;

    @Mixin
    private UploadOptions upload;

    @Option(
            names = {"-t", "--title"},
            paramLabel = "TITLE",
            description = "what viewers read above the output; default: the command")
    private String title;

    @Option(
            names = "--no-terminal",
            description = "the command gets no terminal of its own, but pipes; many programs print no colours then")
    private boolean noTerminal;

    @Parameters(index = "0", paramLabel = "CHANNEL", description = "where to publish")
    private Channel channel;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "COMMAND",
            description = "the command and its arguments, after --")
    private List<String> words;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Server target = server.server();
        List<String> command = command();
        try (Spool spool = upload.spool()) {
            Program program;
            try {
                program = Program.start(command, !noTerminal, USUAL);
            } catch (IOException e) {
                Notices.say(e.getMessage());
                return Status.NO_PROGRAM;
            }
            for (String signal : List.of("INT", "TERM", "HUP")) {
                Signals.handle(signal, program::signal);
            }
            Upload publishing = new Upload(run(target, command, program.terminal()), spool, Pace.USUAL).start();
            int status = show(program, spool);
            // from here on a signal means us
            List.of("INT", "TERM", "HUP").forEach(signal -> Signals.handle(signal, name -> leave(status)));
            publishing.finish(status, upload.finish()).ifPresent(failure -> Notices.say(failure.message()));
            return status;
        }
    }

    /** Whatever stands behind the channel is the command's, also what looks like an option of ours. */
    private List<String> command() {
        List<String> command = words.get(0).equals("--") ? words.subList(1, words.size()) : words;
        if (command.isEmpty() || command.get(0).startsWith("-")) {
            throw new ParameterException(
                    spec.commandLine(), "Behind CHANNEL comes -- and the command; options come before CHANNEL");
        }
        return command;
    }

    private Run run(Server target, List<String> command, Optional<Terminal> terminal) {
        return new Run(
                target,
                channel.name(),
                RunName.random(),
                title == null ? String.join(" ", command) : title,
                terminal.map(Terminal::cols).orElse(0),
                terminal.map(Terminal::rows).orElse(0));
    }

    private static int show(Program program, Spool spool) throws IOException, InterruptedException {
        OutputStream screen = new FileOutputStream(FileDescriptor.out);
        Copy.all(program.output(), spool, (piece, length) -> {
            try {
                screen.write(piece, 0, length);
            } catch (IOException gone) {
                // as without us, a program that nobody reads is told so
                program.signal("PIPE");
            }
        });
        return program.await();
    }

    private static void leave(int status) {
        Notices.say("interrupted before everything was published");
        Runtime.getRuntime().halt(status);
    }
}
