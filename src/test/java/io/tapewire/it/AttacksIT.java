package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.token.Jwt;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody can send to break the service. After each attack a viewer that was there before still gets what is printed. */
@ExtendWith(ArquillianExtension.class)
class AttacksIT {
    private static final int MANY = 200;
    private static final int ANNOUNCED = 1_024;
    private static final Duration SOON = Duration.ofSeconds(5);

    private static final List<String> UNREADABLE = List.of(
            "tapewire=\u00e9; a=b",
            IntStream.range(0, 250).mapToObj(i -> "a" + i + "=b").collect(Collectors.joining("; ")));

    @ArquillianResource
    private URL deployed;

    private final List<Viewer> viewers = new ArrayList<>();
    private final List<Attacker> attackers = new ArrayList<>();
    private Producer producer;
    private Viewer calm;
    private int printed;

    @Deployment(testable = false)
    static WebArchive attacked() {
        return War.packaged()
                .addAsResource(
                        new StringAsset("tapewire.jwt.secret=" + Jwt.SECRET + "\n"
                                + "tapewire.ping.interval-ms=500\n"
                                + "tapewire.ping.timeout-ms=1000\n"
                                + "tapewire.message.max-parts=100\n"
                                + "tapewire.form.max-time-s=3\n"
                                + "tapewire.body.max-unread-s=2\n"
                                + "tapewire.caller.max-connections=300\n"),
                        "META-INF/microprofile-config.properties");
    }

    @BeforeEach
    void watch() {
        producer = new Producer(at("/"), ServerTest.TOKEN);
        calm = connect(ServerTest.TOKEN, "calm");
    }

    @AfterEach
    void leave() {
        viewers.forEach(Viewer::close);
        attackers.forEach(Attacker::close);
    }

    // messages

    @Test
    void a_large_message_in_small_fragments_ends_its_connection() {
        Viewer attacker = connect(ServerTest.TOKEN, "");
        sendParts(attacker, "x".repeat(1_000), 90);

        assertThat(attacker.awaitClose()).isEqualTo(1009);
        assertServed();
    }

    @Test
    void endless_fragments_end_their_connection_however_small_they_are() {
        Viewer attacker = connect(ServerTest.TOKEN, "");
        sendParts(attacker, "x", 150);

        assertThat(attacker.awaitClose()).isEqualTo(1009);
        assertServed();
    }

    /** Undertow does not hand them on, so nothing is gathered and nobody can count them; Payara ends the connection. */
    @Test
    void endless_empty_fragments_harm_nobody() {
        sendParts(connect(ServerTest.TOKEN, ""), "", 5_000);

        assertServed();
    }

    /** What is sent after the close is lost, and the client may notice that before it reads the code. */
    private static void sendParts(Viewer attacker, String part, int count) {
        try {
            for (int i = 0; i < count; i++) {
                attacker.sendPart(part);
            }
        } catch (RuntimeException closed) {
            assertThat(closed).hasMessageContaining("losed");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    bad_field | {"type":"subscribe","channel":"x","data":{"epoch":"e","offset":1e999999999}}
                    bad_field | {"type":"subscribe","channel":"x","data":{"epoch":"e","offset":1e-999999999}}
                    bad_field | {"type":"subscribe","channel":"x","data":{"epoch":"e","offset":-1e999999999}}
                    bad_field | {"type":"subscribe","channel":"x","data":{"window":1e999999999}}
                    bad_field | {"type":"subscribe","channel":"x/*","data":{"positions":{"x/1":{"epoch":"e","offset":1e999999999}}}}
                    bad_field | {"type":"ack","channel":"calm","data":{"offset":1e999999999}}
                    bad_field | {"type":"ping","offset":1e999999999}
                    bad_field | {"type":"ping","first":1e999999999}
                    """)
    void a_huge_exponent_is_an_error_at_once(String code, String message) {
        Viewer attacker = connect(ServerTest.TOKEN, "");
        attacker.send(message);

        assertThat(attacker.await("error").code()).isEqualTo(code);
        assertServed();
    }

    @Test
    void a_huge_exponent_comes_back_as_it_was_where_any_number_is_allowed() {
        Viewer attacker = connect(ServerTest.TOKEN, "");
        attacker.send("{\"type\":\"ping\",\"id\":1e999999999}");
        assertThat(attacker.await("pong").json().getJsonNumber("id").toString()).isEqualToIgnoringCase("1e+999999999");

        Viewer viewer = connect(ServerTest.TOKEN, "numbers");
        HttpResponse<String> answer = say("numbers", """
                {"type":"task_status","data":{"taskId":"t","status":"s","n":1e999999999,"m":-1e-999999999}}""");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        Message status = viewer.await("task_status");
        assertThat(status.toString()).hasSizeLessThan(300);
        assertThat(producer.get("channels/numbers/tasks").body()).hasSizeLessThan(500);
        assertThat(Producer.send(
                                producer.request("channels/numbers/messages")
                                        .header("Content-Type", "application/json")
                                        .header("X-Tapewire-Mask", "a secret that is masked")
                                        .POST(
                                                BodyPublishers.ofString(
                                                        "{\"type\":\"notification\",\"data\":{\"title\":\"a\",\"message\":\"b\",\"n\":1e999999999}}")))
                        .statusCode())
                .as("while something is masked")
                .isEqualTo(200);
        assertServed();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"run_started\",\"data\":{\"run\":\"r\",\"cols\":1e999999999,\"rows\":1}}",
                "{\"type\":\"run_ended\",\"data\":{\"exit\":1e999999999}}",
                "{\"type\":\"run_ended\",\"data\":{\"exit\":1e-999999999}}",
            })
    void a_huge_exponent_is_refused_over_http_too(String message) {
        HttpResponse<String> answer = say("numbers", message);

        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertServed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[[],"})
    void deep_json_is_refused_wherever_json_is_taken(String nested) {
        String deep = nested.repeat(5_000);
        for (String body :
                List.of(deep, "{\"type\":\"task_status\",\"data\":{\"taskId\":\"t\",\"status\":\"s\",\"x\":" + deep)) {
            HttpResponse<String> answer = say("deep", body);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            assertThat(answer.body()).contains("\"too_deep\"");
        }
        HttpResponse<String> revocation = Producer.send(
                producer.request("tapewire/revocations").POST(BodyPublishers.ofString(nested.repeat(500))));
        assertThat(revocation.statusCode()).isEqualTo(400);
        Viewer attacker = connect(ServerTest.TOKEN, "");
        attacker.send(deep);
        assertThat(attacker.await("error").code()).isEqualTo("too_deep");
        assertServed();
    }

    // connections

    @Test
    void slow_handshakes_keep_nobody_from_connecting() {
        for (int i = 0; i < MANY; i++) {
            attack().send("GET /ws?channel= HTTP/1.1\r\nHost: localhost\r\nX-Slow: ");
        }
        for (int i = 0; i < 3; i++) {
            attackers.forEach(attacker -> attacker.send("x"));
            connect(ServerTest.TOKEN, "calm").await("subscribed");
        }
        assertServed();
    }

    @Test
    void slow_bodies_keep_nobody_from_publishing() {
        for (int i = 0; i < MANY; i++) {
            attack().send("PUT /channels/slow/" + i + "/output HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                    + ServerTest.TOKEN + "\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n");
        }
        for (int i = 0; i < 3; i++) {
            attackers.forEach(attacker -> attacker.send("1\r\nx\r\n"));
            assertServed();
        }
    }

    /** Each request announces more than it sends. The first are read by nobody, the others only in part. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            POST /                              | none  | token=
            POST /tapewire.xhtml                | none  | token=
            GET /                               | admin | x=
            GET /tapewire.xhtml                 | admin | x=
            POST /nothing                       | none  | x=
            POST /nothing.xhtml                 | none  | x=
            GET /nothing.xhtml                  | none  | x=
            GET /tapewire/client/index.js       | none  | x=
            POST /tapewire/client/index.js      | none  | x=
            POST /tapewire/sign-out             | none  | x=
            POST /tapewire/me                   | admin | x=
            POST /tapewire/tickets              | admin | x=
            GET /tapewire/limits                | none  | x=
            GET /tapewire/ready                 | none  | x=
            GET /ws                             | admin | x=
            GET /channels                       | admin | x=
            GET /channels/slow/output           | admin | x=
            DELETE /channels/slow               | admin | x=
            BREW /channels/slow/output          | admin | x=
            PUT /channels/slow/output           | none  | x=
            PUT /channels/slow/output           | wrong | x=
            PUT /channels/no//way/output        | admin | x=
            PUT /channels/slow/output?type=none | admin | x=
            POST /channels/slow/messages        | admin | {"type":"none","data":{}}
            PUT /channels/slow/files/f          | none  | x=
            PUT /channels/slow/files/f          | admin | x=
            """)
    void bodies_that_never_come_keep_nobody_from_anything(String request, String who, String sent) {
        for (int i = 0; i < MANY; i++) {
            attack().send(begin(request, who, i % 2 == 0) + (i % 2 == 0 ? sent : "400\r\n" + sent));
        }
        long begun = System.nanoTime();
        assertServed();
        connect(ServerTest.TOKEN, "calm").await("subscribed");
        assertThat(Producer.send(HttpRequest.newBuilder(at("/"))).statusCode()).isEqualTo(401);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(SOON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/channels", "/tapewire/client/index.js"})
    void cookies_that_the_server_cannot_read_are_ignored(String path) {
        for (String cookies : UNREADABLE) {
            String answer = attack().send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nCookie: " + cookies
                            + "\r\nAuthorization: Bearer " + ServerTest.TOKEN + "\r\n\r\n")
                    .readLine();
            // Payara takes no header with other characters than ASCII
            assertThat(answer)
                    .as(cookies)
                    .containsPattern(System.getProperty("it.server").equals("payara") ? " (200|400) " : " 200 ");
        }
    }

    @Test
    void with_such_cookies_bodies_that_never_come_keep_nobody_from_anything_either() {
        for (int i = 0; i < MANY; i++) {
            String head = begin(i % 2 == 0 ? "PUT /channels/slow/output" : "POST /nothing", "none", true);
            attack().send(head.replace("\r\n\r\n", "\r\nCookie: " + UNREADABLE.get(i % 4 / 2) + "\r\n\r\n") + "x");
        }
        assertServed();
    }

    /** A message of several lines is refused while its rest is still to come. */
    @Test
    void uploads_that_are_refused_in_their_middle_keep_nobody_from_anything() {
        for (int i = 0; i < MANY; i++) {
            String head = begin("POST /channels/slow/messages", "admin", true)
                    .replace("application/x-www-form-urlencoded", "application/x-ndjson");
            assertThat(attack().send(head + "no message\n").readLine()).contains(" 400 ");
        }
        assertServed();
    }

    @Test
    void a_form_that_does_not_arrive_is_refused_and_counted() {
        long before = refused("tapewire.form.max-time-s");

        // Payara cuts the connection off with an answer or without
        assertThat(attack().send(begin("POST /", "none", true) + "token=").readLine())
                .containsPattern(System.getProperty("it.server").equals("wildfly") ? " 408 " : " 408 |^$");
        assertThat(refused("tapewire.form.max-time-s")).isGreaterThan(before);
    }

    /** Payara takes the rest for as long as it comes, without a thread. */
    @Test
    void who_is_refused_and_goes_on_sending_is_cut_off_by_wildfly() {
        Assumptions.assumeTrue(System.getProperty("it.server").equals("wildfly"));
        long before = refused("tapewire.body.max-unread-s");
        Attacker stranger = attack().send(begin("PUT /channels/slow/output", "none", true) + "x=");
        Attacker writer = attack().send(begin("POST /channels/slow/messages", "admin", true)
                        .replace("application/x-www-form-urlencoded", "application/x-ndjson")
                + "no message\n");

        assertThat(stranger.readLine()).contains(" 401 ");
        assertThat(writer.readLine()).contains(" 400 ");
        stranger.awaitEnd();
        writer.awaitEnd();
        assertThat(refused("tapewire.body.max-unread-s")).isGreaterThanOrEqualTo(before + 2);
    }

    @Test
    void who_sends_the_rest_after_a_refusal_goes_on_with_the_same_connection() {
        Attacker late = attack().send(begin("PUT /channels/slow/output", "none", true) + "x=");
        assertThat(late.readLine()).contains(" 401 ");
        late.send("x".repeat(ANNOUNCED - 2) + "GET /tapewire/me HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                + ServerTest.TOKEN + "\r\n\r\n");

        Awaitility.await().until(() -> late.readLine().startsWith("HTTP/1.1 200"));
    }

    @Test
    void whoever_is_refused_gets_the_answer_however_much_they_send() {
        Producer stranger = new Producer(at("/"), "wrong");
        for (int i = 0; i < 20; i++) {
            assertThat(stranger.print("slow", "", BodyPublishers.ofByteArray(new byte[3 << 20]))
                            .statusCode())
                    .isEqualTo(401);
        }
    }

    /** The head of a request with a body, and no body. */
    private String begin(String request, String who, boolean counted) {
        return request + " HTTP/1.1\r\nHost: localhost:" + deployed.getPort() + "\r\n"
                + "Content-Type: application/x-www-form-urlencoded\r\n"
                + switch (who) {
                    case "admin" -> "Authorization: Bearer " + ServerTest.TOKEN + "\r\n";
                    case "wrong" -> "Authorization: Bearer wrong\r\n";
                    default -> "Origin: http://localhost:" + deployed.getPort() + "\r\n";
                }
                + (counted ? "Content-Length: " + ANNOUNCED : "Transfer-Encoding: chunked") + "\r\n\r\n";
    }

    private long refused(String key) {
        JsonArray limits = Producer.json(producer.get("tapewire/limits")).getJsonArray("limits");
        return limits.getValuesAs(JsonObject.class).stream()
                .filter(limit -> limit.getString("key").equals(key))
                .mapToLong(limit -> limit.getJsonNumber("refused").longValueExact())
                .findFirst()
                .orElseThrow();
    }

    @Test
    void connections_that_say_nothing_and_take_nothing_are_ended() {
        for (int i = 0; i < MANY; i++) {
            attack().send(handshake("&channel=calm"));
        }
        Awaitility.await().until(() -> clients() > MANY);
        assertServed();
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> clients() < 20);
        assertServed();
    }

    @Test
    void a_flood_of_connections_is_refused_and_the_others_go_on() {
        String eve = Jwt.of("eve", "{\"subscribe\":[\"**\"]}");
        List<String> answers = IntStream.range(0, 2 * MANY)
                .mapToObj(i -> attack().send(
                                handshake("&channel=calm").replace(ServerTest.TOKEN, i % 2 == 0 ? "wrong" + i : eve))
                        .readLine())
                .toList();
        assertThat(answers).allMatch(line -> line.matches("HTTP/1.1 (101|401|429) .*"));
        assertThat(answers).filteredOn(line -> line.contains(" 401 ")).hasSize(MANY);
        assertServed();
    }

    private String handshake(String query) {
        return "GET /ws?token=" + ServerTest.TOKEN + query + " HTTP/1.1\r\nHost: localhost\r\n"
                + "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
    }

    /** How many are connected, as who connects now is told. */
    private int clients() {
        Viewer viewer = connect(ServerTest.TOKEN, "");
        int count = viewer.await("connected").data().getInt("client_count");
        viewer.close();
        return count;
    }

    private void assertServed() {
        String line = "line " + ++printed + "\n";
        producer.print("calm", line);
        calm.awaitOutput("calm", line);
    }

    private HttpResponse<String> say(String channel, String json) {
        return producer.trySay(channel, "application/json", json);
    }

    private Attacker attack() {
        Attacker attacker = Attacker.connect(deployed.getPort());
        attackers.add(attacker);
        return attacker;
    }

    private Viewer connect(String token, String channel) {
        Viewer viewer = Viewer.connect(at("/ws?token=" + token + "&channel=" + channel));
        viewers.add(viewer);
        viewer.await("connected");
        return viewer;
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + deployed.getPort() + path);
    }
}
