package io.tapewire.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A proxy of Debian's, in a process of its own, with the configuration that docs/proxies.md shows and with TLS. */
final class ReverseProxy implements AutoCloseable {
    private static final Path DOCUMENTATION = Path.of("docs", "proxies.md");

    private final Kind kind;
    private final Process process;
    private final int port;

    /** The proxies, and how each is started with one file and without a place in the system. */
    enum Kind {
        NGINX("""
                %s
                daemon off;
                pid {{home}}/pid;
                events {}
                http {
                access_log off;
                client_body_temp_path {{home}};
                proxy_temp_path {{home}};
                fastcgi_temp_path {{home}};
                scgi_temp_path {{home}};
                uwsgi_temp_path {{home}};
                {{documented}}
                }
                """.formatted(isRoot() ? "user root;" : ""), "listen 443", "nginx -e stderr -p {{home}} -c {{file}}"),
        APACHE(
                """
                ServerRoot /usr/lib/apache2
                LoadModule mpm_event_module modules/mod_mpm_event.so
                LoadModule authz_core_module modules/mod_authz_core.so
                LoadModule env_module modules/mod_env.so
                LoadModule headers_module modules/mod_headers.so
                LoadModule proxy_module modules/mod_proxy.so
                LoadModule proxy_http_module modules/mod_proxy_http.so
                LoadModule reqtimeout_module modules/mod_reqtimeout.so
                LoadModule socache_shmcb_module modules/mod_socache_shmcb.so
                LoadModule ssl_module modules/mod_ssl.so
                %s
                DefaultRuntimeDir {{home}}
                PidFile {{home}}/pid
                Mutex file:{{home}} default
                ErrorLog {{home}}/error.log
                Listen {{port}}
                {{documented}}
                """.formatted(isRoot() ? "User www-data\nGroup www-data" : ""),
                "*:443",
                "apache2 -f {{file}} -DFOREGROUND"),
        HAPROXY("{{documented}}", "bind :443", "haproxy -f {{file}} -db");

        private final String file;
        private final String listens;
        private final String command;

        Kind(String file, String listens, String command) {
            this.file = file;
            this.listens = listens;
            this.command = command;
        }

        private static boolean isRoot() {
            return "root".equals(System.getProperty("user.name"));
        }

        private String documented() {
            String language = toString();
            try {
                Matcher block = Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                        .matcher(Files.readString(DOCUMENTATION));
                if (!block.find()) {
                    throw new AssertionError(DOCUMENTATION + " has no configuration of " + language);
                }
                return block.group(1);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private ReverseProxy(Kind kind, Process process, int port) {
        this.kind = kind;
        this.process = process;
        this.port = port;
    }

    /**
     * Starts it, and waits until it takes connections.
     *
     * @param home an empty folder for its files
     * @param server what it passes requests on to
     * @param changes what is replaced in the documented configuration, besides addresses and the certificate
     */
    static ReverseProxy start(Kind kind, Path home, URI server, Map<String, String> changes) {
        Certificate certificate = Certificate.create(home);
        int port = FreePort.find();
        String documented = replace(kind.documented(), kind.listens, kind.listens.replace("443", String.valueOf(port)));
        documented = replace(documented, "127.0.0.1:8080", "127.0.0.1:" + server.getPort());
        documented = certificate.namedIn(documented);
        for (Map.Entry<String, String> change : changes.entrySet()) {
            documented = replace(documented, change.getKey(), change.getValue());
        }
        Path file = home.resolve(kind + ".conf");
        String text = filled(kind.file, home, file, port).replace("{{documented}}", documented);
        List<String> command = Stream.of(kind.command.split(" "))
                .map(word -> filled(word, home, file, port))
                .toList();
        try {
            Files.writeString(file, text);
            ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
            // where Debian has them, which is not on everybody's path
            builder.environment().merge("PATH", "/usr/sbin", (path, more) -> path + ":" + more);
            Process process =
                    builder.redirectOutput(home.resolve("console.log").toFile()).start();
            ReverseProxy proxy = new ReverseProxy(kind, process, port);
            Awaitility.await(kind + " takes connections, see " + home).until(proxy::isOpen);
            return proxy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String filled(String text, Path home, Path file, int port) {
        return text.replace("{{home}}", home.toString())
                .replace("{{file}}", file.toString())
                .replace("{{port}}", String.valueOf(port));
    }

    static String replace(String text, String what, String with) {
        if (!text.contains(what)) {
            throw new AssertionError("the documented configuration does not have " + what);
        }
        return text.replace(what, with);
    }

    private boolean isOpen() {
        if (!process.isAlive()) {
            throw new AssertionError(kind + " has ended");
        }
        try (Socket socket = new Socket("localhost", port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    URI at(String path) {
        return URI.create("https://localhost:" + port + path);
    }

    @Override
    public void close() {
        List<ProcessHandle> handles = process.descendants().toList();
        process.destroy();
        process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
        handles.forEach(ProcessHandle::destroy);
    }
}
