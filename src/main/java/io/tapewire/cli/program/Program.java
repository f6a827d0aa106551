package io.tapewire.cli.program;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A program that runs, in a terminal of its own or without one. Thread-safe. */
public final class Program {
    private final Process process;
    private final Terminal terminal;
    private final boolean hasOurTerminal;

    private Program(Process process, Terminal terminal, boolean hasOurTerminal) {
        this.process = process;
        this.terminal = terminal;
        this.hasOurTerminal = hasOurTerminal;
    }

    /**
     * Starts a program. It reads our standard input, and its standard output and error are its output.
     *
     * @param command the program and its arguments
     * @param inTerminal whether it gets a terminal, if the system can give one
     * @param usual the terminal's size where we have none
     * @throws IOException if there is no such program
     */
    public static Program start(List<String> command, boolean inTerminal, Terminal usual)
            throws IOException, InterruptedException {
        Optional<Terminal> ours = Terminal.find();
        Optional<Script> script = inTerminal ? Script.find() : Optional.empty();
        Terminal size = script.isPresent() ? ours.orElse(usual) : null;
        ProcessBuilder builder = script.isPresent()
                ? script.get().command(command, ours, size)
                : new ProcessBuilder(command).redirectErrorStream(true);
        Process process = builder.redirectInput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(script.isPresent() ? ProcessBuilder.Redirect.INHERIT : ProcessBuilder.Redirect.PIPE)
                .start();
        return new Program(process, size, script.isEmpty() && ours.isPresent());
    }

    /** Its terminal; nothing if it has none of its own. */
    public Optional<Terminal> terminal() {
        return Optional.ofNullable(terminal);
    }

    public InputStream output() {
        return process.getInputStream();
    }

    /** Waits for its end. Its exit status, or 128 and the number of the signal that has ended it. */
    public int await() throws InterruptedException {
        return process.waitFor();
    }

    /**
     * Sends it a signal that we got.
     *
     * @param name for instance {@code TERM}
     */
    public void signal(String name) {
        if (name.equals("INT") && hasOurTerminal) {
            // the terminal has sent it to both of us
            return;
        }
        // script has a single child, and that is the program
        Stream<ProcessHandle> targets = terminal == null ? Stream.of(process.toHandle()) : process.children();
        targets.forEach(target -> kill(name, target.pid()));
    }

    private static void kill(String name, long pid) {
        try {
            new ProcessBuilder("kill", "-" + name, String.valueOf(pid))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException noKill) {
            // a system without signals: the nearest that Java has
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        }
    }
}
