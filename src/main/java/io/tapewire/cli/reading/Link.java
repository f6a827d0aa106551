package io.tapewire.cli.reading;

import com.grack.nanojson.JsonParser;
import com.grack.nanojson.JsonParserException;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One connection. Each message is shown before the next one is read, so a slow terminal slows the server down. */
final class Link implements WebSocket.Listener {
    private final Messages messages;
    private final StringBuilder text = new StringBuilder();
    /** Ends with the connection: with why no other is wanted, or with {@code null}. */
    private final CompletableFuture<String> ended = new CompletableFuture<>();

    private volatile WebSocket socket;
    private volatile long heard = System.nanoTime();

    Link(Messages messages) {
        this.messages = messages;
    }

    void send(String message) {
        var unused = socket.sendText(message, true);
    }

    /** Waits for the end, or for a silence that is too long: the server pings more often. */
    String await(Duration silence) throws InterruptedException {
        while (true) {
            try {
                return ended.get(silence.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException quiet) {
                if (System.nanoTime() - heard > silence.toNanos()) {
                    return null;
                }
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    void abort() {
        if (socket != null) {
            socket.abort();
        }
    }

    @Override
    public void onOpen(WebSocket opened) {
        socket = opened;
        opened.request(1);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        heard = System.nanoTime();
        text.append(part);
        try {
            if (last) {
                messages.take(JsonParser.object().from(text.toString()));
                text.setLength(0);
            }
            if (messages.refusal() != null) {
                ended.complete(messages.refusal());
            }
            from.request(1);
        } catch (JsonParserException | RuntimeException e) {
            ended.completeExceptionally(e);
        }
        return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        heard = System.nanoTime();
        from.request(1);
        // the client itself answers with a pong
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        boolean isFinal = code == 1008 || (code >= 4400 && code <= 4499);
        ended.complete(isFinal ? "the server has closed the connection: " + code + " " + reason : null);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
        ended.complete(null);
    }
}
