package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.signin.FakeProvider;
import io.tapewire.token.Jwt;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers that share a Redis: people, secrets and requests are the same on both. */
class PeopleOnNodesIT {
    private static final String SECRET = "a secret of two servers that is long enough";
    private static final String JSON = "application/json";
    private static final String DONE = "{\"type\":\"task_status\",\"data\":{\"taskId\":\"1\",\"status\":\"done\"}}";
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    @TempDir
    private static Path home;

    private static FakeProvider provider;
    private static RedisProcess redis;
    private static OwnServer first;
    private static OwnServer second;

    private final int number = NUMBERS.incrementAndGet();
    private final String channel = "people/" + number;
    private Producer here;
    private Producer there;

    @BeforeAll
    static void start() {
        provider = new FakeProvider();
        redis = new RedisProcess(home.resolve("redis")).start();
        first = node("first").start();
        second = node("second").start();
    }

    private static OwnServer node(String name) {
        Map<String, String> configuration = new HashMap<>(redis.configuration());
        configuration.put("TAPEWIRE_REDIS_TIMEOUT_MS", "500");
        configuration.put("TAPEWIRE_REDIS_HOLD_MS", "1000");
        configuration.put("TAPEWIRE_JWT_SECRET", SECRET);
        configuration.put("TAPEWIRE_OIDC_ISSUER", provider.issuer());
        configuration.put("TAPEWIRE_OIDC_CLIENT_ID", FakeProvider.CLIENT);
        configuration.put("TAPEWIRE_OIDC_SCOPES", "profile groups");
        configuration.put("TAPEWIRE_GROUPS", "{\"builders\":{\"subscribe\":[\"people/**\"]}}");
        return new OwnServer(home.resolve(name), configuration);
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        redis.close();
        provider.close();
    }

    @BeforeEach
    void prepare() {
        here = first.producer();
        there = second.producer();
    }

    @AfterEach
    void thaw() {
        redis.thawFor("people/ready", here, there);
    }

    @Test
    void who_signs_in_on_one_is_known_on_the_other_and_signs_out_there_for_both() {
        String cookie = signIn(first, tokenOf("ada" + number));
        assertThat(me(second, cookie).statusCode()).isEqualTo(200);
        try (Viewer onFirst = watch(first, cookie);
                Viewer onSecond = watch(second, cookie);
                Viewer other = watch(first, signIn(second, tokenOf("ada" + number)))) {
            assertThat(signOut(second, cookie).statusCode()).isEqualTo(200);

            assertThat(onSecond.awaitClose()).isEqualTo(4401);
            Awaitility.await("the connection to the other server ends, too")
                    .atMost(Duration.ofSeconds(1))
                    .until(() -> onFirst.awaitClose() == 4401);
            assertThat(me(first, cookie).statusCode()).isEqualTo(401);
            assertThat(me(second, cookie).statusCode()).isEqualTo(401);
            other.subscribe(channel + "/other");
        }
    }

    @Test
    void who_begins_to_sign_in_at_one_comes_back_from_the_provider_to_the_other() {
        HttpResponse<String> begun = get(first, "/tapewire/sign-in?to=%2F%3Fchannel%3Dpeople%2Fa", null);
        assertThat(begun.statusCode()).isEqualTo(303);
        String browser = cookie(begun, "tapewire-sign-in=");
        Map<String, String> asked = FakeProvider.form(
                URI.create(begun.headers().firstValue("Location").orElseThrow()).getRawQuery());
        String token = FakeProvider.signed(provider.claims(asked.get("nonce"), Map.of()));
        String code = provider.codeFor(asked.get("code_challenge"), "{\"id_token\":\"" + token + "\"}");
        String answer = "/tapewire/sign-in/callback?state=" + asked.get("state") + "&code=" + code + "&iss="
                + URLEncoder.encode(provider.issuer(), StandardCharsets.UTF_8);

        assertThat(get(second, answer, "tapewire-sign-in=other").statusCode()).isEqualTo(400);
        HttpResponse<String> signedIn = get(second, answer, browser);

        assertThat(signedIn.statusCode()).as(signedIn.body()).isEqualTo(303);
        assertThat(signedIn.headers().firstValue("Location").orElseThrow()).endsWith("/?channel=people/a");
        JsonObject me = Producer.json(me(first, cookie(signedIn, "tapewire=")));
        assertThat(me.getString("displayName")).isEqualTo("Ada <Lovelace>");
        assertThat(me.getJsonArray("subscribe").toString()).isEqualTo("[\"people/**\"]");
        assertThat(get(first, answer, browser).statusCode())
                .as("the same again")
                .isEqualTo(400);
    }

    @Test
    void a_ticket_is_good_once_whichever_server_has_given_it_out() {
        String ticket = ticket(here);
        try (Viewer viewer = Viewer.connect(second.at("/ws?ticket=" + ticket + "&channel=" + channel))) {
            viewer.await("subscribed");
        }
        assertThat(upgrade(first, ticket)).isEqualTo(401);
        assertThat(upgrade(second, ticket)).isEqualTo(401);
    }

    private static String ticket(Producer producer) {
        HttpResponse<String> answer =
                Producer.send(producer.request("tapewire/tickets").POST(BodyPublishers.noBody()));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Producer.json(answer).getString("ticket");
    }

    /** How a request for a connection is answered before the upgrade. */
    private static int upgrade(OwnServer server, String ticket) {
        return get(server, "/ws?ticket=" + ticket, null).statusCode();
    }

    @Test
    void a_value_that_is_registered_on_one_is_masked_on_the_other_from_the_answer_on() {
        for (int i = 0; i < 30; i++) {
            String secret = "secret number " + i + " of " + channel;
            mask(here, secret);
            there.print(channel, "a " + secret + ".\n");
        }
        assertThat(here.history(channel)).isEqualTo("a ***.\n".repeat(30));
    }

    @Test
    void output_that_comes_in_pieces_is_masked_by_a_value_that_came_to_the_other_server_meanwhile() {
        try (Viewer viewer = first.viewer("&channel=" + channel);
                Program program = there.start(channel)) {
            program.print("before\n");
            viewer.awaitOutput(channel, "before\n");
            mask(here, "hunter2/hunter2");
            for (String piece : List.of("key h", "unter", "2/hun", "ter2, ", "and no more\n")) {
                program.print(piece);
            }
            assertThat(viewer.awaitOutput(channel, "and no more\n")).isEqualTo("before\nkey ***, and no more\n");
            assertThat(there.get("channels/" + channel + "/records").body()).doesNotContain("hunter2");
        }
    }

    @Test
    void messages_and_titles_are_masked_on_the_other_server_too() {
        mask(here, "hunter2/hunter2");
        there.say(channel, JSON, DONE.replace("done", "hunter2/hunter2"));
        there.print(channel, "?title=uses%20hunter2%2Fhunter2", BodyPublishers.ofString("x\n"));
        assertThat(here.get("channels/" + channel + "/records").body())
                .contains("uses ***", "\"status\":\"***\"")
                .doesNotContain("hunter2");
    }

    private void mask(Producer producer, String secret) {
        producer.say(channel, JSON, "{\"type\":\"mask\",\"data\":{\"values\":[\"" + secret + "\"]}}");
    }

    @Test
    void a_message_that_is_sent_again_to_the_other_server_is_answered_as_before_and_stored_once() {
        HttpResponse<String> answer = say(here, "key");
        here.print(channel, "meanwhile\n");
        HttpResponse<String> again = say(there, "key");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(answer.body());
        assertThat(records(here)).isEqualTo(2);
        assertThat(say(there, "other key").statusCode()).isEqualTo(200);
        assertThat(records(here)).isEqualTo(3);
    }

    @Test
    void a_message_that_is_sent_to_both_at_the_same_moment_is_stored_once() {
        for (int i = 0; i < 20; i++) {
            String key = "key " + i;
            List<CompletableFuture<HttpResponse<String>>> answers = Stream.of(here, there)
                    .map(each -> CompletableFuture.supplyAsync(() -> say(each, key)))
                    .toList();
            answers.forEach(answer -> assertThat(answer.join().statusCode()).isIn(200, 409));
            assertThat(answers.stream().filter(each -> each.join().statusCode() == 200))
                    .isNotEmpty();
            assertThat(records(there)).isEqualTo(i + 1);
        }
    }

    @Test
    void messages_of_a_server_that_was_killed_are_sent_again_to_another_one_and_stored_once() {
        OwnServer killed = node("killed").start();
        try (Viewer viewer = second.viewer("&channel=" + channel);
                Program program = Program.posting(
                        killed.at("/"),
                        OwnServer.TOKEN,
                        channel + "/messages",
                        "Idempotency-Key: key",
                        "Content-Type: application/x-ndjson")) {
            program.print(line(1) + line(2) + line(3));
            viewer.await("the third one", message -> message.toString().contains("number 3"));
            killed.kill();

            HttpResponse<String> answer = Awaitility.await("the other server goes on")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> lines(there, line(1) + line(2) + line(3) + line(4)), each -> each.statusCode() != 409);

            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            assertThat(records(there)).isEqualTo(4);
        } finally {
            killed.close();
        }
    }

    private static String line(int number) {
        return "{\"type\":\"notification\",\"data\":{\"title\":\"number " + number + "\",\"message\":\"m\"}}\n";
    }

    private HttpResponse<String> say(Producer producer, String key) {
        return Producer.send(producer.request("channels/" + channel + "/messages")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(DONE)));
    }

    private HttpResponse<String> lines(Producer producer, String lines) {
        return Producer.send(producer.request("channels/" + channel + "/messages")
                .header("Idempotency-Key", "key")
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(lines)));
    }

    private long records(Producer producer) {
        return producer.get("channels/" + channel + "/records?limit=1000")
                .body()
                .lines()
                .count();
    }

    @Test
    void while_redis_does_not_answer_connections_go_on_and_people_are_told_to_try_again() {
        String cookie = signIn(first, tokenOf("ada" + number));
        String administrator = signIn(first, OwnServer.TOKEN);
        try (Viewer viewer = watch(second, cookie)) {
            redis.freeze();
            HttpResponse<String> me = me(second, cookie);
            assertThat(me.statusCode()).isEqualTo(503);
            assertThat(me.body()).contains("store_unavailable");
            assertThat(me.headers().firstValue("Retry-After")).isPresent();
            for (HttpResponse<String> page : List.of(
                    get(first, "/", cookie),
                    get(first, "/?token=" + tokenOf("bob"), null),
                    get(first, "/tapewire/sign-in", null))) {
                assertThat(page.statusCode()).isEqualTo(503);
                assertThat(page.headers().firstValue("Retry-After")).isPresent();
                assertThat(page.body()).contains("role=\"alert\"", "does not answer");
            }
            assertThat(Producer.send(here.request("tapewire/tickets").POST(BodyPublishers.noBody()))
                            .statusCode())
                    .isEqualTo(503);
            assertThat(signOut(first, cookie).statusCode()).isEqualTo(503);
            assertThat(me(first, administrator).statusCode()).isEqualTo(200);
            assertThat(get(second, "/", administrator).statusCode()).isEqualTo(200);

            redis.thaw();
            Awaitility.await("the session goes on")
                    .until(() -> me(second, cookie).statusCode() == 200);
            viewer.subscribe(channel + "/after");
        }
    }

    private Viewer watch(OwnServer server, String cookie) {
        Viewer viewer = Viewer.connect(
                server.at("/ws?channel=" + channel),
                handshake -> handshake.header("Cookie", cookie).header("Origin", origin(server)));
        viewer.await("subscribed");
        return viewer;
    }

    private static String origin(OwnServer server) {
        return server.at("").toString();
    }

    private static String tokenOf(String name) {
        String claims = "{\"sub\":\"%s\",\"exp\":%d,\"tapewire\":{\"subscribe\":[\"people/**\"]}}"
                .formatted(name, Instant.now().plusSeconds(600).getEpochSecond());
        return new Jwt("{\"alg\":\"HS256\"}", claims).hmac("HmacSHA256", SECRET);
    }

    /** Gives the cookie. */
    private static String signIn(OwnServer server, String token) {
        HttpResponse<String> answer = get(server, "/?token=" + token, null);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return cookie(answer, "tapewire=");
    }

    private static String cookie(HttpResponse<String> answer, String beginning) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(beginning))
                .findFirst()
                .orElseThrow()
                .replaceFirst(";.*", "");
    }

    private static HttpResponse<String> signOut(OwnServer server, String cookie) {
        return Producer.send(HttpRequest.newBuilder(server.at("/tapewire/sign-out"))
                .header("Cookie", cookie)
                .header("Origin", origin(server))
                .POST(BodyPublishers.noBody()));
    }

    private static HttpResponse<String> me(OwnServer server, String cookie) {
        return get(server, "/tapewire/me", cookie);
    }

    private static HttpResponse<String> get(OwnServer server, String path, String cookie) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.at(path));
        return Producer.send(cookie == null ? request : request.header("Cookie", cookie));
    }
}
