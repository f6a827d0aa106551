package io.tapewire.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.HdrHistogram.Histogram;

/** Watches a channel whose lines are moments, and fetches a file on the same connection meanwhile. */
final class FileViewer implements WebSocket.Listener, AutoCloseable {
    private static final byte PIECE = 1;
    private static final int HEAD_BYTES = 13;
    private static final long MOST_MICROS = TimeUnit.MINUTES.toMicros(1);
    private static final long PATIENCE_S = 600;
    private static final Pattern LINE = Pattern.compile("at (\\d+)(?:\\\\r)?\\\\n");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final String channel;
    private final MessageDigest digest = sha256();
    private final ByteArrayOutputStream frame = new ByteArrayOutputStream();
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final CompletableFuture<Void> subscribed = new CompletableFuture<>();
    private final WebSocket socket;
    private Histogram delays = new Histogram(MOST_MICROS, 3);
    private String file;
    private int window;
    private long position;
    private long acknowledged;
    private CompletableFuture<WebSocket> sent;

    FileViewer(Target target, String channel) {
        this.channel = channel;
        socket = CLIENT.newWebSocketBuilder()
                .subprotocols("tapewire.binary")
                .buildAsync(
                        URI.create("ws://localhost:%d/ws?token=%s&channel=%s"
                                .formatted(target.port(), target.token(), channel)),
                        this)
                .join();
        subscribed.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** Fetches a whole file, and returns the hash of what has come. */
    String fetch(String id, int windowBytes) {
        synchronized (this) {
            file = id;
            window = windowBytes;
            sent = socket.sendText(
                    "{\"type\":\"fetch\",\"id\":1,\"channel\":\"%s\",\"data\":{\"file\":\"%s\",\"window\":%d}}"
                            .formatted(channel, id, windowBytes),
                    true);
        }
        return end.orTimeout(PATIENCE_S, TimeUnit.SECONDS).join();
    }

    /** How late the lines were that have come since the last call, in microseconds. */
    synchronized Histogram takeDelays() {
        Histogram taken = delays;
        delays = new Histogram(MOST_MICROS, 3);
        return taken;
    }

    @Override
    public synchronized CompletionStage<?> onBinary(WebSocket from, ByteBuffer part, boolean last) {
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        frame.writeBytes(bytes);
        if (last) {
            take(frame.toByteArray());
            frame.reset();
        }
        from.request(1);
        return null;
    }

    private void take(byte[] whole) {
        if (whole[0] == PIECE) {
            digest.update(whole, HEAD_BYTES, whole.length - HEAD_BYTES);
            position += whole.length - HEAD_BYTES;
            acknowledge();
            return;
        }
        String text = new String(whole, UTF_8);
        long now = Line.micros();
        if (text.contains("\"type\":\"subscribed\"")) {
            subscribed.complete(null);
        } else if (text.contains("\"type\":\"fetched\"")) {
            end.complete(HexFormat.of().formatHex(digest.digest()));
        } else if (text.contains("\"type\":\"error\"")) {
            subscribed.completeExceptionally(new AssertionError(text));
            end.completeExceptionally(new AssertionError(text));
        }
        Matcher lines = LINE.matcher(text);
        while (lines.find()) {
            delays.recordValue(Math.min(MOST_MICROS, now - Long.parseLong(lines.group(1))));
        }
    }

    private void acknowledge() {
        if (position - acknowledged >= window / 2) {
            acknowledged = position;
            String ack = "{\"type\":\"ack\",\"id\":1,\"channel\":\"%s\",\"data\":{\"file\":\"%s\",\"position\":%d}}"
                    .formatted(channel, file, position);
            // one after the other: the socket refuses a message while another one is being sent
            sent = sent.thenCompose(before -> before.sendText(ack, true));
        }
    }

    @Override
    public void close() {
        socket.abort();
    }
}
