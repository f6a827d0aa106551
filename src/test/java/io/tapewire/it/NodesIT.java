package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.token.Jwt;
import jakarta.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers that share a Redis: publishers and viewers may use any of them. */
class NodesIT {
    private static final String SECRET = "a secret of two servers that is long enough";
    private static final AtomicInteger CHANNELS = new AtomicInteger();

    @TempDir
    private static Path home;

    private static RedisProcess redis;
    private static OwnServer first;
    private static OwnServer second;

    private final String channel = "nodes/" + CHANNELS.incrementAndGet();
    private Producer here;
    private Producer there;

    @BeforeAll
    static void start() {
        redis = new RedisProcess(home.resolve("redis")).start();
        first = node("first").start();
        second = node("second").start();
    }

    private static OwnServer node(String name) {
        Map<String, String> configuration = new HashMap<>(redis.configuration());
        configuration.put("TAPEWIRE_REDIS_TIMEOUT_MS", "500");
        configuration.put("TAPEWIRE_REDIS_HOLD_MS", "1000");
        configuration.put("TAPEWIRE_JWT_SECRET", SECRET);
        return new OwnServer(home.resolve(name), configuration, name.equals("second") ? 1 : 0);
    }

    @AfterAll
    static void stop() {
        first.close();
        second.close();
        redis.close();
    }

    @BeforeEach
    void prepare() {
        here = first.producer();
        there = second.producer();
    }

    @AfterEach
    void thaw() {
        redis.thawFor("nodes/ready", here, there);
    }

    @Test
    void what_is_printed_on_one_is_shown_on_the_other_while_it_is_printed() {
        try (Viewer viewer = second.viewer("&channel=" + channel);
                Program program = here.start(channel)) {
            program.print("compiling\n");
            viewer.awaitOutput(channel, "compiling\n");
            program.print("testing\n");
            viewer.awaitOutput(channel, "testing\n");
        }
    }

    @Test
    void two_programs_on_two_servers_print_to_one_log() {
        try (Viewer one = first.viewer("&channel=" + channel);
                Viewer other = second.viewer("&channel=" + channel);
                Program mine = here.start(channel);
                Program theirs = there.start(channel)) {
            StringBuilder wanted = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                mine.print("here " + i + "\n");
                theirs.print("there " + i + "\n");
                wanted.append("here ").append(i).append('\n');
            }
            mine.end();
            theirs.end();
            int length =
                    wanted.length() + wanted.toString().replace("here", "there").length();
            one.awaitLength(channel, length);
            other.awaitLength(channel, length);

            assertThat(other.output(channel)).isEqualTo(one.output(channel));
            assertThat(linesOf(one, "here")).isEqualTo(wanted.toString());
            assertThat(here.get("channels/" + channel + "/records").body())
                    .isEqualTo(there.get("channels/" + channel + "/records").body());
        }
    }

    private String linesOf(Viewer viewer, String program) {
        StringBuilder lines = new StringBuilder();
        viewer.output(channel)
                .lines()
                .filter(line -> line.startsWith(program + " "))
                .forEach(line -> lines.append(line).append('\n'));
        return lines.toString();
    }

    @Test
    void a_viewer_resumes_on_the_other_server() {
        JsonObject seen = here.print(channel, "one\n");
        here.print(channel, "two\n");

        try (Viewer viewer = second.viewer("&channel=")) {
            Message answer = viewer.resume(
                    channel,
                    seen.getString("epoch"),
                    seen.getJsonNumber("offset").longValue());
            assertThat(answer.data().getBoolean("recovered")).isTrue();
            assertThat(answer.epoch()).isEqualTo(seen.getString("epoch"));
            assertThat(viewer.awaitOutput(channel, "two\n")).isEqualTo("two\n");
        }
    }

    @Test
    void a_run_goes_on_on_the_other_server() {
        assertThat(received(here, "?run=r&title=make&from=0", "compil")).isEqualTo(6);
        assertThat(received(there, "?run=r&from=3", "piling\n")).isEqualTo(10);
        assertThat(received(here, "?run=r&from=10", "done\n")).isEqualTo(15);

        assertThat(there.history(channel)).isEqualTo("compiling\ndone\n");
        assertThat(here.history(channel)).isEqualTo("compiling\ndone\n");
    }

    private long received(Producer producer, String query, String text) {
        HttpResponse<String> answer = producer.print(channel, query, BodyPublishers.ofString(text));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return Producer.json(answer).getJsonNumber("received").longValue();
    }

    @Test
    void runs_and_tasks_are_the_same_on_both() {
        here.print(channel, "?run=r&title=make", BodyPublishers.ofString("\u001b[31mred\n"));
        say(here, "task_status", "{\"taskId\":\"t\",\"status\":\"running\"}");
        say(there, "run_ended", "{\"run\":\"r\",\"outcome\":\"finished\",\"exit\":2}");
        say(there, "task_status", "{\"taskId\":\"t\",\"status\":\"done\"}");

        for (String resource : new String[] {"runs", "tasks", "records"}) {
            assertThat(here.get("channels/" + channel + "/" + resource).body())
                    .isEqualTo(there.get("channels/" + channel + "/" + resource).body());
        }
        assertThat(here.get("channels/" + channel + "/runs").body()).contains("\"exit\":2");
        assertThat(here.get("channels/" + channel + "/tasks").body()).contains("done");
    }

    private void say(Producer producer, String type, String data) {
        producer.say(channel, "application/json", "{\"type\":\"" + type + "\",\"data\":" + data + "}");
    }

    @Test
    void a_name_of_a_run_belongs_to_the_run_that_was_declared_first_wherever_that_was() {
        here.print(channel, "?run=r&title=make", BodyPublishers.ofString("one\n"));

        HttpResponse<String> other = there.print(channel, "?run=r&title=deploy", BodyPublishers.ofString("two\n"));
        assertThat(other.statusCode()).isEqualTo(409);
        assertThat(here.history(channel)).isEqualTo("one\n");
    }

    @Test
    void a_channel_that_is_deleted_on_one_begins_anew_on_the_other() {
        here.print(channel, "old\n");
        try (Viewer viewer = first.viewer("&channel=" + channel)) {
            viewer.awaitOutput(channel, "old\n");
            String epoch = viewer.messages("subscribed").get(0).epoch();

            assertThat(there.delete(channel).statusCode()).isEqualTo(204);
            viewer.await("gap");
            there.print(channel, "new\n");
            viewer.awaitOutput(channel, "new\n");

            assertThat(here.history(channel)).isEqualTo("new\n");
            assertThat(viewer.messages("subscribed").get(1).epoch()).isNotEqualTo(epoch);
        }
    }

    @Test
    void a_pattern_follows_channels_that_begin_on_the_other_server() {
        try (Viewer viewer = second.viewer("&channel=")) {
            viewer.subscribe(channel + "/**");
            here.print(channel + "/a", "one\n");
            viewer.awaitOutput(channel + "/a", "one\n");
        }
    }

    @Test
    void both_list_all_channels() {
        here.print(channel + "/a", "one\n");
        there.print(channel + "/b", "two\n");

        for (Producer producer : new Producer[] {here, there}) {
            Awaitility.await("both channels are listed").untilAsserted(() -> {
                String list = producer.get("channels").body();
                assertThat(list).contains("\"" + channel + "/a\"").contains("\"" + channel + "/b\"");
            });
        }
    }

    @Test
    void what_was_answered_is_there_when_a_server_has_been_killed() {
        OwnServer killed = node("killed-" + CHANNELS.get()).start();
        try (Viewer viewer = second.viewer("&channel=" + channel)) {
            for (int i = 0; i < 20; i++) {
                killed.producer().print(channel, "line " + i + "\n");
            }
            killed.kill();

            String history = there.history(channel);
            assertThat(history.lines()).hasSize(20);
            assertThat(viewer.awaitOutput(channel, "line 19\n")).isEqualTo(history);
            there.print(channel, "and on\n");
            viewer.awaitOutput(channel, "and on\n");
        } finally {
            killed.close();
        }
    }

    @Test
    void a_viewer_who_comes_while_redis_does_not_answer_is_told_to_come_back() {
        JsonObject seen = here.print(channel, "one\n");
        here.print(channel, "two\n");
        redis.freeze();
        try (Viewer viewer = second.viewer("&channel=" + channel)) {
            assertThat(viewer.awaitClose()).isEqualTo(1011);
        }
        assertThat(there.get("channels/" + channel + "/records").statusCode()).isEqualTo(503);

        redis.thaw();
        for (Producer producer : new Producer[] {here, there}) {
            Awaitility.await("Redis is used again")
                    .until(() ->
                            producer.get("channels/" + channel + "/records").statusCode() == 200);
        }
        assertThat(resumed(seen)).isTrue();
    }

    @Test
    void while_redis_does_not_answer_nothing_is_taken_or_shown_and_then_all_goes_on() {
        here.print(channel, "before\n");
        try (Viewer viewer = second.viewer("&channel=" + channel)) {
            viewer.awaitOutput(channel, "before\n");
            redis.freeze();
            HttpResponse<String> refused = here.print(channel, "", BodyPublishers.ofString("meanwhile\n"));
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("store_unavailable");
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(viewer.output(channel)).isEqualTo("before\n");

            redis.thaw();
            Awaitility.await("output is taken again")
                    .until(() -> here.print(channel, "", BodyPublishers.ofString("after\n"))
                                    .statusCode()
                            == 200);
            viewer.awaitOutput(channel, "after\n");
            assertThat(viewer.output(channel)).isEqualTo(here.history(channel));
        }
    }

    @Test
    void what_redis_has_lost_is_named_and_its_offsets_are_not_given_to_other_records_of_the_epoch() {
        JsonObject kept = here.print(channel, "kept\n");
        redis.save();
        try (Viewer viewer = second.viewer("&channel=" + channel)) {
            JsonObject lost = there.print(channel, "lost\n");
            viewer.awaitOutput(channel, "lost\n");
            redis.replace();
            JsonObject after = printed("after\n");

            assertThat(after.getString("epoch")).isNotEqualTo(kept.getString("epoch"));
            assertThat(after.getInt("offset")).isEqualTo(lost.getInt("offset"));
            viewer.await("gap");
            viewer.awaitOutput(channel, "after\n");
            assertThat(viewer.output(channel)).as("only what follows").matches("kept\nlost\n(after\n)+");
            // what was answered with 503 meanwhile, and sent again, may have been stored
            awaitHistory("kept\n(after\n)+");
            assertThat(resumed(kept)).isTrue();
            assertThat(resumed(lost)).isFalse();
        }
    }

    @Test
    void when_redis_has_lost_nothing_viewers_and_producers_go_on_without_a_gap() {
        try (Viewer viewer = second.viewer("&channel=" + channel)) {
            assertThat(received(here, "?run=r&title=make&from=0", "one\n")).isEqualTo(4);
            viewer.awaitOutput(channel, "one\n");
            redis.save();
            redis.replace();
            Awaitility.await("the run goes on")
                    .until(() -> there.print(channel, "?run=r&from=4", BodyPublishers.ofString("two\n"))
                                    .statusCode()
                            == 200);

            viewer.awaitOutput(channel, "two\n");
            assertThat(viewer.output(channel)).isEqualTo("one\ntwo\n");
            assertThat(viewer.messages("gap")).isEmpty();
            awaitHistory("one\ntwo\n");
        }
    }

    @Test
    void what_is_revoked_on_one_ends_on_the_other() {
        String claims = "{\"sub\":\"eve\",\"exp\":%d,\"tapewire\":{\"subscribe\":[\"nodes/**\"]}}"
                .formatted(Instant.now().plusSeconds(600).getEpochSecond());
        String token = new Jwt("{\"alg\":\"HS256\"}", claims).hmac("HmacSHA256", SECRET);
        try (Viewer viewer = Viewer.connect(second.at("/ws?token=" + token + "&channel=" + channel))) {
            viewer.await("subscribed");
            HttpResponse<String> revoked = Producer.send(here.request("tapewire/revocations")
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString("{\"sub\":\"eve\"}")));
            assertThat(revoked.statusCode()).as(revoked.body()).isEqualTo(200);
            assertThat(viewer.awaitClose()).isEqualTo(4403);
            assertThat(there.get("tapewire/revocations").body()).contains("eve");
            assertThat(new Producer(second.at("/"), token).get("channels").statusCode())
                    .isEqualTo(401);
        }
    }

    /** A server may find out only now that its connections are those to the Redis before. */
    private void awaitHistory(String pattern) {
        Awaitility.await("the history is read")
                .untilAsserted(() -> assertThat(here.history(channel)).matches(pattern));
    }

    private JsonObject printed(String text) {
        return Awaitility.await("output is taken")
                .until(() -> here.print(channel, "", BodyPublishers.ofString(text)), each -> each.statusCode() == 200)
                .body()
                .transform(body -> Message.of(body).json());
    }

    private boolean resumed(JsonObject place) {
        try (Viewer viewer = first.viewer("&channel=")) {
            return viewer.resume(
                            channel,
                            place.getString("epoch"),
                            place.getJsonNumber("offset").longValue())
                    .data()
                    .getBoolean("recovered");
        }
    }
}
