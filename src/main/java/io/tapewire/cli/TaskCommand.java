package io.tapewire.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code tapewire task}. */
@Command(
        name = "task",
        description = "Publishes the status of a task.",
        footer = {"", "Example: tapewire task build deploy running --progress 40"})
final class TaskCommand implements Callable<Integer> {
    @Mixin
    private ServerOptions server;

    @Mixin
    private Saying saying;

    @Parameters(index = "1", paramLabel = "NAME", description = "the task's name in the channel")
    private String name;

    @Parameters(index = "2", paramLabel = "STATE", description = "for instance running, done or failed")
    private String state;

    @Option(names = "--progress", paramLabel = "PERCENT", description = "how far it is, from 0 to 100")
    private Double progress;

    @Option(names = "--message", paramLabel = "TEXT", description = "what it does just now")
    private String message;

    @Override
    public Integer call() throws InterruptedException {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("taskId", name);
        data.put("status", state);
        if (progress != null) {
            data.put("progress", progress);
        }
        if (message != null) {
            data.put("message", message);
        }
        return saying.say(server.server(), "task_status", data);
    }
}
