package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tapewire.config.Limit;
import io.tapewire.nodes.OfOneNode;
import io.tapewire.token.Jwt;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What one caller, one connection and one address can take, and that others go on. The test is also the proxy. */
@OfOneNode("each server counts for itself")
@ExtendWith(ArquillianExtension.class)
class LimitsIT {
    @ArquillianResource
    private URL deployed;

    private final List<Viewer> viewers = new ArrayList<>();

    @Deployment(testable = false)
    static WebArchive bounded() {
        return War.packaged()
                .addAsResource(
                        new StringAsset("tapewire.jwt.secret=" + Jwt.SECRET + "\n"
                                + "tapewire.proxies=127.0.0.0/8, ::1\n"
                                + "tapewire.caller.max-connections=2\n"
                                + "tapewire.address.max-connections=4\n"
                                + "tapewire.caller.max-channels=2\n"
                                + "tapewire.caller.max-masks=2\n"
                                + "tapewire.forms.max-count=2\n"
                                + "tapewire.address.max-failed-tokens-per-min=20\n"
                                + "tapewire.connection.max-messages-per-s=50\n"),
                        "META-INF/microprofile-config.properties");
    }

    @AfterEach
    void leave() {
        viewers.forEach(Viewer::close);
    }

    @Test
    void who_guesses_tokens_is_stopped_and_others_go_on() {
        long before = refused("tapewire.address.max-failed-tokens-per-min");
        HttpResponse<String> last = ask("203.0.113.1", "guess");
        for (int i = 0; i < 30 && last.statusCode() == 401; i++) {
            last = ask("203.0.113.1", "guess" + i);
        }

        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.headers().firstValue("Retry-After")).hasValue("60");
        assertThat(ask("203.0.113.1", ServerTest.TOKEN).statusCode())
                .as("a good one")
                .isEqualTo(429);
        assertThat(ask("203.0.113.2", ServerTest.TOKEN).statusCode()).isEqualTo(200);
        assertThat(statusOfHandshake("203.0.113.1", "guess")).isEqualTo(429);
        HttpResponse<String> page =
                Producer.send(HttpRequest.newBuilder(at("/?token=guess")).header("X-Forwarded-For", "203.0.113.1"));
        assertThat(page.statusCode()).isEqualTo(429);
        assertThat(refused("tapewire.address.max-failed-tokens-per-min") - before)
                .as("refusals that are counted")
                .isEqualTo(4);
    }

    @Test
    void one_caller_has_a_bounded_number_of_connections_and_gets_a_place_back() {
        Viewer first = connect("203.0.113.10", Jwt.of("ada", "{}"));
        connect("203.0.113.11", Jwt.of("ada", "{}"));
        assertThat(statusOfHandshake("203.0.113.12", Jwt.of("ada", "{}"))).isEqualTo(429);
        assertThat(refused("tapewire.caller.max-connections")).isPositive();
        connect("203.0.113.12", Jwt.of("bob", "{}"));

        first.close();

        Awaitility.await().until(() -> catchThrowable(() -> connect("203.0.113.12", Jwt.of("ada", "{}"))) == null);
    }

    @Test
    void one_address_has_a_bounded_number_of_connections() {
        for (int i = 0; i < 4; i++) {
            connect("203.0.113.20", ServerTest.TOKEN);
        }

        assertThat(statusOfHandshake("203.0.113.20", ServerTest.TOKEN)).isEqualTo(429);
        assertThat(refused("tapewire.address.max-connections")).isPositive();
        connect("203.0.113.21", ServerTest.TOKEN);
    }

    @Test
    void one_publisher_has_a_bounded_share_of_the_channels() {
        Producer ada = publisher("ada");
        assertThat(ada.print("share/1", "", BodyPublishers.ofString("x")).statusCode())
                .isEqualTo(200);
        assertThat(ada.print("share/2", "?title=run", BodyPublishers.ofString("x"))
                        .statusCode())
                .isEqualTo(200);

        HttpResponse<String> third = ada.print("share/3", "?title=run", BodyPublishers.ofString("x"));
        assertThat(third.statusCode()).as(third.body()).isEqualTo(429);
        assertThat(third.headers().firstValue("Retry-After")).isPresent();
        assertThat(third.body()).contains("\"too_many_channels\"");
        assertThat(ada.print("share/1", "", BodyPublishers.ofString("x")).statusCode())
                .isEqualTo(200);
        assertThat(publisher("bob")
                        .print("share/3", "", BodyPublishers.ofString("x"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(new Producer(at("/"), ServerTest.TOKEN)
                        .print("share/4", "", BodyPublishers.ofString("x"))
                        .statusCode())
                .isEqualTo(200);
        assertThat(refused("tapewire.caller.max-channels")).isPositive();
    }

    @Test
    void one_publisher_has_a_bounded_share_of_the_masked_values() {
        HttpResponse<String> answer = Producer.send(publisher("carol")
                .request("channels/share/masked/messages")
                .POST(BodyPublishers.ofString(
                        "{\"type\":\"mask\",\"data\":{\"values\":[\"secret 1\",\"secret 2\",\"secret 3\"]}}")));

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(429);
        assertThat(answer.body()).contains("\"too_many_masks\"").doesNotContain("secret 1");
        assertThat(refused("tapewire.caller.max-masks")).isPositive();
    }

    @Test
    void forms_that_are_being_received_have_a_bounded_number() {
        List<Attacker> forms = Stream.generate(this::form).limit(3).toList();
        try {
            Awaitility.await().until(() -> forms.stream().anyMatch(Attacker::hasAnswer));
            Map<Boolean, List<Attacker>> answered =
                    forms.stream().collect(Collectors.partitioningBy(Attacker::hasAnswer));
            assertThat(answered.get(true)).hasSize(1);
            assertThat(answered.get(true).get(0).readLine()).contains(" 429 ");
            assertThat(refused("tapewire.forms.max-count")).isPositive();
            Attacker empty = answered.get(false).get(0).send("x".repeat(100));
            assertThat(empty.readLine()).as("a form without a token").contains(" 400 ");
            Attacker good = answered.get(false)
                    .get(1)
                    .send("token=" + ServerTest.TOKEN + "&".repeat(94 - ServerTest.TOKEN.length()));
            assertThat(good.readLine()).contains(" 303 ");
        } finally {
            forms.forEach(Attacker::close);
        }
    }

    private Attacker form() {
        String ours = "localhost:" + deployed.getPort();
        return Attacker.connect(deployed.getPort())
                .send("POST / HTTP/1.1\r\nHost: " + ours + "\r\nOrigin: http://" + ours + "\r\n"
                        + "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 100\r\n\r\n");
    }

    private Producer publisher(String name) {
        return new Producer(at("/"), Jwt.of(name, "{\"publish\":[\"**\"]}"));
    }

    @Test
    void a_flood_of_messages_ends_its_connection_and_no_other() {
        Viewer calm = connect("203.0.113.30", Jwt.of("calm", "{}"));
        Viewer flood = connect("203.0.113.31", Jwt.of("flood", "{}"));
        // not many more than allowed: what is sent after the close can keep the client from reading the code
        Throwable cut = catchThrowable(() -> {
            for (int i = 0; i < 80; i++) {
                flood.send("{\"type\":\"ping\"}");
            }
        });

        assertThat(flood.awaitClose()).as("cut by " + cut).isEqualTo(1008);
        calm.send("{\"type\":\"ping\"}");
        calm.await("pong");
        assertThat(refused("tapewire.connection.max-messages-per-s")).isPositive();
    }

    @Test
    void deep_json_is_an_error_and_the_connection_lives_on() {
        Viewer viewer = connect("203.0.113.40", ServerTest.TOKEN);
        viewer.send("{\"type\":\"ping\",\"data\":{\"x\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}}");
        assertThat(viewer.await("error").code()).isEqualTo("too_deep");
        assertThat(refused("tapewire.message.max-depth")).isPositive();
        viewer.send("{\"type\":\"ping\"}");
        viewer.await("pong");
    }

    @Test
    void over_tls_the_cookie_is_one_that_no_other_host_can_set() {
        String set = Producer.send(HttpRequest.newBuilder(at("/?token=" + ServerTest.TOKEN))
                        .header("X-Forwarded-Proto", "https"))
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow();
        String cookie = set.replaceFirst(";.*", "");

        assertThat(set).startsWith("__Host-tapewire=").contains("; Path=/;", "; Secure", "; HttpOnly");
        assertThat(statusWith(cookie, "https")).isEqualTo(200);
        assertThat(statusWith(cookie.replace("__Host-", ""), "https")).isEqualTo(401);
        assertThat(statusWith(cookie, "http")).isEqualTo(401);
    }

    @Test
    void the_limits_are_told_to_administrators_alone() {
        JsonArray limits = Producer.json(ask("203.0.113.50", ServerTest.TOKEN, "/tapewire/limits"))
                .getJsonArray("limits");

        assertThat(limits.getValuesAs(JsonObject.class).stream().map(limit -> limit.getString("key")))
                .containsExactlyElementsOf(
                        Arrays.stream(Limit.values()).map(Limit::key).toList());
        assertThat(ask("203.0.113.50", Jwt.of("ada", "{\"manage\":[\"**\"]}"), "/tapewire/limits")
                        .statusCode())
                .isEqualTo(403);
    }

    /** How often a bound has refused something. */
    private long refused(String key) {
        JsonObject answer = Producer.json(ask("203.0.113.51", ServerTest.TOKEN, "/tapewire/limits"));
        return answer.getJsonArray("limits").getValuesAs(JsonObject.class).stream()
                .filter(limit -> limit.getString("key").equals(key))
                .mapToLong(limit -> limit.getJsonNumber("refused").longValueExact())
                .findFirst()
                .orElseThrow();
    }

    private int statusWith(String cookie, String scheme) {
        return Producer.send(HttpRequest.newBuilder(at("/channels"))
                        .header("Cookie", cookie)
                        .header("X-Forwarded-Proto", scheme))
                .statusCode();
    }

    private Viewer connect(String address, String token) {
        Viewer viewer = Viewer.connect(
                at("/ws?channel=&token=" + token), handshake -> handshake.header("X-Forwarded-For", address));
        viewers.add(viewer);
        // a connection counts once it is open, which on Payara can be after the handshake's answer
        viewer.await("connected");
        return viewer;
    }

    private int statusOfHandshake(String address, String token) {
        Throwable thrown = catchThrowable(() -> connect(address, token));
        assertThat(thrown).hasCauseInstanceOf(WebSocketHandshakeException.class);
        return ((WebSocketHandshakeException) thrown.getCause()).getResponse().statusCode();
    }

    private HttpResponse<String> ask(String address, String token) {
        return ask(address, token, "/channels");
    }

    private HttpResponse<String> ask(String address, String token, String path) {
        return Producer.send(HttpRequest.newBuilder(at(path))
                .header("Authorization", "Bearer " + token)
                .header("X-Forwarded-For", address));
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + deployed.getPort() + path);
    }
}
