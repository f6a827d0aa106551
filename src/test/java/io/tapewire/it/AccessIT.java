package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessIT extends ServerTest {
    @ParameterizedTest
    @ValueSource(strings = {"/ws", "/ws?token=wrong", "/ws?token=", "/ws?token=wrong&token=wrong"})
    void nobody_watches_without_the_token(String address) {
        assertThat(statusOfHandshake(() -> Viewer.connect(at(address)))).isEqualTo(401);
    }

    @Test
    void the_token_may_be_a_header_of_the_handshake() {
        Viewer viewer =
                add(Viewer.connect(at("/ws?channel="), headers -> headers.header("Authorization", "Bearer " + TOKEN)));

        viewer.await("connected");
    }

    @Test
    void nobody_publishes_reads_or_deletes_without_the_token() {
        producer.print(channel, "secret");
        for (Producer stranger : new Producer[] {new Producer(at("/"), null), new Producer(at("/"), "wrong")}) {
            assertUnauthorized(stranger.print(channel, "", BodyPublishers.ofString("x")));
            assertUnauthorized(stranger.trySay(channel, "application/json", "{}"));
            assertUnauthorized(stranger.get("channels"));
            assertUnauthorized(stranger.get("channels/" + channel + "/output"));
            assertUnauthorized(stranger.delete(channel));
        }
        assertThat(producer.history(channel)).isEqualTo("secret");
    }

    @Test
    void the_token_in_the_address_counts_for_viewers_alone() {
        assertUnauthorized(new Producer(at("/"), null).get("channels?token=" + TOKEN));
    }

    @Test
    void the_page_asks_for_the_token() {
        var answer = get("/?channel=build", null);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/html");
        assertThat(answer.body()).contains("<form").doesNotContain("tapewire-terminal");
        assertThat(get("/tapewire.xhtml", null).statusCode()).isEqualTo(401);
        assertThat(get("/?token=wrong", null).statusCode()).isEqualTo(401);
    }

    @Test
    void the_token_is_turned_into_a_cookie_and_leaves_the_address() {
        var answer = get("/?channel=build&token=" + TOKEN, null);

        assertThat(answer.statusCode()).isBetween(302, 303);
        assertThat(answer.headers().firstValue("Location"))
                .hasValueSatisfying(
                        to -> assertThat(to).endsWith("/?channel=build").doesNotContain(TOKEN));
        assertThat(answer.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(cookie -> assertThat(cookie)
                        .contains("HttpOnly")
                        .contains("SameSite")
                        .doesNotContain(TOKEN));
    }

    @Test
    void the_form_posts_the_token_so_that_it_stands_in_no_address() {
        assertThat(get("/?channel=build", null).body()).contains("method=\"post\"");
        HttpResponse<String> answer = post("/?channel=build", "token=" + TOKEN, at("").toString());

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("Location").orElse("")).endsWith("/?channel=build");
        String cookie = answer.headers().firstValue("Set-Cookie").orElseThrow().replaceFirst(";.*", "");
        assertThat(get("/channels", cookie).statusCode()).isEqualTo(200);
        assertThat(post("/", "token=wrong", at("").toString()).statusCode()).isEqualTo(401);
        assertThat(post("/", "", at("").toString()).statusCode()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://elsewhere.example", "null"})
    void a_page_of_another_site_signs_nobody_in(String origin) {
        HttpResponse<String> answer = post("/", "token=" + TOKEN, origin);

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void every_answer_says_what_it_must_not_be_used_for() {
        for (String path : new String[] {"/", "/tapewire.xhtml", "/tapewire/client/index.js"}) {
            assertThat(header(get(path, null), "Content-Security-Policy"))
                    .as(path)
                    .contains("default-src 'none'", "script-src 'self';", "frame-ancestors 'self'")
                    .doesNotContain("unsafe-eval");
            assertThat(header(get(path, null), "Referrer-Policy")).isEqualTo("same-origin");
            assertThat(header(get(path, null), "X-Content-Type-Options")).isEqualTo("nosniff");
        }
        for (HttpResponse<String> answer : List.of(producer.get("channels"), get("/channels", null))) {
            assertThat(header(answer, "Content-Security-Policy"))
                    .isEqualTo("default-src 'none'; frame-ancestors 'none'");
            assertThat(header(answer, "X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(header(answer, "Referrer-Policy")).isEqualTo("no-referrer");
        }
    }

    private static String header(HttpResponse<String> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }

    private HttpResponse<String> post(String path, String form, String origin) {
        return Producer.send(HttpRequest.newBuilder(at(path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", origin)
                .POST(BodyPublishers.ofString(form)));
    }

    @Test
    void the_cookie_opens_the_page_and_the_list() {
        String cookie = login();

        assertThat(get("/?channel=build", cookie).body()).contains("<tapewire-terminal");
        assertThat(get("/channels", cookie).statusCode()).isEqualTo(200);
    }

    @Test
    void the_cookie_opens_a_connection_for_our_own_page_only() {
        String cookie = login();
        String ours = at("").toString();

        Viewer viewer = add(Viewer.connect(
                at("/ws?channel="), headers -> headers.header("Cookie", cookie).header("Origin", ours)));
        viewer.await("connected");

        assertThat(statusOfHandshake(() -> Viewer.connect(
                        at("/ws"),
                        headers -> headers.header("Cookie", cookie).header("Origin", "http://elsewhere.example"))))
                .isEqualTo(403);
        assertThat(statusOfHandshake(() -> Viewer.connect(at("/ws"), headers -> headers.header("Cookie", cookie))))
                .isEqualTo(403);
    }

    @Test
    void another_pages_script_cannot_publish_with_the_cookie() {
        var answer = Producer.send(HttpRequest.newBuilder(at("/channels/" + channel + "/output"))
                .header("Cookie", login())
                .header("Origin", "http://elsewhere.example")
                .POST(BodyPublishers.ofString("x")));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(Listing.find(producer, channel)).isEmpty();
    }

    @Test
    void a_cookie_that_somebody_has_changed_is_none() {
        String cookie = login();

        assertThat(get("/", cookie.substring(0, cookie.length() - 4) + "AAAA").statusCode())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/tapewire/client/index.js", "/tapewire/client/terminal.js", "/tapewire/client/elements.js"})
    void a_program_of_the_page_needs_no_token_and_is_served_as_what_it_is(String file) {
        var answer = get(file, null);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).contains("javascript");
    }

    private String login() {
        return get("/?token=" + TOKEN, null)
                .headers()
                .firstValue("Set-Cookie")
                .orElseThrow()
                .replaceFirst(";.*", "");
    }

    private HttpResponse<String> get(String path, String cookie) {
        HttpRequest.Builder request = HttpRequest.newBuilder(at(path));
        return Producer.send(cookie == null ? request : request.header("Cookie", cookie));
    }

    private static int statusOfHandshake(Runnable connect) {
        Throwable thrown = catchThrowable(connect::run);
        assertThat(thrown).hasCauseInstanceOf(WebSocketHandshakeException.class);
        return ((WebSocketHandshakeException) thrown.getCause()).getResponse().statusCode();
    }

    private static void assertUnauthorized(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(Producer.json(answer).getJsonObject("error").getString("code"))
                .isEqualTo("unauthorized");
    }
}
