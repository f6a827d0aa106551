package io.tapewire.it;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A program that publishes over HTTP, and asks what is there. */
final class Producer {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI server;
    private final String token;

    Producer(URI server, String token) {
        this.server = server;
        this.token = token;
    }

    /** Publishes text, and gives the receipt. */
    JsonObject print(String channel, String text) {
        return receipt(print(channel, "", BodyPublishers.ofString(text)));
    }

    JsonObject print(String channel, byte[] bytes) {
        return receipt(print(channel, "", BodyPublishers.ofByteArray(bytes)));
    }

    JsonObject printAs(String type, String channel, String text) {
        return receipt(print(channel, "?type=" + type, BodyPublishers.ofString(text)));
    }

    HttpResponse<String> print(String channel, String query, BodyPublisher body) {
        return send(request("channels/" + channel + "/output" + query).PUT(body));
    }

    /** Publishes a message, or several as lines. */
    JsonObject say(String channel, String contentType, String json) {
        return receipt(trySay(channel, contentType, json));
    }

    HttpResponse<String> trySay(String channel, String contentType, String json) {
        return send(request("channels/" + channel + "/messages")
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(json)));
    }

    /** Begins to print something that goes on, as a program that runs does. */
    Program start(String channel) {
        return start(channel, "");
    }

    /** Does so with parameters in the address, such as {@code ?title=Nightly}, and with more headers. */
    Program start(String channel, String query, String... headers) {
        return Program.start(server, token, channel + "/output" + query, headers);
    }

    String history(String channel) {
        return get("channels/" + channel + "/output").body();
    }

    HttpResponse<String> get(String path) {
        return send(request(path).GET());
    }

    HttpResponse<String> delete(String channel) {
        return send(request("channels/" + channel).DELETE());
    }

    HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server + path)).timeout(PATIENCE);
        return token == null ? request : request.header("Authorization", "Bearer " + token);
    }

    static HttpResponse<String> send(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofString());
    }

    /** For an answer that is no text. */
    static HttpResponse<byte[]> sendForBytes(HttpRequest.Builder request) {
        return send(request, BodyHandlers.ofByteArray());
    }

    private static <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> handler) {
        try {
            return CLIENT.send(request.build(), handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonObject json(HttpResponse<String> answer) {
        try (var reader = Json.createReader(new StringReader(answer.body()))) {
            return reader.readObject();
        }
    }

    private static JsonObject receipt(HttpResponse<String> answer) {
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return json(answer);
    }
}
