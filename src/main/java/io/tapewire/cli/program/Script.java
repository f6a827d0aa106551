package io.tapewire.cli.program;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The program {@code script}, which gives another one a terminal of its own, copies what that prints, and exits with its
 * status. Immutable.
 */
final class Script {
    private static final String NAME = "script";

    private final boolean isLinux;

    private Script(boolean isLinux) {
        this.isLinux = isLinux;
    }

    /** Nothing if the system has none whose arguments are known. */
    static Optional<Script> find() throws InterruptedException {
        if (!isOnThePath()) {
            return Optional.empty();
        }
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        if (system.startsWith("mac") || system.endsWith("bsd")) {
            return Optional.of(new Script(false));
        }
        // Busybox has one that gives no status
        return version().contains("util-linux") ? Optional.of(new Script(true)) : Optional.empty();
    }

    private static boolean isOnThePath() {
        for (String directory : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            if (!directory.isEmpty() && Files.isExecutable(Path.of(directory, NAME))) {
                return true;
            }
        }
        return false;
    }

    private static String version() throws InterruptedException {
        try {
            Process process = new ProcessBuilder(NAME, "--version")
                    .redirectErrorStream(true)
                    .start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            process.waitFor();
            return said;
        } catch (IOException cannotBeStarted) {
            return "";
        }
    }

    /**
     * The command that starts another one in a terminal.
     *
     * @param outer the terminal that this process has itself; {@code script} follows its size
     * @param inner the size to begin with
     */
    ProcessBuilder command(List<String> command, Optional<Terminal> outer, Terminal inner) {
        String words = Shell.quote(command);
        if (!isLinux) {
            return outer.isPresent()
                    ? new ProcessBuilder(List.of("sh", "-c", "exec script -q /dev/null " + words))
                    : new ProcessBuilder(List.of(
                            "sh",
                            "-c",
                            "exec 3<&0 </dev/null; exec script -q /dev/null sh -c "
                                    + Shell.quote(size(inner) + "exec " + words + " <&3 3<&-")));
        }
        // script takes the user's shell, whatever that is
        Map<String, String> environment = System.getenv();
        String shell = environment.containsKey("SHELL")
                ? "SHELL=" + Shell.quote(environment.get("SHELL")) + "; export SHELL; "
                : "unset SHELL; ";
        ProcessBuilder builder = outer.isPresent()
                ? new ProcessBuilder(NAME, "-qefc", shell + "exec " + words, "/dev/null")
                // what is piped in goes past the terminal, which would change it
                : new ProcessBuilder(
                        "sh",
                        "-c",
                        "exec 3<&0 </dev/null; exec script -qefc \"$1\" /dev/null",
                        "sh",
                        shell + size(inner) + "exec " + words + " <&3 3<&-");
        builder.environment().put("SHELL", "/bin/sh");
        return builder;
    }

    private static String size(Terminal terminal) {
        return "stty cols " + terminal.cols() + " rows " + terminal.rows() + "; ";
    }
}
