package io.tapewire.cli.server;

import com.grack.nanojson.JsonObject;
import com.grack.nanojson.JsonWriter;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A Tapewire server and the token for it. Any thread. */
public final class Server {
    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(30);

    private final String root;
    private final String token;
    private final HttpClient client;

    /**
     * @param address the application's root, {@code http} or {@code https}
     * @param token may be {@code null}; then no request brings one
     */
    public Server(URI address, String token) {
        this.root = address + (address.toString().endsWith("/") ? "" : "/");
        this.token = token;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT);
        this.client = ("http".equals(address.getScheme()) ? Unencrypted.quickly(builder) : builder).build();
    }

    /** The address of a channel's resource, for instance {@code output}, or of the channel's page if that is empty. */
    public URI at(String channel, String resource) {
        return URI.create(root + "channels/" + channel + "/" + resource);
    }

    public URI page(String channel) {
        return URI.create(root + "?channel=" + channel);
    }

    /**
     * Publishes one message. It may be sent again, and is published once.
     *
     * @param key the {@code Idempotency-Key}
     */
    public void say(String channel, String type, Map<String, ?> data, String key)
            throws IOException, InterruptedException, Refusal {
        String message = JsonWriter.string()
                .object()
                .value("type", type)
                .object("data", data)
                .end()
                .done();
        Answers.check(client.send(
                request(at(channel, "messages"))
                        .timeout(ANSWER)
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", key)
                        .POST(BodyPublishers.ofString(message))
                        .build(),
                BodyHandlers.ofString()));
    }

    /** Begins to send a body; the answer comes when it has ended, or has been refused before. */
    public CompletableFuture<HttpResponse<String>> put(URI address, BodyPublisher body) {
        return send("PUT", address, body, List.of());
    }

    /**
     * Like {@link #put}, with any method.
     *
     * @param headers names and values in turn
     */
    public CompletableFuture<HttpResponse<String>> send(
            String method, URI address, BodyPublisher body, List<String> headers) {
        HttpRequest.Builder request = request(address).method(method, body);
        for (int i = 0; i < headers.size(); i += 2) {
            request.header(headers.get(i), headers.get(i + 1));
        }
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    public JsonObject get(String path) throws IOException, InterruptedException, Refusal {
        return Answers.json(client.send(
                request(URI.create(root + path)).timeout(ANSWER).GET().build(), BodyHandlers.ofString()));
    }

    /** Reads lines as they come. Close the stream. */
    public HttpResponse<Stream<String>> lines(URI address) throws IOException, InterruptedException, Refusal {
        HttpResponse<Stream<String>> answer =
                client.send(request(address).timeout(ANSWER).GET().build(), BodyHandlers.ofLines());
        if (answer.statusCode() != 200) {
            try (Stream<String> lines = answer.body()) {
                throw Refusal.of(answer.statusCode(), String.join("\n", lines.toList()));
            }
        }
        return answer;
    }

    /** Reads a text as it comes. Close the stream. */
    public InputStream bytes(URI address) throws IOException, InterruptedException, Refusal {
        HttpResponse<InputStream> answer =
                client.send(request(address).timeout(ANSWER).GET().build(), BodyHandlers.ofInputStream());
        if (answer.statusCode() != 200) {
            try (InputStream said = answer.body()) {
                throw Refusal.of(answer.statusCode(), new String(said.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return answer.body();
    }

    /** Connects without subscribing to any channel. */
    public CompletableFuture<WebSocket> connect(WebSocket.Listener listener) {
        WebSocket.Builder builder = client.newWebSocketBuilder().connectTimeout(CONNECT);
        if (token != null) {
            builder.header("Authorization", "Bearer " + token);
        }
        return builder.buildAsync(URI.create("ws" + root.substring("http".length()) + "ws?channel="), listener);
    }

    /** How a run has ended, in words. */
    public static String outcome(JsonObject ended) {
        return ended.getString("outcome", "") + (ended.isNumber("exit") ? ", status " + ended.getInt("exit") : "");
    }

    private HttpRequest.Builder request(URI address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }
}
