package io.tapewire.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** A server of a page that does nothing but write what a channel has into the xterm.js that Tapewire's page uses. */
final class BarePage implements AutoCloseable {
    private static final Path XTERM = Path.of("src/main/frontend/node_modules/@xterm/xterm");

    private static final String PAGE = """
            <!DOCTYPE html>
            <title>bare</title>
            <link rel="stylesheet" href="xterm.css">
            <body>
            <script type="module">
              import { Terminal } from "./xterm.js";
              const size = { cols: %d, rows: %d };
              const terminal = new Terminal({ ...size, convertEol: true, disableStdin: true, scrollback: 10000, fontSize: 13, lineHeight: 1.2 });
              terminal.open(document.body);
              const response = await fetch("output");
              terminal.write(new Uint8Array(await response.arrayBuffer()));
            </script>
            """;

    private final HttpServer server;

    BarePage(String output, long cols, long rows) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        serve("/", "text/html", PAGE.formatted(cols, rows).getBytes(UTF_8));
        serve("/output", "text/plain", output.getBytes(UTF_8));
        serve("/xterm.js", "text/javascript", Files.readAllBytes(XTERM.resolve("lib/xterm.mjs")));
        serve("/xterm.css", "text/css", Files.readAllBytes(XTERM.resolve("css/xterm.css")));
        server.start();
    }

    String address() {
        return "http://localhost:" + server.getAddress().getPort() + "/";
    }

    /** The page and the output are new each time, as Tapewire's are. */
    private void serve(String path, String type, byte[] body) {
        String cache = path.startsWith("/xterm") ? "max-age=3600" : "no-store";
        server.createContext(path, exchange -> {
            exchange.getResponseHeaders().set("Content-Type", type + "; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", cache);
            exchange.sendResponseHeaders(200, body.length);
            try (var out = exchange.getResponseBody()) {
                out.write(body);
            }
        });
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
