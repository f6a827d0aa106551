package io.tapewire.cli.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An HTTP server on a port of its own that can be told to refuse everything. Thread-safe. */
public final class LocalServer implements AutoCloseable {
    static {
        // or the JDK's server waits 40 ms between an answer's head and its body
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile int refusal;

    /** @param handlers by the beginning of the paths that they answer */
    public LocalServer(Map<String, HttpHandler> handlers) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        handlers.forEach(server::createContext);
        server.setExecutor(threads);
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** From now on every request is answered with this status; 0 for none. */
    public void refuse(int status) {
        refusal = status;
    }

    public boolean refuses() {
        return refusal != 0;
    }

    /** Answers, unless everything is refused. */
    public void answer(HttpExchange exchange, int status, String json) throws IOException {
        int refused = refusal;
        byte[] body = (refused == 0 ? json : error("refused")).getBytes(UTF_8);
        exchange.sendResponseHeaders(refused == 0 ? status : refused, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** The body of a refusal. */
    public static String error(String code) {
        return "{\"error\":{\"code\":\"%s\",\"message\":\"%s\"}}".formatted(code, code);
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
