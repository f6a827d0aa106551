package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A message whose answer was lost is sent again, and published once. */
class IdempotencyIT extends ServerTest {
    private static final String DONE = "{\"type\":\"task_status\",\"data\":{\"taskId\":\"1\",\"status\":\"done\"}}";

    @Test
    void a_request_with_the_same_key_is_answered_as_before_and_publishes_nothing() {
        HttpResponse<String> first = say("key-1", DONE);
        producer.print(channel, "meanwhile");
        HttpResponse<String> again = say("key-1", DONE);
        assertThat(first.statusCode()).isEqualTo(200);
        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(records()).isEqualTo(2);

        say("key-2", DONE);
        assertThat(records()).isEqualTo(3);
    }

    @Test
    void a_key_counts_in_one_channel() {
        say("key-1", DONE);
        HttpResponse<String> other = Producer.send(producer.request("channels/" + channel + "-other/messages")
                .header("Idempotency-Key", "key-1")
                .POST(BodyPublishers.ofString(DONE)));
        assertThat(other.body()).contains(channel + "-other");
    }

    @Test
    void a_body_that_was_cut_off_continues_after_what_was_published() {
        Viewer viewer = watch(channel);
        Program program = messages("key-1").print(DONE + "\n" + DONE.substring(0, 10));
        viewer.await("the first", message -> message.is("task_status", channel));

        // its request is in progress until the server has noticed that it is gone
        assertThat(lines("key-1").statusCode()).isEqualTo(409);
        program.close();
        Awaitility.await().until(() -> lines("key-1").statusCode() == 200);

        assertThat(records()).isEqualTo(2);
    }

    @Test
    void a_key_is_not_too_long() {
        assertThat(say("k".repeat(255), DONE).statusCode()).isEqualTo(200);
        HttpResponse<String> refused = say("k".repeat(256), DONE);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.body()).contains("bad_key", "255");
    }

    private HttpResponse<String> say(String key, String json) {
        return Producer.send(producer.request("channels/" + channel + "/messages")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(json)));
    }

    private HttpResponse<String> lines(String key) {
        return Producer.send(producer.request("channels/" + channel + "/messages")
                .header("Idempotency-Key", key)
                .header("Content-Type", "application/x-ndjson")
                .POST(BodyPublishers.ofString(DONE + "\n" + DONE)));
    }

    private Program messages(String key) {
        return Program.posting(
                at("/"), TOKEN, channel + "/messages", "Idempotency-Key: " + key, "Content-Type: application/x-ndjson");
    }

    private long records() {
        return producer.get("channels/" + channel + "/records").body().lines().count();
    }
}
