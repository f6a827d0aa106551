package io.tapewire.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * The profile's server with the packaged WAR, in a process that a test starts, stops and kills. Arquillian's servers
 * cannot be killed and started again.
 */
public final class OwnServer implements AutoCloseable {
    public static final String TOKEN = System.getenv("TAPEWIRE_TOKEN");
    private static final String JVM_OPTIONS = System.getProperty("it.jvm");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final Path home;
    private final Map<String, String> configuration;
    private final Kind kind;
    private final int port;
    private final int managementPort;
    private Path war = Path.of(System.getProperty("it.war"));
    private SmallDisk disk;
    private Process process;

    private enum Kind {
        PAYARA,
        WILDFLY;

        /** Those that the profile has. */
        private static List<Kind> all() {
            String server = System.getProperty("it.server");
            return server.equals("nodes") ? List.of(values()) : List.of(valueOf(server.toUpperCase(Locale.ROOT)));
        }
    }

    /**
     * @param home a folder for what the server writes
     * @param configuration environment variables
     */
    public OwnServer(Path home, Map<String, String> configuration) {
        this(home, configuration, 0);
    }

    /** @param index which server of several it is: where the build has both kinds, every other one is a WildFly */
    public OwnServer(Path home, Map<String, String> configuration, int index) {
        this.home = home;
        this.configuration = configuration;
        this.kind = Kind.all().get(index % Kind.all().size());
        this.port = FreePort.find();
        this.managementPort = FreePort.find();
    }

    /** Lets it run another archive than the packaged one. */
    public OwnServer deploying(Path archive) {
        war = archive;
        return this;
    }

    /** Lets it see a small disk that ends with its process. */
    OwnServer on(SmallDisk disk) {
        this.disk = disk;
        return this;
    }

    /** Starts it and waits until the application answers. */
    public OwnServer start() {
        startOnly();
        Awaitility.await("the application answers").atMost(PATIENCE).until(() -> {
            if (!process.isAlive()) {
                throw new AssertionError("the server has ended; its log is " + log());
            }
            return answers();
        });
        return this;
    }

    /** Starts it, whatever comes of it. */
    public void startOnly() {
        try {
            List<String> command = kind == Kind.WILDFLY ? wildFly() : payara();
            ProcessBuilder builder = new ProcessBuilder(disk == null ? command : disk.around(command));
            builder.environment().putAll(configuration);
            builder.environment().put("LAUNCH_JBOSS_IN_BACKGROUND", "true");
            builder.environment().put("JAVA_OPTS", JVM_OPTIONS + " -Djava.net.preferIPv4Stack=true");
            process = builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean answers() {
        try {
            return producer().get("channels").statusCode() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    private List<String> payara() throws IOException {
        String config = System.getProperty("it.payara.config");
        Files.createDirectories(home);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(JVM_OPTIONS.split(" ")));
        command.addAll(List.of(
                "-jar",
                System.getProperty("it.payara.jar"),
                "--nohazelcast",
                "--port",
                String.valueOf(port),
                "--logproperties",
                config + "/logging.properties",
                "--prebootcommandfile",
                config + "/pre-boot.asadmin",
                "--deploy",
                war.toString()));
        if (war.endsWith("tapewire.war")) {
            command.addAll(List.of("--contextroot", "/"));
        }
        return command;
    }

    private List<String> wildFly() throws IOException {
        Path server = Path.of(System.getProperty("it.wildfly"));
        Path base = home.resolve("base");
        if (!Files.exists(base)) {
            copy(server.resolve("standalone/configuration"), base.resolve("configuration"));
            Path deployments = Files.createDirectories(base.resolve("deployments"));
            Files.copy(war, deployments.resolve(war.getFileName().toString()));
        }
        return List.of(
                server.resolve("bin/standalone.sh").toString(),
                "-Djboss.server.base.dir=" + base,
                "-Djboss.http.port=" + port,
                "-Djboss.https.port=0",
                "-Djboss.management.http.port=" + managementPort);
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder)));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.REPLACE_EXISTING);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    /** The end that Ctrl+C and {@code kill} bring: the server stops its application first. */
    public void stop() {
        end(false);
    }

    /** The end that {@code kill -9} brings. */
    public void kill() {
        end(true);
    }

    private void end(boolean forcibly) {
        // the server is a child of the script that starts it, or the process itself
        List<ProcessHandle> handles = new ArrayList<>(process.descendants().toList());
        handles.add(process.toHandle());
        for (ProcessHandle handle : handles) {
            if (forcibly) {
                handle.destroyForcibly();
            } else {
                handle.destroy();
            }
        }
        for (ProcessHandle handle : handles) {
            handle.onExit().orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
        }
    }

    /** Everything that it has written to its console. */
    public String console() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log() {
        try {
            return Files.createDirectories(home).resolve("console.log");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public ProcessHandle process() {
        return process.toHandle();
    }

    Producer producer() {
        return new Producer(at("/"), TOKEN);
    }

    /** A viewer of channels, from wherever the query says. */
    Viewer viewer(String query) {
        return Viewer.connect(at("/ws?token=" + TOKEN + query));
    }

    public URI at(String path) {
        return URI.create("http://localhost:" + port + path);
    }

    @Override
    public void close() {
        if (process != null && process.isAlive()) {
            kill();
        }
    }
}
