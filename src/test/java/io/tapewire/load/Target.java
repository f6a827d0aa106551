package io.tapewire.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;

/** The server under load: where it is, and how requests to it begin. Immutable. */
record Target(int port, String token) {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    InetSocketAddress address() {
        return new InetSocketAddress("localhost", port);
    }

    /** The head of a request, complete. */
    ByteBuffer request(String line, String... headers) {
        return ByteBuffer.wrap(
                """
                %s HTTP/1.1\r
                Host: localhost:%d\r
                Authorization: Bearer %s\r
                %s\r
                \r
                """.formatted(line, port, token, String.join("\r\n", headers)).getBytes(US_ASCII));
    }

    /** Forgets a channel, so that no work pays for the one before. */
    void delete(String channel) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/channels/" + channel))
                .header("Authorization", "Bearer " + token)
                .DELETE()
                .build();
        try {
            int status = CLIENT.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 204) {
                throw new AssertionError(channel + " is not deleted: " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
