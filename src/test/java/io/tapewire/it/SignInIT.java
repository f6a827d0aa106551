package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.signin.FakeProvider;
import io.tapewire.token.Jwt;
import io.tapewire.token.KeyPairs;
import jakarta.json.JsonObject;
import java.net.URI;
import java.net.URL;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.asset.StringAsset;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Signing in at a provider that says whatever it likes, and what a proxy says. */
@ExtendWith(ArquillianExtension.class)
class SignInIT {
    private static final FakeProvider PROVIDER = new FakeProvider();
    private static final String CALLBACK = "/tapewire/sign-in/callback";

    @ArquillianResource
    private URL deployed;

    /** A sign-in that has begun, in one browser. */
    private record Begun(Map<String, String> asked, String cookie) {}

    @Deployment(testable = false)
    static WebArchive withProvider() {
        return War.packaged()
                .addAsResource(
                        new StringAsset("""
                        tapewire.oidc.issuer=%s
                        tapewire.oidc.client-id=%s
                        tapewire.oidc.scopes=profile groups
                        tapewire.groups={"builders":{"subscribe":["build/**"]},"*":{"subscribe":["news"]}}
                        tapewire.proxies=127.0.0.1,::1
                        tapewire.proxy-login.user-header=X-Forwarded-User
                        tapewire.proxy-login.groups-header=X-Forwarded-Groups
                        """.formatted(PROVIDER.issuer(), FakeProvider.CLIENT)),
                        "META-INF/microprofile-config.properties");
    }

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    @Test
    void who_signs_in_is_known_by_name_may_do_what_their_groups_may_and_comes_back_to_the_channel() {
        HttpResponse<String> answer = complete(begin("/?channel=build/a"), Map.of());

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(header(answer, "Location")).endsWith("/?channel=build/a").doesNotContain("code");
        JsonObject me = Producer.json(get("/tapewire/me", session(answer)));
        assertThat(me.getString("name")).isEqualTo("ada");
        assertThat(me.getString("displayName")).isEqualTo("Ada <Lovelace>");
        assertThat(me.getJsonArray("subscribe").toString()).isEqualTo("[\"news\",\"build/**\"]");
        assertThat(me.getJsonArray("publish")).isEmpty();
        assertThat(get("/channels/other/output", session(answer)).statusCode()).isEqualTo(403);
    }

    @Test
    void the_page_offers_to_sign_in_and_still_takes_a_token() {
        HttpResponse<String> page = get("/?channel=build/a", null);

        assertThat(page.statusCode()).isEqualTo(401);
        assertThat(page.body()).contains("href=\"/tapewire/sign-in?to=%2F%3Fchannel%3Dbuild%2Fa\"", "name=\"token\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"//evil.example", "https://evil.example/", "/\\evil.example", "/channels"})
    void nobody_is_sent_to_another_address_afterwards(String to) {
        HttpResponse<String> answer = complete(begin(to), Map.of());

        assertThat(URI.create(header(answer, "Location")).getRawPath()).isEqualTo("/");
        assertThat(header(answer, "Location")).doesNotContain("evil");
    }

    @Test
    void a_state_that_is_wrong_used_or_another_browsers_signs_nobody_in() {
        Begun begun = begin("/");
        assertRefused(complete(begun, Map.of("state", "guess")), 400);
        assertRefused(complete(new Begun(begun.asked(), "tapewire-sign-in=other"), Map.of()), 400);
        assertThat(complete(begun, Map.of()).statusCode()).isEqualTo(303);
        assertRefused(complete(begun, Map.of()), 400);
        assertRefused(get(CALLBACK, begun.cookie()), 400);
        assertRefused(get(CALLBACK + "?state=a&state=b&code=c", begun.cookie()), 400);
    }

    @Test
    void an_answer_that_does_not_say_whose_it_is_or_is_anothers_signs_nobody_in() {
        assertRefused(complete(begin("/"), Map.of("iss", "")), 400);
        assertRefused(complete(begin("/"), Map.of("iss", PROVIDER.issuer() + "/")), 400);
    }

    @Test
    void an_error_is_told_by_its_code_and_nothing_else() {
        HttpResponse<String> denied = complete(
                begin("/?channel=a"),
                Map.of("code", "", "error", "access_denied", "error_description", "call 555-1234"));
        assertRefused(denied, 403);
        assertThat(denied.body()).contains("(access_denied)").doesNotContain("555");

        HttpResponse<String> hostile = complete(begin("/"), Map.of("code", "", "error", "<script>alert(1)</script>"));
        assertRefused(hostile, 403);
        assertThat(hostile.body()).contains("(unknown error)").doesNotContain("alert(1)");
    }

    static Stream<Map<String, String>> wrongClaims() {
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                Map.of("nonce", "\"other\""),
                Map.of("nonce", ""),
                Map.of("iss", "\"https://evil.example\""),
                Map.of("aud", "\"other\""),
                Map.of("aud", "[\"tapewire\",\"other\"]"),
                Map.of("azp", "\"other\""),
                Map.of("exp", Long.toString(now - 31)),
                Map.of("exp", ""),
                Map.of("iat", Long.toString(now - 3_600)),
                Map.of("iat", Long.toString(now + 3_600)),
                Map.of("iat", ""),
                Map.of("sub", ""));
    }

    @ParameterizedTest
    @MethodSource("wrongClaims")
    void an_id_token_with_a_wrong_claim_is_refused(Map<String, String> changes) {
        Begun begun = begin("/");

        assertRefused(completeWith(begun, FakeProvider.signed(claims(begun, changes))), 502);
    }

    @Test
    void an_id_token_that_is_unsigned_or_signed_otherwise_is_refused() {
        Begun begun = begin("/");
        String claims = claims(begun, Map.of());
        assertRefused(completeWith(begun, new Jwt("{\"alg\":\"none\"}", claims).with(new byte[0])), 502);
        begun = begin("/");
        assertRefused(
                completeWith(
                        begun, new Jwt("{\"alg\":\"HS256\"}", claims(begun, Map.of())).hmac("HmacSHA256", Jwt.SECRET)),
                502);
        begun = begin("/");
        assertRefused(
                completeWith(
                        begun,
                        new Jwt("{\"alg\":\"ES256\",\"kid\":\"ec\"}", claims(begun, Map.of()))
                                .sign(
                                        "SHA256withECDSAinP1363Format",
                                        KeyPairs.ec("secp256r1").getPrivate())),
                502);
        begun = begin("/");
        assertRefused(
                completeWith(
                        begun,
                        new Jwt("{\"alg\":\"ES256\",\"kid\":\"ec\",\"typ\":\"logout+jwt\"}", claims(begun, Map.of()))
                                .sign("SHA256withECDSAinP1363Format", FakeProvider.KEYS.getPrivate())),
                502);
    }

    @Test
    void while_the_provider_fails_people_are_told_so_and_can_sign_in_afterwards() {
        Begun begun = begin("/");
        PROVIDER.isDown = true;
        try {
            HttpResponse<String> answer = complete(begun, Map.of());
            assertRefused(answer, 502);
            assertThat(answer.body()).contains("did not confirm who you are");
        } finally {
            PROVIDER.isDown = false;
        }
        assertThat(complete(begin("/"), Map.of()).statusCode()).isEqualTo(303);
    }

    @Test
    void signing_out_ends_the_session_and_its_connections_and_leads_to_the_provider_without_a_token() {
        String cookie = session(complete(begin("/"), Map.of()));
        try (Viewer viewer = Viewer.connect(
                at("/ws?channel=news"),
                handshake -> handshake.header("Cookie", cookie).header("Origin", origin()))) {
            viewer.await("connected");
            assertThat(signOut(cookie, "http://evil.example").statusCode()).isEqualTo(403);
            assertThat(get("/tapewire/me", cookie).statusCode()).isEqualTo(200);

            HttpResponse<String> answer = signOut(cookie, origin());

            assertThat(Producer.json(answer).getString("next"))
                    .startsWith(PROVIDER.issuer() + "/end?client_id=tapewire&post_logout_redirect_uri=")
                    .doesNotContain("token");
            assertThat(header(answer, "Set-Cookie")).contains("tapewire=;", "Max-Age=0");
            assertThat(get("/tapewire/me", cookie).statusCode()).isEqualTo(401);
            assertThat(viewer.awaitClose()).isEqualTo(4401);
        }
    }

    @Test
    void the_name_that_a_proxy_of_ours_says_counts_and_its_groups_do() {
        HttpResponse<String> answer = Producer.send(HttpRequest.newBuilder(at("/tapewire/me"))
                .header("X-Forwarded-User", "eve")
                .header("X-Forwarded-Groups", "builders,other"));

        assertThat(Producer.json(answer).getString("name")).isEqualTo("eve");
        assertThat(Producer.json(answer).getJsonArray("subscribe").toString()).contains("build/**");
        assertThat(Producer.send(HttpRequest.newBuilder(at("/tapewire/me"))
                                .header("X-Forwarded-User", "eve")
                                .header("X-Forwarded-User", "administrator"))
                        .statusCode())
                .isEqualTo(401);
        assertThat(Producer.send(HttpRequest.newBuilder(at("/channels/build/a/output"))
                                .header("X-Forwarded-User", "eve")
                                .header("Origin", "http://evil.example"))
                        .statusCode())
                .isEqualTo(403);
    }

    private Begun begin(String to) {
        HttpResponse<String> answer =
                get("/tapewire/sign-in?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8), null);
        assertThat(answer.statusCode()).isEqualTo(303);
        URI address = URI.create(header(answer, "Location"));
        Map<String, String> asked = FakeProvider.form(address.getRawQuery());
        assertThat(asked).containsEntry("redirect_uri", origin() + CALLBACK);
        return new Begun(asked, header(answer, "Set-Cookie").replaceFirst(";.*", ""));
    }

    private static String claims(Begun begun, Map<String, String> changes) {
        return PROVIDER.claims(begun.asked().get("nonce"), changes);
    }

    private HttpResponse<String> completeWith(Begun begun, String idToken) {
        String code = PROVIDER.codeFor(begun.asked().get("code_challenge"), "{\"id_token\":\"" + idToken + "\"}");
        return complete(begun, Map.of("code", code));
    }

    /** @param changes to a right answer; what is empty is left out */
    private HttpResponse<String> complete(Begun begun, Map<String, String> changes) {
        Map<String, String> answer = new LinkedHashMap<>();
        answer.put("state", begun.asked().get("state"));
        answer.put("iss", PROVIDER.issuer());
        answer.put(
                "code",
                PROVIDER.codeFor(
                        begun.asked().get("code_challenge"),
                        "{\"id_token\":\"" + FakeProvider.signed(claims(begun, Map.of())) + "\"}"));
        answer.putAll(changes);
        String query = answer.entrySet().stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return get(CALLBACK + "?" + query, begun.cookie());
    }

    private static void assertRefused(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).isEqualTo(status);
        assertThat(answer.body()).contains("role=\"alert\"", "Sign in");
        assertThat(answer.headers().allValues("Set-Cookie")).noneMatch(cookie -> cookie.startsWith("tapewire="));
    }

    private static String session(HttpResponse<String> answer) {
        return answer.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith("tapewire="))
                .findFirst()
                .orElseThrow()
                .replaceFirst(";.*", "");
    }

    private HttpResponse<String> signOut(String cookie, String origin) {
        return Producer.send(HttpRequest.newBuilder(at("/tapewire/sign-out"))
                .header("Cookie", cookie)
                .header("Origin", origin)
                .POST(BodyPublishers.noBody()));
    }

    private HttpResponse<String> get(String path, String cookie) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path));
        return Producer.send(cookie == null ? request : request.header("Cookie", cookie));
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private String origin() {
        return "http://localhost:" + deployed.getPort();
    }

    private URI at(String path) {
        return URI.create(origin() + path);
    }
}
