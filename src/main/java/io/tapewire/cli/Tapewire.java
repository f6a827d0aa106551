package io.tapewire.cli;

import io.tapewire.cli.server.Refusal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command {@code tapewire}. */
@Command(
        name = "tapewire",
        description = "Publishes what programs print to a Tapewire server, and prints its channels.",
        versionProvider = Version.class,
        footer = {
            "",
            "TAPEWIRE_URL and TAPEWIRE_TOKEN name the server and the token, or url= and token= in"
                    + " ~/.config/tapewire/config. Each option's value may be there, too, by its name.",
            "",
            "Exit status: 0 done, 1 failed, 2 called wrongly, 3 refused by the server, 4 not reached in time."
                    + " tapewire run has the status of its command."
        })
public final class Tapewire implements Runnable {
    @Spec
    private CommandSpec spec;

    private Tapewire() {}

    public static void main(String[] arguments) {
        // a connection that was quiet for longer may be dead without a sign
        System.setProperty("jdk.httpclient.keepalive.timeout", "20");
        System.exit(execute(arguments));
    }

    private static int execute(String... arguments) {
        CommandLine command = new CommandLine(new Tapewire());
        Commands.addTo(command, arguments);
        command.registerConverter(Duration.class, Times::duration);
        command.registerConverter(Size.class, Size::parse);
        command.registerConverter(Channel.class, Channel::parse);
        command.registerConverter(ChannelPattern.class, ChannelPattern::parse);
        for (CommandLine each : command.getSubcommands().values()) {
            each.getCommandSpec().mixinStandardHelpOptions(true);
        }
        command.getCommandSpec().mixinStandardHelpOptions(true);
        command.setUsageHelpAutoWidth(true);
        command.setExecutionExceptionHandler((failure, line, parsed) -> status(failure));
        try {
            command.setDefaultValueProvider(new Settings(System.getenv()));
        } catch (IOException e) {
            Notices.say("the configuration cannot be read: " + e.getMessage());
            return Status.USAGE;
        }
        return command.execute(arguments);
    }

    private static int status(Exception failure) throws Exception {
        if (failure instanceof Refusal refusal) {
            Notices.say(refusal.getMessage());
            return Status.of(refusal);
        }
        if (failure instanceof IOException) {
            Notices.say(Notices.message(failure));
            return Status.UNREACHED;
        }
        if (failure instanceof UncheckedIOException) {
            // not the network, but something here
            Notices.say(Notices.message(failure));
            return Status.FAILED;
        }
        throw failure;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
