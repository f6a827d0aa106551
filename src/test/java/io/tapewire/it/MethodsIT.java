package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class MethodsIT extends ServerTest {
    private static final String CHANNEL = "MethodsIT/there";
    /** More than a container holds back to count it. */
    private static final String LARGE = "MethodsIT/large";

    static Stream<String> whateverCanBeRead() {
        return Stream.of(
                "/channels/" + CHANNEL + "/output",
                "/channels/" + LARGE + "/output",
                "/channels/MethodsIT/not-there/output",
                "/channels/" + CHANNEL + "/output?format=text",
                "/channels/" + CHANNEL + "/output?format=asciicast",
                "/channels/" + CHANNEL + "/records",
                "/channels/" + CHANNEL + "/tasks",
                "/channels/" + LARGE + "/records?limit=1000",
                "/channels/" + LARGE + "/records?limit=0",
                "/channels",
                "/channels/",
                "/channels/no/./way",
                "/tapewire/client/index.js",
                BuiltFiles.named("page", "js"),
                "/tapewire/no-such-file.js",
                "/tapewire",
                "/",
                "/tapewire.xhtml");
    }

    @ParameterizedTest
    @MethodSource("whateverCanBeRead")
    void head_is_answered_like_get_without_the_body(String path) {
        fill();

        var get = ask("GET", path);
        var head = ask("HEAD", path);

        assertThat(head.status()).as(head.text()).isEqualTo(get.status());
        assertThat(head.body()).isEmpty();
        assertThat(comparable(head)).isEqualTo(comparable(get));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/tapewire.xhtml"})
    void so_it_is_where_the_page_is_open_already(String path) {
        String cookie = ask("GET", "/?token=" + TOKEN).header("Set-Cookie").orElseThrow();

        var get = ask("GET", path, "Cookie: " + cookie);
        var head = ask("HEAD", path, "Cookie: " + cookie);

        assertThat(get.status()).isEqualTo(200);
        assertThat(get.body()).contains("<tapewire-terminal");
        assertThat(head.status()).as(head.text()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Type")).isEqualTo(get.header("Content-Type"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /channels                             | GET, HEAD, OPTIONS
            /channels/MethodsIT/there             | DELETE, OPTIONS
            /channels/MethodsIT/not-there         | DELETE, OPTIONS
            /channels/MethodsIT/there/output      | GET, HEAD, OPTIONS, POST, PUT
            /channels/MethodsIT/there/messages    | OPTIONS, POST
            /channels/MethodsIT/there/records     | GET, HEAD, OPTIONS
            /channels/MethodsIT/there/search?q=x  | GET, HEAD, OPTIONS
            /channels/MethodsIT/there/tasks       | GET, HEAD, OPTIONS
            /channels/MethodsIT/there/files       | GET, HEAD, OPTIONS
            /tapewire/client/index.js             | GET, HEAD, OPTIONS
            /                                     | GET, HEAD, OPTIONS, POST
            /tapewire.xhtml                       | GET, HEAD, OPTIONS, POST
            /tapewire/limits                      | GET, HEAD, OPTIONS
            /tapewire/drain                       | DELETE, GET, HEAD, OPTIONS, POST
            /tapewire/ready                       | GET, HEAD, OPTIONS
            /ws                                   | GET, HEAD, OPTIONS
            """)
    void an_address_says_which_methods_it_takes_and_refuses_the_others(String path, String allowed) {
        fill();

        var options = ask("OPTIONS", path);
        assertThat(options.status()).as(options.text()).isEqualTo(204);
        assertThat(options.header("Allow")).hasValue(allowed);
        assertThat(options.body()).isEmpty();

        List<String> taken = List.of(allowed.split(", ", -1));
        for (String method : List.of("GET", "POST", "PUT", "DELETE", "PATCH", "PROPFIND", "BREW")) {
            if (!taken.contains(method)) {
                var answer = ask(method, path);
                assertThat(answer.status()).as(method + " " + answer.text()).isEqualTo(405);
                assertThat(answer.header("Allow")).hasValue(allowed);
                assertThat(answer.header("Content-Type").orElse("")).startsWith("application/json");
                assertThat(answer.body()).startsWith("{\"error\":{\"code\":\"method_not_allowed\",\"message\":\"");
            }
        }
        assertThat(producer.history(CHANNEL)).as("nothing came of it").isEqualTo("there");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/tapewire/no-such-file.js",
                "/tapewire/terminal.xhtml",
                "/tapewire",
            })
    void what_is_not_there_is_not_there_for_any_method(String path) {
        for (String method : List.of("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "BREW")) {
            var answer = ask(method, path);
            assertThat(answer.status()).as(method + " " + answer.text()).isEqualTo(404);
            assertThat(answer.header("Content-Type").orElse("")).startsWith("application/json");
        }
    }

    @Test
    void the_address_for_viewers_asks_for_a_handshake() {
        var answer = ask("GET", "/ws?channel=");

        assertThat(answer.status()).as(answer.text()).isEqualTo(426);
        assertThat(answer.header("Upgrade")).hasValue("websocket");
        assertThat(answer.body()).startsWith("{\"error\":{\"code\":\"no_websocket\",\"message\":\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/channels", "/channels/x/output", "/ws"})
    void nobody_learns_anything_without_the_token(String path) {
        for (String method : List.of("HEAD", "OPTIONS", "BREW")) {
            assertThat(RawRequest.begin(at("/"), method + " " + path + " HTTP/1.1")
                            .send()
                            .status())
                    .isEqualTo(401);
        }
    }

    private void fill() {
        producer.delete(CHANNEL);
        producer.print(CHANNEL, "there");
        if (Listing.find(producer, LARGE).isEmpty()) {
            producer.print(LARGE, "0123456789".repeat(20_000));
        }
    }

    private RawRequest.Answer ask(String method, String path, String... headers) {
        RawRequest request = RawRequest.begin(at("/"), method + " " + path + " HTTP/1.1")
                .header("Authorization: Bearer " + TOKEN)
                .header("Content-Length: 0");
        for (String header : headers) {
            request.header(header);
        }
        return request.send();
    }

    /** The headers, without what differs from one second to the next. */
    private static Set<String> comparable(RawRequest.Answer answer) {
        Set<String> headers = new TreeSet<>();
        for (String line : answer.headers()) {
            String lower = line.toLowerCase(Locale.ROOT);
            if (!lower.startsWith("date:") && !lower.startsWith("set-cookie:")) {
                headers.add(lower);
            }
        }
        return headers;
    }
}
