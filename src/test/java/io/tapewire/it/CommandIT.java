package io.tapewire.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command tapewire, from outside. */
class CommandIT extends ServerTest {
    @TempDir
    private Path directory;

    @Test
    void run_shows_and_publishes_a_command_with_its_size_and_status() {
        Tapewire.Ended ended =
                tapewire("run", "-t", "Nightly", channel, "--", "sh", "-c", "echo \"it's $1\"; exit 7", "sh", "me");

        assertThat(ended.status()).isEqualTo(7);
        assertThat(ended.output()).isEqualTo("it's me\r\n");
        assertThat(ended.errors()).isEmpty();
        assertThat(producer.history(channel)).isEqualTo("it's me\r\n");
        JsonObject run = run();
        assertThat(run.getString("title")).isEqualTo("Nightly");
        assertThat(run.getInt("cols")).isEqualTo(120);
        assertThat(run.getString("outcome")).isEqualTo("finished");
        assertThat(run.getInt("exit")).isEqualTo(7);
    }

    @Test
    void what_is_piped_into_run_is_the_commands_input() {
        try (Tapewire command = start("run", channel, "--", "cat")) {
            String binary = "a\u0003b\u0004c\n".repeat(10_000);
            assertThat(command.type(binary).end().output()).isEqualTo(binary.replace("\n", "\r\n"));
        }
    }

    @Test
    void lines_of_send_are_there_while_it_runs() {
        Viewer viewer = watch(channel);
        try (Tapewire command = start("send", channel)) {
            command.type("one\n");
            viewer.awaitOutput(channel, "one\n");
            command.type("two\n");
            viewer.awaitOutput(channel, "one\ntwo\n");
            assertThat(command.end().status()).isZero();
        }
        assertThat(run().getString("outcome")).isEqualTo("finished");
    }

    @Test
    void a_cut_costs_no_byte() {
        try (Cable cable = new Cable(at("/").getPort());
                Tapewire command =
                        Tapewire.start(URI.create("http://localhost:" + cable.port()), TOKEN, "send", channel)) {
            Viewer viewer = watch(channel);
            StringBuilder all = new StringBuilder();
            for (int line = 0; line < 10; line++) {
                all.append("line ").append(line).append('\n');
                command.type("line " + line + "\n");
                viewer.awaitOutput(channel, all.toString());
                cable.cut();
                all.append("while it is cut\n");
                command.type("while it is cut\n");
                cable.mend();
            }
            assertThat(command.end().status()).isZero();
            assertThat(producer.history(channel)).isEqualTo(all.toString());
        }
    }

    @Test
    void task_and_notify_publish_messages() {
        assertThat(tapewire("task", channel, "deploy", "running", "--progress", "40")
                        .status())
                .isZero();
        assertThat(tapewire("notify", channel, "Done", "all green", "--priority", "high")
                        .status())
                .isZero();

        assertThat(producer.get("channels/" + channel + "/tasks").body())
                .contains("\"taskId\":\"deploy\"", "\"status\":\"running\"", "\"progress\":40");
        assertThat(producer.get("channels/" + channel + "/records").body())
                .contains("\"title\":\"Done\"", "\"message\":\"all green\"", "\"priority\":\"high\"");
    }

    @Test
    void tail_prints_what_is_there_and_what_comes() {
        producer.print(channel, "\u001b[31mone\u001b[m\n");
        try (Tapewire command = start("tail", channel)) {
            assertThat(command.next("\u001b[31mone\u001b[m\n")).isEqualTo("\u001b[31mone\u001b[m\n");
            producer.print(channel, "Grüße\n");
            assertThat(command.next("Grüße\n")).isEqualTo("Grüße\n");
        }
    }

    @Test
    void tail_continues_after_a_cut() {
        producer.print(channel, "one\n");
        try (Cable cable = new Cable(at("/").getPort());
                Tapewire command =
                        Tapewire.start(URI.create("http://localhost:" + cable.port()), TOKEN, "tail", channel)) {
            assertThat(command.next("one\n")).isEqualTo("one\n");
            cable.cut();
            producer.print(channel, "two\n");
            cable.mend();
            producer.print(channel, "three\n");
            assertThat(command.next("two\nthree\n")).isEqualTo("two\nthree\n");
        }
    }

    @Test
    void tail_reads_a_part_and_searches() {
        producer.print(channel, "an error\nfine\nanother error\n");

        assertThat(tapewire("tail", channel, "--no-follow").output()).isEqualTo("an error\nfine\nanother error\n");
        assertThat(tapewire("tail", channel, "--no-follow", "--since", "1h").output())
                .isEqualTo("an error\nfine\nanother error\n");
        assertThat(tapewire("tail", channel, "--search", "ERROR").output()).isEqualTo("an error\nanother error\n");
        assertThat(tapewire("tail", channel, "--search", "^an\\b", "--regex").output())
                .isEqualTo("an error\n");
    }

    @Test
    void ls_lists_channels_that_match() {
        producer.print(channel, "x");
        producer.print(channel + "/part", "x");

        assertThat(tapewire("ls", getClass().getSimpleName() + "/*").output())
                .contains("  " + channel)
                .doesNotContain("/part");
    }

    @Test
    void the_status_says_what_was_wrong() throws Exception {
        assertThat(tapewire("notify", channel).status()).isEqualTo(2);
        assertThat(tapewire("notify", "/", "x").status()).isEqualTo(2);
        assertThat(tapewire("run", channel, "--", "no-such-command").status()).isEqualTo(127);
        try (Tapewire command = Tapewire.start(at("/"), "wrong", "notify", channel, "x")) {
            assertThat(command.end().status()).isEqualTo(3);
        }
        URI nobody = URI.create("http://localhost:1");
        try (Tapewire command = Tapewire.start(nobody, TOKEN, "notify", channel, "x", "--finish-within", "1s")) {
            assertThat(command.end().status()).isEqualTo(4);
        }
        try (Tapewire command = Tapewire.start(
                nobody, TOKEN, "run", "--finish-within", "1s", channel, "--", "sh", "-c", "echo x; exit 5")) {
            Tapewire.Ended ended = command.end();
            assertThat(ended.status()).isEqualTo(5);
            assertThat(ended.output()).isEqualTo("x\r\n");
            assertThat(ended.errors()).contains("not everything was published");
        }
    }

    @Test
    void the_server_serves_it_and_says_how_to_get_it() throws Exception {
        HttpResponse<String> page = Producer.send(HttpRequest.newBuilder(at("/tapewire/cli/")));
        assertThat(page.body()).contains("curl -fsSO '" + at("/tapewire/cli/") + "{tapewire,tapewire.jar}'");

        for (String name : new String[] {"tapewire", "tapewire.jar", "tapewire.cmd"}) {
            byte[] served = Producer.sendForBytes(HttpRequest.newBuilder(at("/tapewire/cli/" + name)))
                    .body();
            assertThat(served).isEqualTo(Files.readAllBytes(Tapewire.script().resolveSibling(name)));
            Files.write(directory.resolve(name), served);
        }
        Process help = new ProcessBuilder("sh", directory.resolve("tapewire").toString(), "--help").start();
        assertThat(new String(help.getInputStream().readAllBytes(), UTF_8)).contains("Usage: tapewire");
        assertThat(Producer.send(HttpRequest.newBuilder(at("/tapewire/cli/other")))
                        .statusCode())
                .isEqualTo(404);
    }

    private Tapewire start(String... arguments) {
        return Tapewire.start(at("/"), TOKEN, arguments);
    }

    private Tapewire.Ended tapewire(String... arguments) {
        try (Tapewire command = start(arguments)) {
            return command.end();
        }
    }

    private JsonObject run() {
        return Producer.json(producer.get("channels/" + channel + "/runs"))
                .getJsonArray("runs")
                .getJsonObject(0);
    }
}
