package io.tapewire.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tapewire.channel.ChannelName;
import io.tapewire.token.Jwt;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Who may do what with a JWT, on every endpoint. Two tenants have the channels {@code acme/…} and {@code globex/…}. */
@ExtendWith(ArquillianExtension.class)
class TokensIT {
    private static final String ACME =
            "{\"subscribe\":[\"acme/**\"],\"publish\":[\"acme/**\"],\"manage\":[\"acme/**\"]}";
    private static final Duration A_SECOND = Duration.ofSeconds(1);

    @ArquillianResource
    private URL deployed;

    private Producer admin;
    private final List<Viewer> viewers = new ArrayList<>();

    @Deployment(testable = false)
    static WebArchive withKeys() {
        return War.packaged()
                .addAsResource(
                        new StringAsset("tapewire.jwt.secret=" + Jwt.SECRET
                                + "\ntapewire.jwt.issuer=https://id.example\ntapewire.jwt.audience=tapewire\n"
                                + "tapewire.address.max-failed-tokens-per-min=1000000\n"),
                        "META-INF/microprofile-config.properties");
    }

    @BeforeEach
    void fill() {
        admin = new Producer(at("/"), ServerTest.TOKEN);
        admin.print("acme/build", "of acme\n");
        admin.print("globex/build", "of globex\n");
    }

    @AfterEach
    void leave() {
        viewers.forEach(Viewer::close);
    }

    // forged tokens

    @Test
    void no_forged_token_opens_anything_and_none_stands_in_the_log() {
        String before = admin.history("acme/build");
        Map<String, String> forged = Forgeries.all();
        forged.forEach((what, token) -> {
            for (Endpoint endpoint : Endpoint.of("acme/build")) {
                HttpResponse<String> answer = endpoint.ask(new Producer(at("/"), token));
                assertThat(answer.statusCode())
                        .as(endpoint + " with a token " + what)
                        .isEqualTo(401);
                assertThat(code(answer)).isEqualTo("unauthorized");
            }
            assertThat(statusOfHandshake("/ws?channel=acme/build&token=" + URLEncoder.encode(token, UTF_8), null))
                    .as("a connection with a token " + what)
                    .isEqualTo(401);
            assertThat(statusOfHandshake("/ws?channel=acme/build", token))
                    .as("a connection with a token in its header " + what)
                    .isEqualTo(401);
        });
        assertThat(admin.history("acme/build")).isEqualTo(before);
        String log = admin.history("server");
        forged.values().stream()
                .flatMap(token -> Stream.of(token.split("\\.", -1)))
                .filter(part -> part.length() > 20)
                .forEach(part -> assertThat(log).doesNotContain(part));
    }

    @Test
    void a_forged_token_refreshes_nothing_and_the_connection_goes_on() {
        Viewer viewer = connect(acme("ada"), "&channel=acme/build");
        Forgeries.all().forEach((what, token) -> {
            Message answer = refresh(viewer, token, what);
            assertThat(answer.type()).as(what).isEqualTo("error");
            assertThat(answer.code()).as(what).isEqualTo("unauthorized");
        });
        admin.print("acme/build", "still here\n");
        viewer.awaitOutput("acme/build", "still here\n");
    }

    // channels of others

    @Test
    void every_method_that_any_resource_of_a_channel_takes_is_in_the_table() {
        Set<String> taken = new TreeSet<>();
        for (String resource : Stream.concat(
                        ChannelName.RESOURCES.stream(), Stream.of("runs/r", "files/f", "uploads/u", ""))
                .toList()) {
            String path = "channels/acme/build" + (resource.isEmpty() ? "" : "/" + resource);
            HttpResponse<String> answer = Producer.send(admin.request(path).method("OPTIONS", BodyPublishers.noBody()));
            answer.headers()
                    .firstValue("Allow")
                    .ifPresent(allowed -> Stream.of(allowed.split(", ", -1))
                            .filter(method -> !Set.of("HEAD", "OPTIONS").contains(method))
                            .forEach(method -> taken.add(method + " " + path)));
        }

        assertThat(Endpoint.ofChannel("acme/build"))
                .extracting(Endpoint::toString)
                .containsExactlyInAnyOrderElementsOf(taken);
    }

    @Test
    void a_pattern_does_not_grant_the_servers_own_channels() {
        String everything = "{\"subscribe\":[\"**\"],\"publish\":[\"**\"],\"manage\":[\"**\"]}";
        Producer ada = new Producer(at("/"), token("ada", everything));

        for (Endpoint endpoint : Endpoint.ofChannel("server")) {
            assertThat(endpoint.ask(ada).statusCode()).as(endpoint.toString()).isEqualTo(403);
        }
        assertThat(Listing.find(ada, "server")).isEmpty();
        assertThat(Listing.find(admin, "server")).isPresent();
        Viewer viewer = connect(token("ada", everything), "&channel=**");
        viewer.awaitOutput("acme/build", "of acme\n");
        assertThat(viewer.records("server")).isEmpty();
        assertThat(new Producer(at("/"), token("bob", "{\"subscribe\":[\"server\"]}"))
                        .get("channels/server/output")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void the_channels_of_others_are_forbidden_whether_they_exist_or_not() {
        Producer ada = new Producer(at("/"), acme("ada"));
        for (String channel : List.of("globex/build", "globex/none", "acme", "acme-evil/x", "server")) {
            for (Endpoint endpoint : Endpoint.ofChannel(channel)) {
                HttpResponse<String> answer = endpoint.ask(ada);
                assertThat(answer.statusCode())
                        .as(endpoint + " " + answer.body())
                        .isEqualTo(403);
                assertThat(code(answer)).isEqualTo("forbidden");
            }
        }
        assertThat(admin.history("globex/build")).startsWith("of globex");
        assertThat(Listing.find(admin, "globex/none")).isEmpty();
    }

    @Test
    void each_permission_allows_its_own_and_nothing_else() {
        Producer reader = new Producer(at("/"), token("r", "{\"subscribe\":[\"acme/*\"]}"));
        Producer writer = new Producer(at("/"), token("w", "{\"publish\":[\"acme/own\"]}"));
        Producer keeper = new Producer(at("/"), token("k", "{\"manage\":[\"acme/own\"]}"));

        assertThat(writer.print("acme/own", "", BodyPublishers.ofString("x")).statusCode())
                .isEqualTo(200);
        assertThat(writer.get("channels/acme/own/output").statusCode()).isEqualTo(403);
        assertThat(writer.delete("acme/own").statusCode()).isEqualTo(403);
        assertThat(reader.get("channels/acme/own/output").body()).isEqualTo("x");
        assertThat(reader.print("acme/own", "", BodyPublishers.ofString("x")).statusCode())
                .isEqualTo(403);
        assertThat(reader.delete("acme/own").statusCode()).isEqualTo(403);
        assertThat(keeper.get("channels/acme/own/output").statusCode()).isEqualTo(403);
        assertThat(keeper.delete("acme/own").statusCode()).isEqualTo(204);
    }

    @Test
    void lists_show_only_what_one_may_see() {
        List<JsonObject> seen = Listing.all(new Producer(at("/"), acme("ada")));

        assertThat(seen)
                .extracting(channel -> channel.getString("name"))
                .contains("acme/build")
                .allMatch(name -> name.startsWith("acme/"));
        assertThat(Listing.all(new Producer(at("/"), token("nobody", "{}")))).isEmpty();
    }

    @Test
    void a_caller_learns_who_they_are() {
        JsonObject me = Producer.json(new Producer(at("/"), acme("ada")).get("tapewire/me"));

        assertThat(me.getString("name")).isEqualTo("ada");
        assertThat(me.getJsonArray("subscribe")).hasToString("[\"acme/**\"]");
        assertThat(me.getJsonArray("manage")).hasToString("[\"acme/**\"]");
        assertThat(Instant.parse(me.getString("expires")))
                .isBetween(Instant.now(), Instant.now().plusSeconds(60));
        JsonObject root = Producer.json(admin.get("tapewire/me"));
        assertThat(root.getJsonArray("publish")).hasToString("[\"**\"]");
        assertThat(root.isNull("expires")).isTrue();
        JsonObject unnamed = Producer.json(new Producer(at("/"), signed("\"tapewire\":{}")).get("tapewire/me"));
        assertThat(unnamed.getString("name")).isEmpty();
        assertThat(unnamed.getJsonArray("publish")).isEmpty();
    }

    // connections

    @Test
    void a_connection_cannot_watch_or_resume_the_channels_of_others() {
        String epoch = Listing.of(admin, "globex/build").getString("epoch");
        Viewer viewer = connect(acme("ada"), "&channel=acme/build&channel=globex/build");

        viewer.await("acme", message -> message.is("subscribed", "acme/build"));
        assertThat(viewer.await("a refusal", message -> message.is("error", "globex/build"))
                        .code())
                .isEqualTo("forbidden");
        assertThat(viewer.subscribe("globex/build").code()).isEqualTo("forbidden");
        assertThat(viewer.resume("globex/build", epoch, 0).code()).isEqualTo("forbidden");
        assertThat(viewer.subscribe("globex/none").code()).isEqualTo("forbidden");
        admin.print("globex/build", "more\n");
        admin.print("acme/build", "end\n");
        viewer.awaitOutput("acme/build", "end\n");
        assertThat(viewer.records("globex/build")).isEmpty();
    }

    @Test
    void a_connection_ends_within_a_second_after_its_token() {
        Instant end = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 3);
        Viewer viewer = connect(until("ada", end), "&channel=acme/build");

        assertThat(viewer.await("connected").data().getString("expires"))
                .isEqualTo(end.toString().replace("Z", ".000Z"));
        assertThat(viewer.awaitClose()).isEqualTo(4401);
        assertThat(Instant.now()).isBetween(end, end.plus(A_SECOND));
    }

    @Test
    void a_fresh_token_keeps_the_connection_and_its_positions() {
        Instant end = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 3);
        Viewer viewer = connect(until("ada", end), "&channel=acme/build");
        viewer.awaitOutput("acme/build", "of acme\n");

        Message answer = refresh(viewer, acme("ada"), "fresh");

        assertThat(answer.type()).isEqualTo("refreshed");
        assertThat(Instant.parse(answer.data().getString("expires"))).isAfter(end.plusSeconds(30));
        Awaitility.await().until(() -> Instant.now().isAfter(end.plus(A_SECOND)));
        admin.print("acme/build", "after it\n");
        viewer.awaitOutput("acme/build", "after it\n");
        assertThat(viewer.messages("subscribed")).hasSize(1);
    }

    @Test
    void a_token_that_grants_less_ends_what_it_does_not_grant() {
        Viewer viewer = connect(acme("ada"), "&channel=acme/build&channel=acme/other");
        viewer.await("both", message -> message.is("subscribed", "acme/other"));

        assertThat(refresh(viewer, token("ada", "{\"subscribe\":[\"acme/build\"]}"), "less")
                        .type())
                .isEqualTo("refreshed");

        Message ended = viewer.await("the end", message -> message.is("unsubscribed", "acme/other"));
        assertThat(ended.data().getString("reason")).isEqualTo("forbidden");
        admin.print("acme/other", "secret\n");
        admin.print("acme/build", "end\n");
        viewer.awaitOutput("acme/build", "end\n");
        assertThat(viewer.records("acme/other")).isEmpty();
    }

    @Test
    void a_connection_is_not_handed_to_somebody_else() {
        Viewer viewer = connect(acme("ada"), "&channel=");

        assertThat(refresh(viewer, acme("bob"), "bob's").code()).isEqualTo("unauthorized");
    }

    // tickets and sessions

    @Test
    void a_ticket_opens_one_connection_with_its_callers_permission() {
        String ticket = ticket(acme("ada"));
        assertThat(ticket).matches("[A-Za-z0-9_-]{22}");

        Viewer viewer = add(Viewer.connect(at("/ws?channel=acme/build&channel=globex/build&ticket=" + ticket)));
        viewer.await("acme", message -> message.is("subscribed", "acme/build"));
        assertThat(viewer.await("a refusal", message -> message.is("error", "globex/build"))
                        .code())
                .isEqualTo("forbidden");

        assertThat(statusOfHandshake("/ws?ticket=" + ticket, null)).isEqualTo(401);
        assertThat(statusOfHandshake("/ws?ticket=", null)).isEqualTo(401);
        assertThat(statusOfHandshake("/ws?ticket=" + "A".repeat(22), null)).isEqualTo(401);
        assertThat(new Producer(at("/"), null)
                        .get("channels?ticket=" + ticket(acme("ada")))
                        .statusCode())
                .as("elsewhere")
                .isEqualTo(401);
    }

    @Test
    void a_ticket_is_void_for_another_origin() {
        String ticket = ticket(acme("ada"));

        Throwable refused = catchThrowable(() -> Viewer.connect(
                at("/ws?channel=&ticket=" + ticket), handshake -> handshake.header("Origin", "http://evil.example")));
        assertThat(refused).hasCauseInstanceOf(WebSocketHandshakeException.class);
        assertThat(statusOfHandshake("/ws?ticket=" + ticket, null))
                .as("used up")
                .isEqualTo(401);
    }

    @Test
    void the_page_turns_a_token_into_a_session_that_grants_as_much_and_no_more() {
        HttpResponse<String> redirect =
                Producer.send(HttpRequest.newBuilder(at("/?channel=acme/build&token=" + acme("ada"))));
        assertThat(redirect.statusCode()).isEqualTo(303);
        assertThat(redirect.headers().firstValue("Location").orElse("")).endsWith("/?channel=acme/build");
        String set = redirect.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(set).contains("HttpOnly", "SameSite").doesNotContain("eyJ");
        String cookie = set.replaceFirst(";.*", "");

        assertThat(withCookie("/", cookie).body()).contains("<tapewire-terminal");
        assertThat(withCookie("/channels/acme/build/output", cookie).statusCode())
                .isEqualTo(200);
        assertThat(withCookie("/channels/globex/build/output", cookie).statusCode())
                .isEqualTo(403);
        assertThat(withCookie("/", cookie.substring(0, cookie.length() - 1)).statusCode())
                .isEqualTo(401);
        Viewer viewer = add(Viewer.connect(
                at("/ws?channel=acme/build"),
                handshake -> handshake.header("Cookie", cookie).header("Origin", at("").toString())));
        viewer.awaitOutput("acme/build", "of acme\n");
    }

    @Test
    void a_connection_that_a_session_opens_ends_with_the_session() {
        Instant end = Instant.ofEpochSecond(Instant.now().getEpochSecond() + 3);
        String cookie = cookie(until("ada", end));
        Viewer viewer = add(Viewer.connect(
                at("/ws?channel="),
                handshake -> handshake.header("Cookie", cookie).header("Origin", at("").toString())));

        assertThat(viewer.awaitClose()).isEqualTo(4401);
        assertThat(withCookie("/channels", cookie).statusCode()).isEqualTo(401);
    }

    @Test
    void a_cookie_of_another_application_does_not_hide_ours() {
        String cookie = cookie(acme("ada"));

        assertThat(withCookie("/channels", "tapewire=junk; " + cookie).statusCode())
                .isEqualTo(200);
    }

    @Test
    void whoever_signs_in_again_ends_the_session_before_and_its_connections() {
        String before = cookie(acme("ada"));
        Viewer viewer = connectWithCookie(before);
        viewer.await("connected");

        HttpResponse<String> redirect = Producer.send(
                HttpRequest.newBuilder(at("/?token=" + acme("bob"))).header("Cookie", before));

        assertThat(redirect.statusCode()).isEqualTo(303);
        assertThat(viewer.awaitClose()).isEqualTo(4401);
        assertThat(withCookie("/channels", before).statusCode()).isEqualTo(401);
    }

    /** The connection may still be at its beginning, on Payara more often than not. */
    @Test
    void whoever_signs_out_in_the_moment_in_which_a_connection_begins_ends_it_too() {
        for (int i = 0; i < 20; i++) {
            String cookie = cookie(acme("ada"));
            Viewer viewer = connectWithCookie(cookie);

            HttpResponse<String> answer = Producer.send(HttpRequest.newBuilder(at("/tapewire/sign-out"))
                    .header("Cookie", cookie)
                    .header("Origin", at("").toString())
                    .POST(BodyPublishers.noBody()));

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(viewer.awaitClose()).isEqualTo(4401);
        }
    }

    private String cookie(String token) {
        return Producer.send(HttpRequest.newBuilder(at("/?token=" + token)))
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .replaceFirst(";.*", "");
    }

    private Viewer connectWithCookie(String cookie) {
        return add(Viewer.connect(
                at("/ws?channel="),
                handshake -> handshake.header("Cookie", cookie).header("Origin", at("").toString())));
    }

    @Test
    void another_site_does_not_change_who_is_signed_in() {
        String cookie = cookie(acme("ada"));
        HttpResponse<String> answer = Producer.send(HttpRequest.newBuilder(at("/?token=" + acme("eve")))
                .header("Cookie", cookie)
                .header("Sec-Fetch-Site", "cross-site"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void one_caller_gets_a_bounded_number_of_tickets_and_keeps_nobody_else_from_them() {
        Producer gina = new Producer(at("/"), acme("gina"));
        HttpResponse<String> last = post(gina, "tapewire/tickets", "");
        for (int i = 0; i < 100 && last.statusCode() == 200; i++) {
            last = post(gina, "tapewire/tickets", "");
        }

        assertThat(last.statusCode()).isEqualTo(429);
        assertThat(last.headers().firstValue("Retry-After")).isPresent();
        assertThat(code(last)).isEqualTo("too_many_tickets");
        assertThat(ticket(acme("ada"))).isNotEmpty();
    }

    // revocations

    @Test
    void a_revoked_token_ends_its_connections_and_uploads_at_once_and_opens_nothing_more() {
        String revoked = signed("\"jti\":\"t1\",\"sub\":\"rita\",\"tapewire\":" + ACME);
        String other = signed("\"jti\":\"t2\",\"sub\":\"rita\",\"tapewire\":" + ACME);
        Viewer ended = connect(revoked, "&channel=acme/build");
        Viewer stays = connect(other, "&channel=acme/build");
        Program upload = Program.start(at("/"), revoked, "acme/upload/output?title=Nightly")
                .print("before\n");
        Awaitility.await().until(() -> admin.history("acme/upload").contains("before"));
        Instant asked = Instant.now();

        JsonObject answer = revoke("{\"jti\":\"t1\"}");

        assertThat(answer.getInt("ended")).isEqualTo(2);
        assertThat(ended.awaitClose()).isEqualTo(4403);
        Awaitility.await().until(() -> runs("acme/upload").contains("\"outcome\":\"interrupted\""));
        assertThat(Instant.now()).isBefore(asked.plus(A_SECOND.multipliedBy(2)));
        upload.close();
        assertThat(admin.history("acme/upload")).isEqualTo("before\n");
        assertThat(new Producer(at("/"), revoked).get("channels").statusCode()).isEqualTo(401);
        assertThat(statusOfHandshake("/ws?channel=&token=" + revoked, null)).isEqualTo(401);
        assertThat(new Producer(at("/"), other).get("channels").statusCode()).isEqualTo(200);
        admin.print("acme/build", "still\n");
        stays.awaitOutput("acme/build", "still\n");
    }

    @Test
    void a_person_is_revoked_with_everything_until_that_is_lifted() {
        String token = acme("paul");
        String ticket = ticket(token);
        Viewer viewer = connect(token, "&channel=");

        revoke("{\"sub\":\"paul\",\"until\":\"2999-01-01T00:00:00Z\"}");

        assertThat(viewer.awaitClose()).isEqualTo(4403);
        assertThat(statusOfHandshake("/ws?channel=&ticket=" + ticket, null)).isEqualTo(401);
        assertThat(new Producer(at("/"), acme("paul")).get("tapewire/me").statusCode())
                .isEqualTo(401);
        assertThat(admin.get("tapewire/revocations").body()).contains("\"sub\":\"paul\"", "2999-01-01");
        assertThat(lift("sub=paul").statusCode()).isEqualTo(204);
        assertThat(lift("sub=paul").statusCode()).isEqualTo(404);
        assertThat(new Producer(at("/"), token).get("tapewire/me").statusCode()).isEqualTo(200);
    }

    @Test
    void only_the_administrator_takes_back_permissions() {
        Producer ada = new Producer(at("/"), token("ada", "{\"manage\":[\"**\"]}"));

        assertThat(post(ada, "tapewire/revocations", "{\"sub\":\"bob\"}").statusCode())
                .isEqualTo(403);
        assertThat(ada.get("tapewire/revocations").statusCode()).isEqualTo(403);
        for (String bad : List.of(
                "",
                "{}",
                "[]",
                "{\"sub\":\"a\",\"jti\":\"b\"}",
                "{\"sub\":\"\"}",
                "{\"sub\":5}",
                "{\"sub\":\"a\",\"until\":\"soon\"}",
                "[".repeat(3_000))) {
            assertThat(post(admin, "tapewire/revocations", bad).statusCode())
                    .as(bad)
                    .isEqualTo(400);
        }
        assertThat(post(admin, "tapewire/revocations", " ".repeat(5_000)).statusCode())
                .isEqualTo(413);
    }

    private JsonObject revoke(String json) {
        HttpResponse<String> answer = post(admin, "tapewire/revocations", json);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Producer.json(answer);
    }

    private HttpResponse<String> lift(String query) {
        return Producer.send(admin.request("tapewire/revocations?" + query).DELETE());
    }

    private String runs(String channel) {
        return admin.get("channels/" + channel + "/runs").body();
    }

    private String ticket(String token) {
        HttpResponse<String> answer = post(new Producer(at("/"), token), "tapewire/tickets", "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Producer.json(answer).getString("ticket");
    }

    private static HttpResponse<String> post(Producer producer, String path, String body) {
        return Producer.send(producer.request(path).POST(BodyPublishers.ofString(body)));
    }

    private HttpResponse<String> withCookie(String path, String cookie) {
        return Producer.send(HttpRequest.newBuilder(at(path)).header("Cookie", cookie));
    }

    private Viewer connect(String token, String query) {
        return add(Viewer.connect(at("/ws?token=" + token + query)));
    }

    private Viewer add(Viewer viewer) {
        viewers.add(viewer);
        return viewer;
    }

    private static Message refresh(Viewer viewer, String token, String id) {
        viewer.send(Json.createObjectBuilder()
                .add("type", "refresh")
                .add("id", id)
                .add("data", Json.createObjectBuilder().add("token", token))
                .build()
                .toString());
        return viewer.await(
                "an answer to " + id, message -> id.equals(message.json().getString("id", null)));
    }

    private int statusOfHandshake(String path, String bearer) {
        Throwable thrown = catchThrowable(() -> add(Viewer.connect(at(path), handshake -> {
            if (bearer != null) {
                handshake.header("Authorization", "Bearer " + bearer);
            }
        })));
        assertThat(thrown).as(path).hasCauseInstanceOf(WebSocketHandshakeException.class);
        return ((WebSocketHandshakeException) thrown.getCause()).getResponse().statusCode();
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + deployed.getPort() + path);
    }

    private static String code(HttpResponse<String> answer) {
        return Producer.json(answer).getJsonObject("error").getString("code");
    }

    private static String acme(String subject) {
        return token(subject, ACME);
    }

    private static String token(String subject, String grants) {
        return signed("\"sub\":\"" + subject + "\",\"tapewire\":" + grants);
    }

    private static String signed(String claims) {
        return Jwt.hs256("\"iss\":\"https://id.example\",\"aud\":\"tapewire\"," + claims);
    }

    private static String until(String subject, Instant end) {
        return new Jwt(
                        "{\"alg\":\"HS256\"}",
                        "{\"exp\":" + end.getEpochSecond()
                                + ",\"iss\":\"https://id.example\",\"aud\":\"tapewire\",\"sub\":\"" + subject
                                + "\",\"tapewire\":" + ACME + "}")
                .hmac("HmacSHA256", Jwt.SECRET);
    }
}
