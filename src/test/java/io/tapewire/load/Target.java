package io.tapewire.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The server under load: where it is, and how requests to it begin. Immutable. */
public record Target(int port, String token) {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    public InetSocketAddress address() {
        return new InetSocketAddress("localhost", port);
    }

    /** The head of a request, complete. */
    ByteBuffer request(String line, String... headers) {
        return ByteBuffer.wrap(head(line, headers));
    }

    /** The same as bytes. */
    public byte[] head(String line, String... headers) {
        return """
                %s HTTP/1.1\r
                Host: localhost:%d\r
                Authorization: Bearer %s\r
                %s\r
                \r
                """.formatted(line, port, token, String.join("\r\n", headers)).getBytes(US_ASCII);
    }

    /** Forgets a channel, so that no work pays for the one before. */
    public void delete(String channel) {
        HttpResponse<String> answer = send(to("/channels/" + channel).DELETE());
        if (answer.statusCode() != 204) {
            throw new AssertionError(channel + " is not deleted: " + answer.statusCode());
        }
    }

    /** Publishes output. */
    void put(String path, String output) {
        HttpResponse<String> answer = send(to(path).PUT(BodyPublishers.ofString(output)));
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " is answered by " + answer.statusCode());
        }
    }

    /** Publishes a message. */
    void post(String path, String json) {
        HttpResponse<String> answer =
                send(to(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " is answered by " + answer.statusCode());
        }
    }

    public String get(String path) {
        return find(path).orElseThrow(() -> new AssertionError(path + " is not there"));
    }

    /** Nothing, if there is none. */
    public Optional<String> find(String path) {
        HttpResponse<String> answer = send(to(path).GET());
        if (answer.statusCode() == 404) {
            return Optional.empty();
        }
        if (answer.statusCode() != 200) {
            throw new AssertionError(path + " is answered by " + answer.statusCode());
        }
        return Optional.of(answer.body());
    }

    private HttpRequest.Builder to(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + token);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
