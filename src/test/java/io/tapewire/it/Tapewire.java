package io.tapewire.it;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command tapewire as it was packaged, in a process of its own, with its input and what it prints. */
final class Tapewire implements AutoCloseable {
    private static final long PATIENCE_S = 120;

    private final Process process;

    private Tapewire(Process process) {
        this.process = process;
    }

    static Tapewire start(URI server, String token, String... arguments) {
        List<String> command = new ArrayList<>(List.of("sh", script().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(environment(server, token));
        try {
            return new Tapewire(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path script() {
        return Path.of(System.getProperty("it.command"), "tapewire");
    }

    static Map<String, String> environment(URI server, String token) {
        return Map.of(
                "TAPEWIRE_URL",
                server.toString(),
                "TAPEWIRE_TOKEN",
                token,
                "TAPEWIRE_CONFIG",
                "/nonexistent",
                "JAVA_HOME",
                System.getProperty("java.home"));
    }

    /** Prints something to its standard input. */
    Tapewire type(String text) {
        try {
            process.getOutputStream().write(text.getBytes(UTF_8));
            process.getOutputStream().flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next bytes of what it prints, as many as this text has. */
    String next(String expected) {
        try {
            return new String(process.getInputStream().readNBytes(expected.getBytes(UTF_8).length), UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends its input and waits for its end. */
    Ended end() {
        try {
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            String errors = new String(process.getErrorStream().readAllBytes(), UTF_8);
            if (!process.waitFor(PATIENCE_S, TimeUnit.SECONDS)) {
                throw new AssertionError("tapewire does not end");
            }
            return new Ended(process.exitValue(), output, errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** How it ended: its status, and what it printed to standard output and error. */
    record Ended(int status, String output, String errors) {}

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
