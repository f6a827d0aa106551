package io.tapewire.nodes;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A Redis in a process of its own, with settings of its own. It can be killed and started again, and finds what it has stored. */
public final class Redis implements AutoCloseable {
    private static final int PATIENCE_MS = 20_000;

    private final Path home;
    private final List<String> settings;
    private final int port;
    private Process process;

    /** @param settings as on Redis' command line, for instance {@code --appendonly}, {@code yes} */
    public Redis(Path home, String... settings) {
        this.home = home;
        this.settings = List.of(settings);
        try (ServerSocket socket = new ServerSocket(0)) {
            this.port = socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Redis start() {
        List<String> command = new ArrayList<>(List.of("redis-server", "--port", String.valueOf(port)));
        command.addAll(List.of("--bind", "127.0.0.1", "--save", "", "--dir", home.toString()));
        command.addAll(settings);
        try {
            Files.createDirectories(home);
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(
                            home.resolve("redis.log").toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("Redis answers, see " + home).until(this::answers);
        return this;
    }

    private boolean answers() {
        try {
            return ask("PING").equals("+PONG");
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    public ProcessHandle process() {
        return process.toHandle();
    }

    /** Gives the first line of its answer to a command without blanks in its words. */
    String ask(String command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return firstLine(socket, command).readLine();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives a text that it answers, such as that of INFO. */
    String text(String command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            BufferedReader answer = firstLine(socket, command);
            int length = Integer.parseInt(answer.readLine().substring(1));
            char[] text = new char[length];
            for (int read = 0; read < length; ) {
                int more = answer.read(text, read, length - read);
                if (more < 0) {
                    throw new IOException("Redis breaks off");
                }
                read += more;
            }
            return new String(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static BufferedReader firstLine(Socket socket, String command) throws IOException {
        socket.setSoTimeout(PATIENCE_MS);
        socket.getOutputStream().write((command + "\r\n").getBytes(UTF_8));
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), UTF_8));
    }

    /** Gives it a command that must succeed. */
    void tell(String command) {
        String answer = ask(command);
        if (answer == null || answer.startsWith("-")) {
            throw new AssertionError(command + " is answered by " + answer);
        }
    }

    /** The end that {@code kill -9} brings. */
    void kill() {
        process.destroyForcibly();
        process.onExit().orTimeout(PATIENCE_MS, TimeUnit.MILLISECONDS).join();
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }
}
