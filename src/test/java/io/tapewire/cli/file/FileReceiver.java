package io.tapewire.cli.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A server on a port of its own that takes one file in parts as the protocol wants it. Thread-safe. */
final class FileReceiver implements AutoCloseable {
    static {
        // or the JDK's server waits 40 ms between an answer's head and its body
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    /** By the end of their addresses. One that nobody continues may begin late, when its connection is cut already. */
    private final Map<String, ByteArrayOutputStream> files = new HashMap<>();

    private String current = "";
    private String path = "";
    private String mediaType;
    private int uploads;
    private int newest;
    private int refusal;
    private boolean damages;

    FileReceiver() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/channels/c/files/", this::begin);
        server.createContext("/channels/c/uploads/", this::takePart);
        server.setExecutor(threads);
        server.start();
    }

    int port() {
        return server.getAddress().getPort();
    }

    synchronized byte[] received() {
        ByteArrayOutputStream received = files.get(current);
        return received == null ? new byte[0] : received.toByteArray();
    }

    /** The path to which the file was sent, as it was encoded. */
    synchronized String path() {
        return path;
    }

    synchronized String mediaType() {
        return mediaType;
    }

    synchronized int uploads() {
        return uploads;
    }

    /** From now on every request is answered with this status; 0 for none. */
    synchronized void refuse(int status) {
        refusal = status;
    }

    /** From now on the first byte is another one than was sent. */
    synchronized void damage() {
        damages = true;
    }

    /** What a crash can cost: the last bytes. */
    synchronized void forgetLast(int bytes) {
        byte[] all = received();
        ByteArrayOutputStream rest = new ByteArrayOutputStream();
        rest.writeBytes(Arrays.copyOf(all, Math.max(0, all.length - bytes)));
        files.put(current, rest);
        newest++;
    }

    /** The file was removed because nobody continued it. */
    synchronized void forgetAll() {
        files.clear();
        newest++;
    }

    private void begin(HttpExchange exchange) throws IOException {
        synchronized (this) {
            path = exchange.getRequestURI().getRawPath();
            mediaType = exchange.getRequestHeaders().getFirst("Content-Type");
            uploads++;
            newest++;
            files.put("u" + uploads, new ByteArrayOutputStream());
            exchange.getResponseHeaders().set("Location", "/a/prefix/channels/c/uploads/u" + uploads);
        }
        answer(exchange, 201, "");
    }

    private void takePart(HttpExchange exchange) throws IOException {
        long offset = Long.parseLong(exchange.getRequestHeaders().getFirst("Upload-Offset"));
        String error = problem(exchange.getRequestURI().getPath(), offset);
        int part = next();
        if (error == null) {
            error = read(exchange.getRequestBody(), part);
        }
        boolean isLast = "?1".equals(exchange.getRequestHeaders().getFirst("Upload-Complete"));
        if (error == null || error.equals("wrong_offset")) {
            exchange.getResponseHeaders().set("Upload-Offset", String.valueOf(received().length));
        }
        if (error != null) {
            answer(exchange, error.equals("unknown_upload") ? 404 : 409, refusalOf(error));
        } else if (isLast) {
            answer(exchange, 200, "{\"file\":\"f1\",\"sha256\":\"" + sha256() + "\"}");
        } else {
            answer(exchange, 204, "");
        }
    }

    private synchronized int next() {
        return ++newest;
    }

    private synchronized String problem(String upload, long offset) {
        String name = upload.substring(upload.lastIndexOf('/') + 1);
        if (!files.containsKey(name)) {
            return "unknown_upload";
        }
        current = name;
        return offset == files.get(name).size() ? null : "wrong_offset";
    }

    private String read(InputStream body, int part) throws IOException {
        byte[] piece = new byte[1000];
        for (int length; (length = body.read(piece)) >= 0; ) {
            synchronized (this) {
                if (part != newest) {
                    return "replaced";
                }
                ByteArrayOutputStream received = files.get(current);
                if (damages && received.size() == 0) {
                    piece[0]++;
                }
                received.write(piece, 0, length);
            }
        }
        return null;
    }

    private String sha256() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(received()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String refusalOf(String code) {
        return "{\"error\":{\"code\":\"%s\",\"message\":\"%s\"}}".formatted(code, code);
    }

    private void answer(HttpExchange exchange, int status, String json) throws IOException {
        int refused;
        synchronized (this) {
            refused = refusal;
        }
        byte[] body = (refused == 0 ? json : refusalOf("refused")).getBytes(UTF_8);
        exchange.sendResponseHeaders(refused == 0 ? status : refused, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
