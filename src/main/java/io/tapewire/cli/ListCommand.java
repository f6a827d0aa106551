package io.tapewire.cli;

import com.grack.nanojson.JsonObject;
import io.tapewire.cli.server.Refusal;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code tapewire ls}. */
@Command(
        name = "ls",
        description =
                "Lists the channels that you may see: when something came last, bytes, viewers, name and program.",
        footer = {"", "Example: tapewire ls 'build/**'"})
final class ListCommand implements Callable<Integer> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

    @Mixin
    private ServerOptions server;

    @Parameters(
            arity = "0..1",
            paramLabel = "PATTERN",
            defaultValue = "**",
            description = "only channels that match: * is one segment, a last ** is one or more; default: all")
    private ChannelPattern pattern;

    @Override
    public Integer call() throws IOException, InterruptedException, Refusal {
        List<JsonObject> rows = server.server().get("channels").getArray("channels").stream()
                .map(JsonObject.class::cast)
                .filter(row -> pattern.matches(row.getString("name")))
                .sorted(Comparator.comparing(row -> row.getString("name")))
                .toList();
        rows.forEach(row -> Output.line(line(row)));
        return Status.DONE;
    }

    private static String line(JsonObject row) {
        return "%s %14d %5d  %s%s"
                .formatted(
                        TIME.format(Instant.parse(row.getString("updated"))),
                        row.getLong("bytes"),
                        row.getLong("viewers"),
                        row.getString("name"),
                        program(row.getObject("run")));
    }

    private static String program(JsonObject run) {
        if (run == null) {
            return "";
        }
        String title = run.getString("title");
        String outcome = run.getString("outcome");
        String exit = run.isNumber("exit") ? " " + run.getInt("exit") : "";
        return "  (" + (title == null ? "" : title + ": ") + (outcome == null ? "running" : outcome + exit) + ")";
    }
}
