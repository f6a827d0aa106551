package io.tapewire.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.AutoComplete.GenerateCompletion;
import picocli.CommandLine;

/** The subcommands of {@code tapewire}. */
final class Commands {
    private static final Map<String, Supplier<Object>> ALL = new LinkedHashMap<>();

    static {
        ALL.put("run", RunCommand::new);
        ALL.put("send", SendCommand::new);
        ALL.put("task", TaskCommand::new);
        ALL.put("notify", NotifyCommand::new);
        ALL.put("file", FileCommand::new);
        ALL.put("tail", TailCommand::new);
        ALL.put("ls", ListCommand::new);
    }

    private Commands() {}

    /** Adds only the subcommand that the arguments name, because each one delays the start. Adds all if they name none. */
    static void addTo(CommandLine line, String... arguments) {
        String asked = arguments.length == 0 ? "" : arguments[0];
        if (ALL.containsKey(asked)) {
            line.addSubcommand(asked, ALL.get(asked).get());
        } else {
            ALL.forEach((name, command) -> line.addSubcommand(name, command.get()));
            line.addSubcommand("completion", new GenerateCompletion());
            CommandLine completion = line.getSubcommands().get("completion");
            completion.getCommandSpec().usageMessage().description("Prints a completion script for bash and zsh.");
        }
        CommandLine run = line.getSubcommands().get("run");
        if (run != null) {
            // options end where the channel begins: those behind it are the command's own
            run.setStopAtPositional(true);
        }
    }
}
