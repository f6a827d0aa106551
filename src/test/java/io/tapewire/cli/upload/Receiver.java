package io.tapewire.cli.upload;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import com.sun.net.httpserver.HttpExchange;
import io.tapewire.cli.server.LocalServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A server on a port of its own that takes one run as the protocol wants it. Thread-safe. */
final class Receiver implements AutoCloseable {
    private final LocalServer server;
    private final Set<String> keys = new HashSet<>();
    private final List<JsonObject> messages = new ArrayList<>();
    private ByteArrayOutputStream received;
    private int newest;

    Receiver() throws IOException {
        server = new LocalServer(
                Map.of("/channels/c/messages", this::takeMessage, "/channels/c/output", this::takeOutput));
    }

    int port() {
        return server.port();
    }

    synchronized String received() {
        return received == null ? "" : received.toString(UTF_8);
    }

    synchronized List<JsonObject> messages() {
        return List.copyOf(messages);
    }

    /** From now on every request is answered with this status; 0 for none. */
    void refuse(int status) {
        server.refuse(status);
    }

    /** What a restart can cost: the last bytes. */
    synchronized void forgetLast(int bytes) throws IOException {
        byte[] all = received.toByteArray();
        received = new ByteArrayOutputStream();
        received.write(Arrays.copyOf(all, Math.max(0, all.length - bytes)));
        newest++;
    }

    /** A restart without any history. */
    synchronized void forgetAll() {
        received = null;
        keys.clear();
        newest++;
    }

    private void takeMessage(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        try {
            note(
                    exchange.getRequestHeaders().getFirst("Idempotency-Key"),
                    JsonParser.object().from(body));
        } catch (JsonParserException e) {
            throw new IOException(e);
        }
        server.answer(exchange, 200, "{}");
    }

    private synchronized void note(String key, JsonObject message) {
        if (!server.refuses() && keys.add(key)) {
            messages.add(message);
            if (received == null) {
                received = new ByteArrayOutputStream();
            }
        }
    }

    private void takeOutput(HttpExchange exchange) throws IOException {
        String query = exchange.getRequestURI().getQuery();
        long from = Long.parseLong(query.substring(query.indexOf("from=") + 5));
        int upload = begin();
        String error = problem(from);
        if (error == null) {
            error = read(exchange.getRequestBody(), from, upload);
        }
        if (error != null) {
            server.answer(exchange, error.equals("unknown_run") ? 404 : 409, refusalOf(error));
        } else {
            server.answer(exchange, 200, "{\"received\":" + size() + "}");
        }
    }

    private synchronized int begin() {
        return ++newest;
    }

    private synchronized long size() {
        return received == null ? 0 : received.size();
    }

    private synchronized String problem(long from) {
        if (received == null) {
            return "unknown_run";
        }
        return from > received.size() ? "not_received" : null;
    }

    private String read(InputStream body, long from, int upload) throws IOException {
        byte[] piece = new byte[1000];
        long position = from;
        for (int length; (length = body.read(piece)) >= 0; position += length) {
            synchronized (this) {
                if (upload != newest) {
                    return "replaced";
                }
                int known = (int) Math.min(length, Math.max(0, received.size() - position));
                received.write(piece, known, length - known);
            }
        }
        return null;
    }

    private String refusalOf(String code) {
        return "{\"error\":{\"code\":\"%s\",\"message\":\"%s\"},\"received\":%d}".formatted(code, code, size());
    }

    @Override
    public void close() {
        server.close();
    }
}
