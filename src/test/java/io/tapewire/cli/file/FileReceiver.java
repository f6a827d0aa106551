package io.tapewire.cli.file;

import com.sun.net.httpserver.HttpExchange;
import io.tapewire.cli.server.LocalServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** A server on a port of its own that takes one file in parts as the protocol wants it. Thread-safe. */
final class FileReceiver implements AutoCloseable {
    private final LocalServer server;
    /** By the end of their addresses. One that nobody continues may begin late, when its connection is cut already. */
    private final Map<String, ByteArrayOutputStream> files = new HashMap<>();

    private String current = "";
    private String path = "";
    private String mediaType;
    private int uploads;
    private int newest;
    private boolean damages;

    FileReceiver() throws IOException {
        server = new LocalServer(Map.of("/channels/c/files/", this::begin, "/channels/c/uploads/", this::takePart));
    }

    int port() {
        return server.port();
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
    void refuse(int status) {
        server.refuse(status);
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
        server.answer(exchange, 201, "");
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
            server.answer(exchange, error.equals("unknown_upload") ? 404 : 409, LocalServer.error(error));
        } else if (isLast) {
            server.answer(exchange, 200, "{\"file\":\"f1\",\"sha256\":\"" + sha256() + "\"}");
        } else {
            server.answer(exchange, 204, "");
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

    @Override
    public void close() {
        server.close();
    }
}
