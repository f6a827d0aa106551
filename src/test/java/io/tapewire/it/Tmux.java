package io.tapewire.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A real terminal with a shell in it, that a test types into and looks at: tmux, with a server of its own. */
final class Tmux implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<String> tmux;
    private final Map<String, String> environment;

    private Tmux(Path socket, Map<String, String> environment) {
        this.environment = environment;
        this.tmux = List.of("tmux", "-f", "/dev/null", "-S", socket.toString());
    }

    /**
     * Opens a terminal of 100 × 30.
     *
     * @param socket a path that does not exist
     * @param environment variables of the shell
     */
    static Tmux open(Path socket, Map<String, String> environment) {
        Tmux terminal = new Tmux(socket, environment);
        List<String> start = new ArrayList<>(List.of("new-session", "-d", "-x", "100", "-y", "30"));
        // nothing of this machine's own shell
        start.addAll(List.of("env", "-u", "ENV", "PS1=$ ", "/bin/sh"));
        terminal.tmux(start);
        terminal.awaitScreen("a prompt", screen -> screen.startsWith("$"));
        return terminal;
    }

    /** Types a line and presses the enter key. */
    Tmux type(String line) {
        tmux(List.of("send-keys", "-l", line));
        return press("Enter");
    }

    /** Presses a key as tmux names it, for instance {@code C-c}. */
    Tmux press(String key) {
        tmux(List.of("send-keys", key));
        return this;
    }

    /** What is on the screen, without empty lines at its end. */
    String screen() {
        return tmux(List.of("capture-pane", "-p")).stripTrailing();
    }

    /** The same with the escape sequences of its colours. */
    String colouredScreen() {
        return tmux(List.of("capture-pane", "-p", "-e")).stripTrailing();
    }

    void await(String text) {
        awaitScreen(text, screen -> screen.contains(text));
    }

    void awaitLine(String line) {
        awaitScreen("the line " + line, screen -> screen.lines().anyMatch(line::equals));
    }

    void awaitScreen(String what, Predicate<String> wanted) {
        try {
            Awaitility.await(what).atMost(PATIENCE).until(() -> wanted.test(screen()));
        } catch (ConditionTimeoutException never) {
            throw new AssertionError(what + " does not come; there is:\n" + screen(), never);
        }
    }

    void resize(int cols, int rows) {
        tmux(List.of("resize-window", "-x", String.valueOf(cols), "-y", String.valueOf(rows)));
    }

    /** Closes it as somebody closes a window: what runs in it gets SIGHUP. */
    @Override
    public void close() {
        tmux(List.of("kill-server"));
    }

    private String tmux(List<String> arguments) {
        List<String> command = new ArrayList<>(tmux);
        command.addAll(arguments);
        try {
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().putAll(environment);
            Process process = builder.start();
            String said = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
