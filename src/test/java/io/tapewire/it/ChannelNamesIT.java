package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names as they stand on the wire: HTTP clients fold some of them before they send anything. */
class ChannelNamesIT extends ServerTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "n/./a",
                "n/../a",
                "./n/a",
                "../channels/n/a",
                "n/a/.",
                "n/a/..",
                "n/%2e/a",
                "n/%2E%2e/a",
                "n/.%2e/a",
                "%2e/n/a",
                "%2e%2e/channels/n/a",
                "n/%2e%2fa",
                "n%2f..%2fa",
                "n%2Fa",
                "n%252fa",
                "n%252e",
                "n/a;x=1",
                "n;x=1/a",
                "n/..;x=1/a",
                "n/.;/a",
                "n//a",
                "/n/a",
                "n/a/",
                "n%0aa",
                "n/%20",
                "n+a",
                "n/runs",
                "n/records",
                "n/search",
                "n/tasks",
                "n/output",
                "n/messages"
            })
    void a_name_that_cannot_be_is_refused_with_a_reason(String name) {
        var answer = put("/channels/" + name + "/output");

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"error\":{\"code\":\"bad_channel\",\"message\":\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/./channels/n/a/output",
                "//channels/n/a/output",
                "/x/../channels/n/a/output",
                "/channels/../channels/n/a/output",
                "/%63hannels/n/a/output",
                "/channels;x=1/n/a/output",
                "/channels/n/a/output;x=1",
                "/channels/n/a/output/"
            })
    void an_address_that_has_to_be_folded_first_is_refused_with_a_reason(String path) {
        var answer = put(path);

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
        assertThat(answer.body()).startsWith("{\"error\":{\"code\":\"bad_channel\",\"message\":\"");
    }

    /** Some servers refuse these before the application is asked: without a reason then, but with the same status. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "n\\a",
                "n\\..\\a",
                "n%5ca",
                "n%00",
                "n/%c0%ae%c0%ae/a",
                "n%c0%afa",
                "n/%e0%80%ae",
                "n%ff",
                "n\u00e9",
                "n\u00c0\u00ae",
                "n/<a>",
                "n/{a}",
                "n/a|b",
                "n/a\"b",
                "n\u0001"
            })
    void bytes_that_no_name_has_are_refused(String name) {
        var answer = put("/channels/" + name + "/output");

        assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"names/a..b", "names/a..", "names/..b", "names/...", "names/.b", "names/runs/7"})
    void dots_inside_of_a_segment_are_letters_like_others(String name) {
        var answer = RawRequest.begin(at("/"), "PUT /channels/" + name + "/output HTTP/1.1")
                .header("Authorization: Bearer " + TOKEN)
                .header("Content-Length: 1")
                .body("x")
                .send();

        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
        assertThat(answer.body()).startsWith("{\"channel\":\"" + name + "\"");
    }

    private RawRequest.Answer put(String path) {
        List<String> before = names();
        var answer = RawRequest.begin(at("/"), "PUT " + path + " HTTP/1.1")
                .header("Authorization: Bearer " + TOKEN)
                .header("Content-Length: 1")
                .body("x")
                .send();
        assertThat(names()).as("nothing was created").isEqualTo(before);
        return answer;
    }

    private List<String> names() {
        return Listing.all(producer).stream()
                .map(listed -> listed.getString("name"))
                // the server may log its first line at any time
                .filter(name -> !name.equals("server"))
                .toList();
    }
}
