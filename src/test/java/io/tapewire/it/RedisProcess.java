package io.tapewire.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A Redis in a process of its own, which keeps nothing on the disk. */
public final class RedisProcess implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 20;

    private final Path home;
    private final int port;
    private final List<String> options;
    private Process process;

    /** @param options in the words of its command line, after those that every test needs */
    public RedisProcess(Path home, String... options) {
        this.home = home;
        this.options = List.of(options);
        this.port = FreePort.find();
    }

    public RedisProcess start() {
        try {
            Files.createDirectories(home);
            List<String> command = new ArrayList<>(List.of(
                    "redis-server",
                    "--port",
                    String.valueOf(port),
                    "--bind",
                    "127.0.0.1",
                    "--save",
                    "",
                    "--appendonly",
                    "no",
                    "--repl-diskless-sync-delay",
                    "0",
                    "--dir",
                    home.toString()));
            command.addAll(options);
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("redis.log").toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Awaitility.await("Redis answers").until(this::answers);
        return this;
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    /** How a server is told to use it. */
    Map<String, String> configuration() {
        return Map.of(
                "TAPEWIRE_ENGINE", "redis", "TAPEWIRE_REDIS_URI", address().toString());
    }

    public URI address() {
        return URI.create("redis://127.0.0.1:" + port);
    }

    /** Everything that it has, as it writes it to the disk, without compression. */
    public String dump() {
        call("CONFIG SET rdbcompression no");
        save();
        try {
            return Files.readString(home.resolve("dump.rdb"), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes what it has to the disk, where it is found at the next start. */
    void save() {
        call("SAVE");
    }

    /** Has it carry out a command, whose words have no blanks, and returns the answer: a line, or the text of it. */
    String call(String command) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((command + "\r\n").getBytes(US_ASCII));
            BufferedReader answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
            String line = answer.readLine();
            if (line == null || line.startsWith("-")) {
                throw new AssertionError(command + " has failed: " + line);
            }
            if (!line.startsWith("$")) {
                return line.substring(1);
            }
            char[] text = new char[Integer.parseInt(line.substring(1))];
            int length = 0;
            while (length < text.length) {
                length += answer.read(text, length, text.length - length);
            }
            return new String(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on it is a replica of this one, and has the same. */
    void follow(RedisProcess master) {
        call("REPLICAOF 127.0.0.1 " + master.port);
        Awaitility.await("the replica has caught up").until(() -> {
            String state = call("INFO replication");
            return state.contains("master_link_status:up")
                    && offsetIn(state).equals(offsetIn(master.call("INFO replication")));
        });
    }

    private static String offsetIn(String replication) {
        return replication
                .lines()
                .filter(line -> line.startsWith("master_repl_offset:"))
                .findFirst()
                .orElseThrow();
    }

    /** From now on it is a master, with what it has. */
    void promote() {
        call("REPLICAOF NO ONE");
    }

    int port() {
        return port;
    }

    /** Kills it and starts another one, which has what was saved last. */
    public void replace() {
        close();
        start();
    }

    /** From now on it does not answer, and its connections stay open. */
    public void freeze() {
        signal("STOP");
    }

    /** Lets it go on, and waits until servers that share it publish again. */
    void thawFor(String channel, Producer... servers) {
        thaw();
        for (Producer server : servers) {
            Awaitility.await("Redis is used again")
                    .until(() -> server.print(channel, "", BodyPublishers.ofString("ready\n"))
                                    .statusCode()
                            == 200);
        }
    }

    public void thaw() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            int status = new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new AssertionError("kill -" + name + " ended with " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }
}
