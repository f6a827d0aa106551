package io.tapewire.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** Secrets are replaced before anyone can see them, however they are printed. */
class MaskIT extends ServerTest {
    private static final String JSON = "application/json";
    private static final String SECRET = "hunter2/hunter2";
    private static final String HEADER = "X-Tapewire-Mask: ";

    @Test
    void a_secret_in_the_header_is_masked_when_it_comes_byte_by_byte() {
        Viewer viewer = watch(channel);
        String encoded = Base64.getEncoder().encodeToString(SECRET.getBytes(UTF_8));
        String printed = "key " + SECRET + ", " + encoded + ", other \u001b[1msecret\u001b[m.\n";

        Program program =
                producer.start(channel, "?title=uses%20other%20secret", HEADER + SECRET, HEADER + "other secret");
        for (byte each : printed.getBytes(UTF_8)) {
            program.print(new byte[] {each});
        }
        assertThat(program.end()).startsWith("HTTP/1.1 200");

        String masked = "key ***, ***, ***\u001b[1m\u001b[m.\n";
        assertThat(viewer.awaitOutput(channel, ".\n")).isEqualTo(masked);
        assertThat(producer.history(channel)).isEqualTo(masked);
        assertThat(get("records")).contains("uses ***").doesNotContain("other secret", "hunter2", encoded);
        assertThat(get("runs")).contains("uses ***").doesNotContain("other secret");
        assertThat(get("search?q=hunter2")).doesNotContain("\"offset\"");
    }

    @Test
    void the_secrets_of_an_upload_are_masked_until_it_ends() {
        Viewer viewer = watch(channel);
        Program program = producer.start(channel, "", HEADER + SECRET).print("one " + SECRET + "\n");
        viewer.awaitOutput(channel, "one ***\n");
        producer.print(channel, "another program " + SECRET + "\n");
        program.end();
        producer.print(channel, "later " + SECRET + "\n");

        assertThat(viewer.awaitOutput(channel, "later " + SECRET + "\n"))
                .isEqualTo("one ***\nanother program ***\nlater " + SECRET + "\n");
    }

    @Test
    void a_secret_that_two_requests_print_for_one_run_is_masked() {
        producer.say(channel, JSON, "{\"type\":\"run_started\",\"data\":{\"run\":\"nightly\"}}");
        producer.start(channel, "?run=nightly", HEADER + SECRET)
                .print("a hunter2/")
                .end();
        producer.start(channel, "?run=nightly").print("hunter2 b\n").end();

        assertThat(producer.history(channel)).isEqualTo("a *** b\n");
    }

    @Test
    void what_may_be_the_beginning_of_a_secret_is_shown_after_a_while_and_at_the_end() {
        Viewer viewer = watch(channel);
        Program program = producer.start(channel, "", HEADER + SECRET).print("wait: hunt");
        viewer.awaitOutput(channel, "wait: hunt");
        program.print("er and hunt").end();

        assertThat(viewer.awaitOutput(channel, "and hunt")).isEqualTo("wait: hunter and hunt");
    }

    @Test
    void a_message_registers_values_and_is_itself_never_shown() {
        Viewer viewer = watch(channel);
        producer.say(
                channel, JSON, "{\"type\":\"mask\",\"data\":{\"values\":[\"%s\",\"two\\nlines\"]}}".formatted(SECRET));
        producer.print(channel, SECRET + " two\r\n");
        producer.say(channel, "application/x-ndjson", """
                {"type":"terminal_output","data":{"output":"a two"}}
                {"type":"terminal_output","data":{"output":"\\nlines"}}
                {"type":"notification","data":{"title":"%s","message":"m"}}
                {"type":"task_status","data":{"taskId":"1","status":"done","key":["%s"]}}
                """.formatted(SECRET, SECRET));
        viewer.await("the status", message -> message.is("task_status", channel));

        assertThat(producer.history(channel)).isEqualTo("*** two\r\na ***");
        assertThat(get("records")).doesNotContain("hunter2", "\"mask\"", "lines");
        assertThat(get("tasks")).contains("[\"***\"]");
        producer.print(channel + "-other", SECRET);
        assertThat(producer.history(channel + "-other")).isEqualTo(SECRET);
    }

    @Test
    void a_value_that_is_too_short_is_refused_and_nothing_is_published() {
        HttpResponse<String> upload = Producer.send(producer.request("channels/" + channel + "/output?title=x")
                .header("X-Tapewire-Mask", "long enough")
                .header("X-Tapewire-Mask", "hunter2")
                .PUT(BodyPublishers.ofString("hunter2")));
        assertThat(upload.statusCode()).isEqualTo(400);
        assertThat(upload.body())
                .contains("bad_mask", "X-Tapewire-Mask", "value 2 of 2", "7 bytes")
                .doesNotContain("hunter2");

        HttpResponse<String> message =
                producer.trySay(channel, JSON, "{\"type\":\"mask\",\"data\":{\"values\":[\"hunter2\"]}}");
        assertThat(message.statusCode()).isEqualTo(400);
        assertThat(message.body()).contains("bad_mask").doesNotContain("hunter2");
        assertThat(producer.get("channels").body()).doesNotContain('"' + channel + '"');
    }

    private String get(String resource) {
        return producer.get("channels/" + channel + "/" + resource).body();
    }
}
