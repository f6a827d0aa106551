package io.tapewire.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tapewire.protocol.BadEnvelope;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    private static final String LONGEST = "n".repeat(128);

    @ParameterizedTest
    @ValueSource(strings = {"/channels", "/channels/"})
    void the_bare_path_names_all_channels(String path) {
        assertThat(target(path)).isEqualTo(new Target(null, null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "build",
                "b",
                "7",
                "Build.2_x-y",
                "a/b/c",
                "a/.b/-c/_d",
                "a..b",
                "a/...",
                "output/x",
                "messages/x",
                "my-output",
                "a/outputs",
                "a/Output",
                "runs/7"
            })
    void a_name_is_made_of_segments(String name) {
        assertThat(target("/channels/" + name)).isEqualTo(new Target(name, null, null));
        assertThat(target("/channels/" + name + "/output")).isEqualTo(new Target(name, "output", null));
        assertThat(target("/channels/" + name + "/messages")).isEqualTo(new Target(name, "messages", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"output", "messages", "records", "search", "runs", "tasks", "files"})
    void the_last_segment_may_name_something_of_a_channel(String resource) {
        assertThat(target("/channels/a/b/" + resource)).isEqualTo(new Target("a/b", resource, null));
        assertRefused("/channels/" + resource);
        if (!resource.equals("files")) {
            assertRefused("/channels/a/" + resource + "/output");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"report.html", "output", "files", "a b", ".."})
    void a_file_may_have_any_name(String file) {
        assertThat(target("/channels/a/b/files/" + file.replace(" ", "%20")))
                .isEqualTo(new Target("a/b", "files", file));
    }

    @Test
    void a_name_has_up_to_128_characters() {
        assertThat(target("/channels/" + LONGEST + "/output")).isEqualTo(new Target(LONGEST, "output", null));
        assertRefused("/channels/" + LONGEST + "n/output");
        assertRefused("/channels/" + LONGEST + "n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".hidden",
                "-x",
                "_x",
                "a/.",
                "a/./b",
                "./a",
                "a/..",
                "a/../b",
                "../a",
                "a//b",
                "/a",
                "a/",
                "a b",
                "a%20b",
                "é",
                "%C3%A9",
                "a+b",
                "a:b",
                "a;b",
                "a;jsessionid=1",
                "a*",
                "a~",
                "a%00",
                "a%0a",
                "%2e%2e/a",
                "a/%2e/b",
                "a/%2E%2e/b",
                "a/.%2e/b",
                "a/..;x=1/b",
                "a/.;/b",
                "a\\b",
                "a%5cb",
                "a%2Fb",
                "a%2f%2e%2e%2fb",
                "a%252fb",
                "%ff",
                "a/%c0%ae/b",
                "a%c0%afb",
                "a/%e0%80%ae/b",
                "a%u002e"
            })
    void what_is_no_name_is_refused(String name) {
        assertRefused("/channels/" + name);
        assertRefused("/channels/" + name + "/output");
        assertRefused("/channels/" + name + "/messages");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "output",
                "messages",
                "/output",
                "a/output/output",
                "a/messages/output",
                "output/messages",
                "a/output/messages",
                "a/output/",
                "a/runs/output",
                "a/output/runs",
                "runs/output",
                "a%2Foutput",
                "a%2foutput"
            })
    void a_name_does_not_end_in_the_name_of_a_resource(String rest) {
        assertRefused("/channels/" + rest);
    }

    @ParameterizedTest
    @CsvSource({
        "b%75ild/output,      build,   output",
        "a/%6dessages,        a,       messages",
        "a%2eb/output,        a.b,     output",
        "%41,                 A,       ",
    })
    void an_encoded_path_is_the_same_as_a_plain_one(String path, String channel, String resource) {
        assertThat(target("/channels/" + path)).isEqualTo(new Target(channel, resource, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%", "a%2", "a%zz", "%"})
    void a_path_that_is_encoded_badly_is_refused(String path) {
        assertRefused("/channels/" + path + "/output");
    }

    @Test
    void nothing_is_decoded_twice() {
        assertRefused("/channels/a%2562/output");
    }

    @Test
    void the_context_path_is_left_out() {
        assertThat(Target.of(request("GET", "/app", "/app/channels/build/output")))
                .isEqualTo(new Target("build", "output", null));
        assertThat(Target.of(request("GET", "/app", "/app/channels"))).isEqualTo(new Target(null, null, null));
    }

    @Test
    void one_run_is_named_by_what_follows_the_runs_of_a_channel() {
        assertThat(target("/channels/build/linux/runs/nightly-1"))
                .isEqualTo(new Target("build/linux", "runs", "nightly-1"));
        assertThat(target("/channels/runs/nightly-1")).isEqualTo(new Target("runs/nightly-1", null, null));
    }

    @Test
    void a_channel_that_has_the_same_name_as_a_run_can_be_deleted() {
        assertThat(Target.of(request("DELETE", "", "/channels/build/runs/nightly-1")))
                .isEqualTo(new Target("build/runs/nightly-1", null, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/%63hannels/build/output",
                "/channels;x/build/output",
                "/./channels/build/output",
                "//channels/build/output",
                "/x/../channels/build/output",
                "/channel%73",
            })
    void a_path_that_the_container_had_to_read_first_never_names_another_channel(String path) {
        assertRefused(path);
    }

    private static void assertRefused(String path) {
        assertThatThrownBy(() -> target(path))
                .as(path)
                .isInstanceOfSatisfying(
                        BadEnvelope.class, bad -> assertThat(bad.code()).isEqualTo("bad_channel"))
                .hasMessageMatching(".{10,}");
    }

    private static Target target(String path) {
        return Target.of(request("GET", "", path));
    }

    private static HttpServletRequest request(String verb, String context, String path) {
        return (HttpServletRequest) Proxy.newProxyInstance(
                TargetTest.class.getClassLoader(),
                new Class<?>[] {HttpServletRequest.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getMethod" -> verb;
                    case "getContextPath" -> context;
                    case "getRequestURI" -> path;
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
