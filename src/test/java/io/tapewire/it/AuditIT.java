package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.token.Jwt;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
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

/** What the channel {@code audit} tells the administrator, and that it tells nobody else. The test is also the proxy. */
@ExtendWith(ArquillianExtension.class)
class AuditIT {
    private static final String EVERYTHING =
            "{\"subscribe\":[\"**\",\"audit\"],\"publish\":[\"**\",\"audit\"],\"manage\":[\"**\",\"audit\"]}";

    @ArquillianResource
    private URL deployed;

    private Producer admin;
    private Viewer audit;
    private final List<Viewer> viewers = new ArrayList<>();

    @Deployment(testable = false)
    static WebArchive audited() {
        return War.packaged()
                .addAsResource(
                        new StringAsset("tapewire.jwt.secret=" + Jwt.SECRET + "\n"
                                + "tapewire.proxies=127.0.0.0/8, ::1\n"
                                + "tapewire.connection.max-messages-per-s=100\n"
                                + "tapewire.audit.interval-s=1\n"),
                        "META-INF/microprofile-config.properties");
    }

    @BeforeEach
    void watch() {
        admin = new Producer(at("/"), ServerTest.TOKEN);
        audit = add(Viewer.connect(at("/ws?token=" + ServerTest.TOKEN + "&channel=audit")));
        audit.await("subscribed");
    }

    @AfterEach
    void leave() {
        viewers.forEach(Viewer::close);
    }

    @Test
    void it_tells_who_has_published_how_much_and_how_that_ended() {
        Producer ada = new Producer(at("/"), token("ada", "t-up"));
        ada.print("audited/build", "twelve bytes");
        ada.trySay("audited/build", "application/json", "nonsense");

        assertThat(entry("upload_started", "t-up").getString("name")).isEqualTo("ada");
        JsonObject ended = entry("upload_ended", "t-up");
        assertThat(ended.getString("channel")).isEqualTo("audited/build");
        assertThat(ended.getString("code")).isEqualTo("finished");
        assertThat(ended.getInt("bytes")).isEqualTo(12);
        audit.await(
                "a refused upload",
                message -> isOf(message, "t-up") && code(message).equals("bad_json"));
    }

    @Test
    void it_tells_who_has_published_a_file() throws IOException {
        Producer ada = new Producer(at("/"), token("ada", "t-file"));
        HttpResponse<String> answer = Producer.send(
                ada.request("channels/audited/reports/files/a.txt").PUT(BodyPublishers.ofString("twelve bytes")));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        RawUpload.cut(at("/"), token("ada", "t-cut"), "PUT", "/channels/audited/reports/files/b.txt", 1_000);

        assertThat(entry("upload_started", "t-file").getString("channel")).isEqualTo("audited/reports");
        JsonObject ended = entry("upload_ended", "t-file");
        assertThat(ended.getString("code")).isEqualTo("finished");
        assertThat(ended.getInt("bytes")).isEqualTo(12);
        JsonObject cut = entry("upload_ended", "t-cut");
        assertThat(cut.getString("code")).isEqualTo("interrupted");
    }

    @Test
    void it_tells_deletions_tickets_and_revocations() {
        Producer ada = new Producer(at("/"), token("ada", "t-acts"));
        ada.print("audited/gone", "x");
        ada.delete("audited/gone");
        Producer.send(ada.request("tapewire/tickets").POST(BodyPublishers.noBody()));
        Program upload = ada.start("audited/upload");
        upload.print("one");
        Awaitility.await().until(() -> Listing.find(admin, "audited/upload").isPresent());
        Producer.send(admin.request("tapewire/revocations").POST(BodyPublishers.ofString("{\"jti\":\"t-acts\"}")));
        HttpResponse<String> refused = ada.get("channels");
        Producer.send(admin.request("tapewire/revocations?jti=t-acts").DELETE());

        assertThat(entry("deleted", "t-acts").getString("channel")).isEqualTo("audited/gone");
        entry("ticket_issued", "t-acts");
        audit.await(
                "a revoked upload",
                message -> isOf(message, "t-acts") && code(message).equals("revoked"));
        assertThat(refused.statusCode()).isEqualTo(401);
        assertThat(entry("refused", "t-acts").getString("name"))
                .as("who was refused")
                .isEqualTo("ada");
        Message revoked = audit.await("the revocation", message -> is(message, "revoked"));
        assertThat(metadata(revoked).getString("revoked")).isEqualTo("jti t-acts");
        assertThat(metadata(revoked).getInt("ended")).isEqualTo(1);
        audit.await("its end", message -> is(message, "revocation_lifted"));
        upload.close();
    }

    @Test
    void it_tells_sign_ins_and_where_they_come_from() {
        Producer.send(HttpRequest.newBuilder(at("/?token=" + token("ada", "t-page")))
                .header("X-Forwarded-For", "2001:db8::7"));
        Producer.send(HttpRequest.newBuilder(at("/?token=wrong")).header("X-Forwarded-For", "203.0.113.9"));

        assertThat(entry("signed_in", "t-page").getString("address")).isEqualTo("2001:db8::7");
        Message refused =
                audit.await("a refused sign-in", message -> is(message, "refused") && from(message, "203.0.113.9"));
        assertThat(code(refused)).isEqualTo("unauthorized");
    }

    @Test
    void it_tells_refusals_of_the_socket() {
        Viewer viewer = connect(Jwt.hs256("\"sub\":\"bob\",\"jti\":\"t-bob\""));
        viewer.send("{\"type\":\"subscribe\",\"channel\":\"secret/plans\"}");
        viewer.send("{\"type\":\"refresh\",\"data\":{\"token\":\"wrong\"}}");
        viewer.send("{\"type\":\"ping\",\"data\":{\"x\":\"" + "x".repeat(100_000) + "\"}}");

        for (String code : List.of("forbidden", "unauthorized", "too_large")) {
            audit.await(code, message -> isOf(message, "t-bob") && code(message).equals(code));
        }
        Message forbidden = audit.await("where", message -> isOf(message, "t-bob"));
        assertThat(metadata(forbidden).getString("request")).isEqualTo("/ws subscribe secret/plans");
    }

    @Test
    void a_flood_of_refusals_is_counted_and_no_token_stands_in_it() {
        String guess = "guess-guess-guess";
        for (int i = 0; i < 300; i++) {
            Producer.send(HttpRequest.newBuilder(at("/channels/c" + i + "/output"))
                    .header("Authorization", "Bearer " + guess + i)
                    .header("X-Forwarded-For", "203.0.113.77"));
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(refusalsFrom("203.0.113.77")
                                .mapToInt(entry -> 1 + entry.getInt("more", 0))
                                .sum())
                        .as("all of them, with one more for each entry that counts")
                        .isGreaterThanOrEqualTo(300));
        assertThat(refusalsFrom("203.0.113.77").count()).isLessThan(60);
        String path = "/channels/" + token("eve", "t-eve") + "/output";
        Producer.send(HttpRequest.newBuilder(at(path)).header("X-Forwarded-For", "203.0.113.78"));
        Message hidden = audit.await("a token in a path", message -> from(message, "203.0.113.78"));
        assertThat(metadata(hidden).getString("request")).isEqualTo("GET /channels/***/output");
        assertThat(admin.history("server")).doesNotContain(guess);
        assertThat(audit.messages().toString()).doesNotContain(guess);
    }

    @Test
    void what_a_token_says_of_its_owner_controls_nothing() {
        new Producer(at("/"), Jwt.hs256("\"sub\":\"\\u001b]0;x\\u0007\\u202e<b>\",\"jti\":\"t-hostile\""))
                .get("channels/none/output");

        assertThat(entry("refused", "t-hostile").getString("name")).isEqualTo("\\u001b]0;x\\u0007\\u202e<b>");
    }

    @Test
    void nobody_else_sees_it_whatever_their_token_says() {
        admin.print("audited/build", "x");
        String token = token("eve", "t-nosy");
        Producer eve = new Producer(at("/"), token);

        for (Endpoint endpoint : Endpoint.ofChannel("audit")) {
            HttpResponse<String> answer = endpoint.ask(eve);
            assertThat(answer.statusCode()).as(endpoint.toString()).isEqualTo(403);
        }
        assertThat(Listing.find(admin, "audit")).isPresent();
        assertThat(Listing.find(eve, "audit")).isEmpty();
        assertThat(Listing.find(eve, "audited/build")).isPresent();
        Viewer viewer = connect(token);
        viewer.send("{\"type\":\"watch_channels\"}");
        Message list = viewer.await("channels");
        assertThat(list.data().toString()).contains("audited/build").doesNotContain("\"audit\"");
        for (String pattern : List.of("**", "*")) {
            viewer.send("{\"type\":\"subscribe\",\"channel\":\"" + pattern + "\"}");
        }
        viewer.send("{\"type\":\"subscribe\",\"channel\":\"audit\"}");
        assertThat(viewer.await("error").code()).isEqualTo("forbidden");
        viewer.send("{\"type\":\"ping\"}");
        viewer.await("pong");
        assertThat(viewer.messages()).noneMatch(message -> "audit".equals(message.channel()) && !message.is("error"));
    }

    @Test
    void not_even_the_administrator_changes_it() {
        admin.print("audited/build", "x");
        entry("upload_ended", null);
        long before = Listing.of(admin, "audit").getInt("first");

        for (Endpoint endpoint : Endpoint.ofChannel("audit")) {
            int status = endpoint.ask(admin).statusCode();
            if (endpoint.method().equals("GET")) {
                assertThat(status).as(endpoint.toString()).isNotIn(401, 403);
            } else {
                assertThat(status).as(endpoint.toString()).isEqualTo(403);
            }
        }
        assertThat(Listing.of(admin, "audit").getInt("first")).isEqualTo(before);
        assertThat(audit.messages("terminal_output")).isEmpty();
    }

    private JsonObject entry(String act, String tokenId) {
        return metadata(audit.await(
                act + " by " + tokenId, message -> is(message, act) && (tokenId == null || isOf(message, tokenId))));
    }

    private Stream<JsonObject> refusalsFrom(String address) {
        return audit.messages("activity_log").stream()
                .filter(message -> is(message, "refused") && from(message, address))
                .map(AuditIT::metadata);
    }

    private static boolean is(Message message, String act) {
        return message.is("activity_log") && act.equals(metadata(message).getString("act"));
    }

    private static boolean isOf(Message message, String tokenId) {
        return message.is("activity_log") && tokenId.equals(metadata(message).getString("tokenId", null));
    }

    private static boolean from(Message message, String address) {
        return message.is("activity_log") && address.equals(metadata(message).getString("address", null));
    }

    private static String code(Message message) {
        return metadata(message).getString("code", "");
    }

    private static JsonObject metadata(Message message) {
        return message.data().getJsonObject("metadata");
    }

    private static String token(String subject, String id) {
        return Jwt.hs256("\"sub\":\"" + subject + "\",\"jti\":\"" + id + "\",\"tapewire\":" + EVERYTHING);
    }

    private Viewer connect(String token) {
        Viewer viewer = add(Viewer.connect(at("/ws?channel=&token=" + token)));
        viewer.await("connected");
        return viewer;
    }

    private Viewer add(Viewer viewer) {
        viewers.add(viewer);
        return viewer;
    }

    private URI at(String path) {
        return URI.create("http://localhost:" + deployed.getPort() + path);
    }
}
