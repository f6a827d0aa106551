package io.tapewire.it;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pages of which origins may connect, by what they say and which host they have asked. */
@ExtendWith(ArquillianExtension.class)
class OriginsIT {
    private static final int PATIENCE_MS = 20_000;

    @ArquillianResource
    private URL deployed;

    @Deployment(testable = false)
    static WebArchive withOrigins() {
        return War.packaged()
                .addAsResource(
                        new StringAsset("tapewire.origins=https://tape.example, http://[2001:db8::1]:8081\n"),
                        "META-INF/microprofile-config.properties");
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:8080,        localhost:8080",
        "https://LOCALHOST:8080,       localhost:8080",
        "https://localhost,            localhost",
        "http://localhost,             localhost:80",
        "http://[::1]:8080,            [::1]:8080",
        "http://127.0.0.1:8080,        127.0.0.1:8080",
        "https://tape.example,         internal:8080",
        "https://tape.example:443,     internal:8080",
        "http://[2001:DB8::1]:8081,    internal:8080",
    })
    void a_page_of_this_server_or_of_a_configured_origin_connects(String origin, String host) {
        assertThat(handshake(origin, host, "Cookie: " + cookie())).isEqualTo(101);
        assertThat(handshake(origin, host, bearer())).isEqualTo(101);
    }

    @ParameterizedTest
    @CsvSource({
        "null,                            localhost:8080",
        "file://,                         localhost:8080",
        "http://localhost:8081,           localhost:8080",
        "http://localhost,                localhost:8080",
        "https://localhost:80,            localhost",
        "http://localhost.evil.example,   localhost",
        "http://evil.example/localhost,   localhost",
        "http://localhost@evil.example,   localhost",
        "http://xlocalhost,               localhost",
        "http://127.0.0.1,                localhost",
        "http://[::2]:8080,               [::1]:8080",
        "http://[::1],                    [::1]:8080",
        "ws://localhost,                  localhost",
        "http://tape.example,             internal:8080",
        "https://tape.example:8443,       internal:8080",
        "https://tape.example.,           internal:8080",
        "https://sub.tape.example,        internal:8080",
        "https://tape.example https://x,  internal:8080",
    })
    void any_other_page_is_refused_before_the_upgrade(String origin, String host) {
        assertThat(handshake(origin, host, "Cookie: " + cookie())).isEqualTo(403);
        assertThat(handshake(origin, host, bearer())).isEqualTo(403);
    }

    @Test
    void without_an_origin_a_token_is_needed() {
        assertThat(handshake(null, "localhost", "Cookie: " + cookie())).isEqualTo(403);
        assertThat(handshake(null, "localhost", bearer())).isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/channels", "/tapewire/me", "/tapewire/client/index.js", "/tapewire/cli/", "/", "/nothing"})
    void no_answer_lets_a_page_of_another_server_read_it(String path) {
        for (String method : List.of("GET", "OPTIONS")) {
            HttpResponse<String> answer = Producer.send(HttpRequest.newBuilder(at(path))
                    .method(method, BodyPublishers.noBody())
                    .header("Origin", "http://evil.example")
                    .header("Access-Control-Request-Method", "GET")
                    .header("Authorization", "Bearer " + ServerTest.TOKEN));

            assertThat(answer.headers().map().keySet())
                    .as(method + " is answered by " + answer.statusCode())
                    .noneMatch(name -> name.toLowerCase(Locale.ROOT).startsWith("access-control-"));
        }
    }

    @Test
    void the_log_tells_both_values() {
        handshake("http://somewhere.example", "internal:8080", bearer());

        Producer admin = new Producer(at("/"), ServerTest.TOKEN);
        Awaitility.await()
                .untilAsserted(() -> assertThat(admin.history("server"))
                        .contains("\"http://somewhere.example\"", "\"http://internal:8080\"", "tapewire.origins"));
    }

    private String cookie() {
        return Producer.send(HttpRequest.newBuilder(at("/?token=" + ServerTest.TOKEN)))
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .replaceFirst(";.*", "");
    }

    private static String bearer() {
        return "Authorization: Bearer " + ServerTest.TOKEN;
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + deployed.getPort() + path);
    }

    /** The status by which a handshake is answered. By a plain socket, because clients set the host themselves. */
    private int handshake(String origin, String host, String proof) {
        try (Socket socket = new Socket("localhost", deployed.getPort())) {
            socket.setSoTimeout(PATIENCE_MS);
            String request = "GET /ws?channel= HTTP/1.1\r\nHost: " + host + "\r\n"
                    + (origin == null ? "" : "Origin: " + origin + "\r\n") + proof + "\r\n"
                    + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(ISO_8859_1));
            String answer = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1)).readLine();
            return Integer.parseInt(answer.split(" ", -1)[1]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
