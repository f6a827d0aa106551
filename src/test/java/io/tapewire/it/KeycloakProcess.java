package io.tapewire.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** Keycloak as it is distributed, in a process of its own, on a free port, with the realm of the tests. */
final class KeycloakProcess implements AutoCloseable {
    /** It sets itself up at its first start. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final int STOP_S = 30;

    private final Process process;
    private final int port;

    private KeycloakProcess(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static KeycloakProcess start() {
        try {
            Path home = Path.of(System.getProperty("it.keycloak"));
            Path imports = Files.createDirectories(home.resolve("data/import"));
            Files.copy(
                    Path.of("src/test/keycloak/tapewire-realm.json"),
                    imports.resolve("tapewire-realm.json"),
                    StandardCopyOption.REPLACE_EXISTING);
            int port = FreePort.find();
            ProcessBuilder builder = new ProcessBuilder(
                            "sh",
                            home.resolve("bin/kc.sh").toString(),
                            "start-dev",
                            "--import-realm",
                            // nothing of an earlier run
                            "--db=dev-mem",
                            "--cache=local",
                            "--http-host=127.0.0.1",
                            "--http-port=" + port,
                            "--hostname=http://127.0.0.1:" + port)
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("keycloak.log").toFile());
            builder.environment().put("JAVA_OPTS_KC_HEAP", "-Xms128m -Xmx512m");
            KeycloakProcess keycloak = new KeycloakProcess(builder.start(), port);
            // if the server does not start, or somebody interrupts the build, nobody closes it
            Runtime.getRuntime().addShutdownHook(new Thread(keycloak::close, "end-keycloak"));
            keycloak.awaitAnswer();
            return keycloak;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitAnswer() {
        try {
            Awaitility.await("Keycloak answers").atMost(PATIENCE).until(this::answers);
        } catch (RuntimeException | Error never) {
            close();
            throw never;
        }
    }

    private boolean answers() throws IOException {
        if (!process.isAlive()) {
            throw new AssertionError("Keycloak has ended; see keycloak.log in " + System.getProperty("it.keycloak"));
        }
        HttpURLConnection connection = (HttpURLConnection) URI.create(issuer() + "/.well-known/openid-configuration")
                .toURL()
                .openConnection();
        try {
            return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
        } catch (IOException notYet) {
            return false;
        } finally {
            connection.disconnect();
        }
    }

    String issuer() {
        return "http://127.0.0.1:" + port + "/realms/tapewire";
    }

    @Override
    public void close() {
        // the shell has started a process of its own
        List<ProcessHandle> all = Stream.concat(process.descendants(), Stream.of(process.toHandle()))
                .toList();
        all.forEach(ProcessHandle::destroy);
        try {
            if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
                all.forEach(ProcessHandle::destroyForcibly);
            }
        } catch (InterruptedException interrupted) {
            all.forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
    }
}
