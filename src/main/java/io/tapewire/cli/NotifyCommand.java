package io.tapewire.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tapewire notify}. */
@Command(
        name = "notify",
        description = "Publishes a notification.",
        footer = {"", "Example: tapewire notify build \"Done\" \"all green\""})
final class NotifyCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server;

    @Mixin
    private Saying saying;

    @Parameters(index = "1", paramLabel = "TITLE", description = "its title")
    private String title;

    @Parameters(index = "2", arity = "0..1", paramLabel = "TEXT", defaultValue = "", description = "its text")
    private String text;

    @Option(names = "--priority", paramLabel = "PRIORITY", description = "for instance low, normal or high")
    private String priority;

    @Override
    public Integer call() throws InterruptedException {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("title", title);
        data.put("message", text);
        if (priority != null) {
            data.put("priority", priority);
        }
        return saying.say(server.server(), "notification", data);
    }
}
