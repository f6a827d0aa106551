package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The command tapewire in a terminal, as somebody sits in front of it. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "tmux is installed by Debian's packages")
class CommandTerminalIT extends ServerTest {
    private static final String UNTIL_A_SIGNAL = "while :; do sleep 0.1; done";

    @TempDir
    private Path directory;

    private Map<String, String> environment;
    private Tmux terminal;

    @BeforeEach
    void open() throws IOException {
        environment = new HashMap<>(Tapewire.environment(at("/"), TOKEN));
        Path commands = Files.createDirectories(directory.resolve("bin"));
        Files.createSymbolicLink(commands.resolve("tapewire"), Tapewire.script());
        environment.put("PATH", commands + ":" + System.getenv("PATH"));
        terminal = terminal("here");
    }

    private Tmux terminal(String name) {
        return Tmux.open(directory.resolve(name), environment);
    }

    @AfterEach
    void close() {
        if (terminal != null) {
            terminal.close();
        }
    }

    private void run(String script) {
        terminal.type("tapewire run " + channel + " -- sh -c '" + script + "'; echo status=$?");
    }

    private JsonObject ended() {
        Awaitility.await("the run has ended")
                .atMost(Duration.ofSeconds(60))
                .until(() -> runs().stream().anyMatch(run -> !run.isNull("outcome")));
        return runs().get(0);
    }

    private List<JsonObject> runs() {
        HttpResponse<String> answer = producer.get("channels/" + channel + "/runs");
        return answer.statusCode() == 404
                ? List.of()
                : Producer.json(answer).getJsonArray("runs").getValuesAs(JsonObject.class);
    }

    @Test
    void an_editor_is_drawn_as_usual_and_somebody_who_tails_sees_the_same() {
        terminal.type("tapewire run " + channel + " -- vim -n -u NONE -N notes.txt; echo status=$?");
        // what is typed before that is echoed by the terminal
        terminal.await("[New]");
        terminal.press("i")
                .type("first line")
                .type("second line")
                .press("Escape")
                .type(":set number");
        terminal.await("2 second line");

        try (Tmux viewer = terminal("viewer")) {
            viewer.type("tapewire tail " + channel);
            viewer.awaitScreen("the same screen", screen -> screen.equals(terminal.screen()));
            terminal.type(":2delete");
            terminal.awaitScreen("it is deleted", screen -> !screen.contains("second line"));
            viewer.awaitScreen("the same screen again", screen -> screen.equals(terminal.screen()));

            terminal.type(":q!");
            terminal.await("status=0");
            viewer.awaitScreen("the editor has left the screen", screen -> !screen.contains("first line"));
        }
        JsonObject run = ended();
        assertThat(run.getInt("cols")).isEqualTo(100);
        assertThat(run.getInt("rows")).isEqualTo(30);
    }

    @Test
    void top_shows_what_runs_and_takes_keys() {
        terminal.type("tapewire run " + channel + " -- top -d 1; echo status=$?");
        terminal.awaitScreen("its head and its list", screen -> screen.startsWith("top - ") && screen.contains("java"));
        terminal.press("q");
        terminal.await("status=0");

        assertThat(producer.history(channel)).contains("COMMAND");
        assertThat(ended().getInt("exit")).isZero();
    }

    @Test
    void the_terminal_of_the_command_has_the_size_of_the_window() {
        run("trap \"stty size\" WINCH; echo ready; " + UNTIL_A_SIGNAL);
        terminal.awaitLine("ready");
        terminal.resize(90, 20);
        terminal.awaitLine("20 90");
        terminal.press("C-c");
        terminal.await("status=130");
    }

    @Test
    void colours_are_shown_here_and_published() {
        run("ls --color=auto -d /tmp /dev");
        terminal.await("status=0");

        assertThat(terminal.colouredScreen()).containsPattern("\\u001b\\[[0-9;]*m/dev");
        assertThat(producer.history(channel)).containsPattern("\\u001b\\[[0-9;]*m/dev");
    }

    @Test
    void ctrl_c_goes_to_the_command_whose_status_counts() {
        run("trap \"echo caught; exit 9\" INT; echo ready; " + UNTIL_A_SIGNAL);
        terminal.awaitLine("ready");
        terminal.press("C-c");
        terminal.await("status=9");

        assertThat(producer.history(channel)).contains("ready\r\n", "caught\r\n");
        assertThat(ended().getInt("exit")).isEqualTo(9);
    }

    @Test
    void ctrl_c_ends_a_command_that_does_not_care() {
        run("echo ready; " + UNTIL_A_SIGNAL);
        terminal.awaitLine("ready");
        terminal.press("C-c");
        terminal.await("status=130");

        assertThat(ended().getInt("exit")).isEqualTo(130);
    }

    @Test
    void ctrl_z_suspends_what_runs_in_a_shell_that_is_published() {
        terminal.type("tapewire run " + channel + " -- env PS1=inner: sh; echo status=$?");
        terminal.awaitLine("inner:");
        terminal.type("sleep 1000");
        terminal.awaitScreen("it runs", screen -> screen.endsWith("sleep 1000"));
        terminal.press("C-z");
        terminal.await("Stopped");
        terminal.type("fg").press("C-c").type("exit 3");
        terminal.await("status=3");

        assertThat(producer.history(channel)).contains("Stopped");
        assertThat(ended().getInt("exit")).isEqualTo(3);
    }

    @Test
    void a_closed_terminal_ends_the_command_and_its_last_words_are_published() {
        run("trap \"echo bye; exit 5\" HUP; echo ready; " + UNTIL_A_SIGNAL);
        terminal.awaitLine("ready");
        terminal.close();
        terminal = null;

        // script gets the signal, too, and its own status is what is left
        assertThat(ended().getString("outcome")).isEqualTo("finished");
        assertThat(producer.history(channel)).endsWith("bye\r\n");
    }

    @Test
    void without_script_on_the_machine_the_command_gets_pipes() throws IOException {
        terminal.type("PATH=" + everythingBut("script"));
        run("test -t 1 && echo terminal || echo pipe; trap \"echo caught; exit 9\" INT; " + UNTIL_A_SIGNAL);
        terminal.awaitLine("pipe");
        terminal.press("C-c");
        terminal.await("status=9");

        assertThat(ended().isNull("cols")).isTrue();
        assertThat(producer.history(channel)).isEqualTo("pipe\ncaught\n");
    }

    /** A directory with all commands of the machine but one. */
    private Path everythingBut(String missing) throws IOException {
        Path commands = directory.resolve("bin");
        for (String folder : List.of("/bin", "/usr/bin")) {
            try (Stream<Path> all = Files.list(Path.of(folder))) {
                for (Path command : (Iterable<Path>) all::iterator) {
                    Path link = commands.resolve(command.getFileName());
                    if (!command.endsWith(missing) && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                        Files.createSymbolicLink(link, command);
                    }
                }
            }
        }
        return commands;
    }

    @Test
    void an_upload_that_waits_says_so_and_leaves_nothing_on_the_screen() throws IOException {
        Path file = Files.write(directory.resolve("report.txt"), new byte[1_000]);
        try (Cable cable = new Cable(at("/").getPort())) {
            cable.cut();
            terminal.type(
                    "clear; TAPEWIRE_URL=http://localhost:" + cable.port() + " tapewire file " + channel + " " + file);
            terminal.await("waiting: ");
            cable.mend();
            terminal.awaitScreen("it is published", screen -> screen.endsWith("\n$"));

            // the address is longer than a line of the screen
            assertThat(terminal.screen().replace("\n", ""))
                    .matches("http://localhost:" + cable.port() + "/channels/" + channel + "/files/[0-9a-f]+\\$");
        }
    }
}
