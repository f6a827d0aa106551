package io.tapewire.nodes;

import io.tapewire.it.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** An nginx before two servers, with the configuration that docs/proxies.md shows for that, but without TLS. */
final class Balancer implements AutoCloseable {
    private static final Path DOCUMENTATION = Path.of("docs", "proxies.md");
    private static final Pattern BLOCK =
            Pattern.compile("## nginx before several servers\n.*?```nginx\n(.*?)```", Pattern.DOTALL);
    private static final String AROUND =
            """
            %s
            daemon off;
            pid {{home}}/pid;
            events { worker_connections 8192; }
            http {
            access_log off;
            client_body_temp_path {{home}};
            proxy_temp_path {{home}};
            fastcgi_temp_path {{home}};
            scgi_temp_path {{home}};
            uwsgi_temp_path {{home}};
            {{documented}}
            }
            """.formatted("root".equals(System.getProperty("user.name")) ? "user root;" : "");

    private final Process process;
    private final int port;

    private Balancer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** @param home a folder for its files */
    static Balancer start(Path home, int firstPort, int secondPort) {
        int port = FreePort.find();
        String documented = replace(documented(), "listen 443 ssl;", "listen 127.0.0.1:" + port + ";");
        documented = replace(documented, "192.0.2.1:8080", "127.0.0.1:" + firstPort);
        documented = replace(documented, "192.0.2.2:8080", "127.0.0.1:" + secondPort);
        documented = documented.replaceAll("ssl_certificate.*;", "");
        try {
            Files.createDirectories(home);
            Path file = home.resolve("nginx.conf");
            Files.writeString(file, AROUND.replace("{{home}}", home.toString()).replace("{{documented}}", documented));
            ProcessBuilder builder = new ProcessBuilder(
                            List.of("nginx", "-e", "stderr", "-p", home.toString(), "-c", file.toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(home.resolve("console.log").toFile());
            // where Debian has it, which is not on everybody's path
            builder.environment().merge("PATH", "/usr/sbin", (path, more) -> path + ":" + more);
            Balancer balancer = new Balancer(builder.start(), port);
            Awaitility.await("nginx takes connections, see " + home).until(balancer::isOpen);
            return balancer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String documented() {
        try {
            Matcher block = BLOCK.matcher(Files.readString(DOCUMENTATION));
            if (!block.find()) {
                throw new AssertionError(DOCUMENTATION + " has no configuration for several servers");
            }
            return block.group(1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String replace(String text, String what, String with) {
        if (!text.contains(what)) {
            throw new AssertionError("the documented configuration does not have " + what);
        }
        return text.replace(what, with);
    }

    private boolean isOpen() {
        if (!process.isAlive()) {
            throw new AssertionError("nginx has ended");
        }
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        List<ProcessHandle> handles = process.descendants().toList();
        process.destroy();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        handles.forEach(ProcessHandle::destroy);
    }
}
