package io.tapewire.load;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Somebody who opens a channel and waits until its last record is there. One use. */
final class Joining implements WebSocket.Listener, AutoCloseable {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final long PATIENCE_SECONDS = 60;
    private static final Pattern OFFSET = Pattern.compile("\"offset\":(\\d+)");

    private final CompletableFuture<Long> seen = new CompletableFuture<>();
    private final StringBuilder message = new StringBuilder();
    private WebSocket socket;
    private long begunNanos;
    private final long last;

    private Joining(long last) {
        this.last = last;
    }

    /**
     * Connects, and subscribes when the connection is there.
     *
     * @param last the offset of the channel's last record
     */
    static Joining begin(URI server, String channel, long last) {
        Joining joining = new Joining(last);
        URI address = URI.create(server.toString().replaceFirst("^http", "ws"));
        joining.socket =
                CLIENT.newWebSocketBuilder().buildAsync(address, joining).join();
        joining.begunNanos = System.nanoTime();
        joining.socket
                .sendText("{\"type\":\"subscribe\",\"channel\":\"" + channel + "\"}", true)
                .join();
        return joining;
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        message.append(part);
        if (last) {
            take();
            message.setLength(0);
        }
        from.request(1);
        return null;
    }

    private void take() {
        // the offset comes before the output, which may contain anything
        Matcher offset = OFFSET.matcher(message);
        if (message.indexOf("{\"type\":\"terminal_output\"") == 0
                && offset.find()
                && Long.parseLong(offset.group(1)) == last) {
            seen.complete(System.nanoTime());
        }
    }

    @Override
    public void onError(WebSocket from, Throwable cause) {
        seen.completeExceptionally(cause);
    }

    double millisUntilLast() {
        return (seen.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join() - begunNanos) / 1e6;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
