package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A run is one program's output, and everyone is told how it began and ended. */
class RunsIT extends ServerTest {
    private static final String JSON = "application/json";
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    @Test
    void an_upload_with_a_title_is_a_run_that_the_server_names() {
        Viewer viewer = watch(channel);

        JsonObject receipt = Producer.json(print("?title=Nightly%20build&cols=120&rows=40", "compiling\n"));

        String run = receipt.getString("run");
        assertThat(viewer.await("its start", message -> message.is("run_started", channel))
                        .data())
                .hasToString("{\"run\":\"%s\",\"title\":\"Nightly build\",\"cols\":120,\"rows\":40}".formatted(run));
        assertThat(viewer.await("its end", message -> message.is("run_ended", channel))
                        .data())
                .hasToString("{\"run\":\"%s\",\"outcome\":\"finished\"}".formatted(run));
        assertThat(receipt.getInt("bytes")).isEqualTo(10);
        JsonObject listed = runs().getJsonArray("runs").getJsonObject(0);
        assertThat(listed.getString("run")).isEqualTo(run);
        assertThat(listed.getInt("received")).isEqualTo(10);
        assertThat(listed.getInt("first")).isEqualTo(1);
        assertThat(listed.getInt("last")).isEqualTo(3);
        assertThat(listed.getString("outcome")).isEqualTo("finished");
        assertThat(listed.isNull("exit")).isTrue();
        assertThat(Producer.json(producer.get("channels/" + channel + "/runs/" + run)))
                .isEqualTo(listed);
    }

    @Test
    void a_declared_run_takes_output_in_parts_until_a_message_ends_it() {
        say("run_started", "{\"run\":\"nightly-7\",\"title\":\"Nightly\"}");
        assertThat(Producer.json(print("?run=nightly-7", "one\n")).getInt("received"))
                .isEqualTo(4);
        assertThat(Producer.json(print("?run=nightly-7", "two\n")).getInt("received"))
                .isEqualTo(8);
        say("run_ended", "{\"run\":\"nightly-7\",\"outcome\":\"finished\",\"exit\":2}");

        JsonObject run = Producer.json(producer.get("channels/" + channel + "/runs/nightly-7"));
        assertThat(run.getInt("exit")).isEqualTo(2);
        assertThat(print("?run=nightly-7", "three\n").statusCode()).isEqualTo(409);
    }

    @Test
    void the_same_declaration_again_is_answered_as_before_and_another_one_is_refused() {
        say("run_started", "{\"run\":\"nightly-7\"}");
        say("run_started", "{\"run\":\"nightly-7\"}");

        HttpResponse<String> other = producer.trySay(
                channel, JSON, "{\"type\":\"run_started\",\"data\":{\"run\":\"nightly-7\",\"title\":\"x\"}}");
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(runs().getJsonArray("runs")).hasSize(1);
    }

    @Test
    void what_is_not_allowed_is_refused_and_says_why() {
        assertThat(print("?cols=80", "x").statusCode()).isEqualTo(400);
        assertThat(print("?cols=0&rows=24", "x").body()).contains("cols is a whole number from 1 to 1000");
        assertThat(print("?run=no%20name&title=x", "x").statusCode()).isEqualTo(400);
        assertThat(print("?run=unknown", "x").statusCode()).isEqualTo(404);
        assertThat(producer.trySay(channel, JSON, "{\"type\":\"run_ended\",\"data\":{\"run\":\"unknown\"}}")
                        .statusCode())
                .isEqualTo(404);
        assertThat(producer.get("channels/" + channel + "-none/runs").statusCode())
                .isEqualTo(404);
        producer.print(channel, "x");
        assertThat(producer.get("channels/" + channel + "/runs/unknown").statusCode())
                .isEqualTo(404);
        assertThat(producer.get("channels/" + channel + "/runs?limit=0").body())
                .contains("limit is a whole number from 1 to 1000");
    }

    @Test
    void plain_output_that_nobody_declared_is_no_run() {
        producer.print(channel, "one\n");
        Viewer viewer = watch(channel);
        producer.print(channel, "two\n");

        viewer.awaitOutput(channel, "one\ntwo\n");
        assertThat(viewer.messages()).noneMatch(message -> message.is("run_ended", channel));
        assertThat(runs().getJsonArray("runs")).isEmpty();
    }

    @Test
    void output_that_leaves_the_terminal_in_another_state_ends_with_a_reset() {
        Viewer viewer = watch(channel);

        producer.print(channel, "\u001b[31mred\n");

        assertThat(ended(viewer)).hasToString("{\"outcome\":\"finished\",\"reset\":true}");
    }

    @Test
    void a_producer_that_closes_its_connection_is_interrupted() {
        Viewer viewer = watch(channel);
        Program program = producer.start(channel).print("half a li");
        viewer.awaitOutput(channel, "half a li");

        Instant cut = Instant.now();
        program.close();

        assertThat(ended(viewer)).hasToString("{\"outcome\":\"interrupted\"}");
        assertThat(Duration.between(cut, Instant.now())).isLessThan(AT_ONCE);
    }

    @Test
    void a_producer_that_is_killed_is_interrupted_and_so_is_its_run() {
        Viewer viewer = watch(channel);
        Program program = producer.start(channel, "?title=Nightly").print("\u001b[31mhalf a li");
        viewer.awaitOutput(channel, "\u001b[31mhalf a li");

        program.reset();

        JsonObject ended = ended(viewer);
        assertThat(ended.getString("outcome")).isEqualTo("interrupted");
        assertThat(ended.getBoolean("reset")).isTrue();
        assertThat(runs().getJsonArray("runs").getJsonObject(0).getString("outcome"))
                .isEqualTo("interrupted");
    }

    @Test
    void a_body_with_a_malformed_chunk_is_interrupted() {
        Viewer viewer = watch(channel);
        Program program = producer.start(channel).print("half a li");
        viewer.awaitOutput(channel, "half a li");

        // Undertow takes any line that does not begin with a hexadecimal digit for the last chunk, and waits for
        // trailers
        program.sendRaw("this is no chunk\r\n").close();

        assertThat(ended(viewer)).hasToString("{\"outcome\":\"interrupted\"}");
    }

    @Test
    void a_body_that_is_shorter_than_it_said_is_interrupted() {
        Viewer viewer = watch(channel);
        Program program = Program.announcing(at("/"), TOKEN, channel, 100).sendRaw("half a li");
        viewer.awaitOutput(channel, "half a li");

        program.close();

        assertThat(ended(viewer)).hasToString("{\"outcome\":\"interrupted\"}");
    }

    @Test
    void of_two_runs_at_once_each_has_its_own_end() {
        Viewer viewer = watch(channel);
        Program first = producer.start(channel, "?title=first").print("\u001b[31mred ");
        viewer.awaitOutput(channel, "\u001b[31mred ");
        Program second = producer.start(channel, "?title=second").print("plain ");
        viewer.awaitOutput(channel, "\u001b[31mred plain ");

        second.end();
        assertThat(ended(viewer)).doesNotContainKey("reset");
        first.close();

        viewer.await(
                "the first one's end",
                message -> message.is("run_ended", channel)
                        && message.data().getString("outcome").equals("interrupted")
                        && message.data().getBoolean("reset"));
    }

    @Test
    void a_sequence_that_is_cut_by_two_producers_stays_whole() {
        Viewer viewer = watch(channel);
        Program first = producer.start(channel).print("a\u001b[3");
        viewer.awaitOutput(channel, "a");
        Program second = producer.start(channel).print("b");
        viewer.awaitOutput(channel, "ab");

        first.print("1mc");

        viewer.awaitOutput(channel, "ab\u001b[31mc");
        second.end();
        first.end();
    }

    private JsonObject ended(Viewer viewer) {
        return viewer.await("the end", message -> message.is("run_ended", channel))
                .data();
    }

    private JsonObject runs() {
        return Producer.json(producer.get("channels/" + channel + "/runs"));
    }

    private HttpResponse<String> print(String query, String text) {
        return producer.print(channel, query, BodyPublishers.ofString(text));
    }

    private void say(String type, String data) {
        producer.say(channel, JSON, "{\"type\":\"" + type + "\",\"data\":" + data + "}");
    }
}
