package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A channel's records, read back one by one. */
class RecordsIT extends ServerTest {
    private static final String TASK = "{\"type\":\"task_status\",\"data\":{\"taskId\":\"t\",\"status\":\"%s\"}}";

    @Test
    void they_are_the_messages_that_a_viewer_gets() {
        producer.print(channel, "Zürich \"quoted\"\n");
        say("running");
        producer.printAs("error", channel, "\u001b[31mred\u001b[0m\n");
        Viewer viewer = watch(channel);
        Message last = viewer.await("the last one", message -> message.isRecord() && message.offset() == 3);

        HttpResponse<String> answer = read("");

        assertThat(lines(answer)).hasSize(3);
        assertThat(lines(answer).get(2)).isEqualTo(last.json());
        assertThat(lines(answer).get(0).getJsonObject("data").getString("output"))
                .isEqualTo("Zürich \"quoted\"\n");
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(answer.headers().firstValue("Tapewire-Epoch"))
                .hasValue(last.json().getString("epoch"));
        assertThat(answer.headers().firstValue("Tapewire-First")).hasValue("1");
        assertThat(answer.headers().firstValue("Tapewire-Last")).hasValue("3");
    }

    @ParameterizedTest
    @CsvSource({
        "'', 1, 100",
        "?after=0, 1, 100",
        "?after=7&limit=3, 8, 10",
        "?limit=1000, 1, 150",
        "?after=149, 150, 150",
        "?before=8&limit=3, 5, 7",
        "?before=3, 1, 2",
        "?before=9007199254740991&limit=2, 149, 150",
    })
    void a_part_of_them_is_read_from_either_side(String query, int first, int last) {
        // each of these parts is read from the same channel
        producer.delete(channel);
        for (int i = 1; i <= 150; i++) {
            say("step " + i);
        }

        List<JsonObject> lines = lines(read(query));

        assertThat(lines).hasSize(last - first + 1);
        assertThat(lines.get(0).getInt("offset")).isEqualTo(first);
        assertThat(lines.get(lines.size() - 1).getInt("offset")).isEqualTo(last);
        assertThat(lines.get(0).getJsonObject("data").getString("status")).isEqualTo("step " + first);
    }

    @Test
    void nothing_after_the_last_one_is_an_empty_answer() {
        say("once");

        assertThat(read("?after=1").body()).isEmpty();
        assertThat(read("?before=1").body()).isEmpty();
    }

    @Test
    void a_reader_that_resumes_where_records_are_gone_learns_exactly_which() {
        Program program = producer.start(channel).print("\u001b[32m");
        await().atMost(Viewer.PATIENCE)
                .until(() -> Listing.find(producer, channel).isPresent());
        long evicted = Retention.overflow(producer, channel);

        List<JsonObject> lines = lines(read("?after=2&limit=5"));

        assertThat(lines).hasSize(6);
        assertThat(lines.get(0).getString("type")).isEqualTo("gap");
        JsonObject gap = lines.get(0).getJsonObject("data");
        assertThat(gap.getInt("from")).isEqualTo(3);
        assertThat(gap.getInt("to")).isEqualTo((int) evicted);
        assertThat(gap.getString("reason")).isEqualTo("evicted");
        assertThat(gap.getString("state")).isEqualTo("\u001b[32m");
        assertThat(lines.get(1).getInt("offset")).isEqualTo((int) evicted + 1);
        program.end();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            after=-1            | after is a whole number from 0 to 9007199254740991
            after=x             | after is a whole number from 0 to 9007199254740991
            after=              | after is a whole number from 0 to 9007199254740991
            after=1e3           | after is a whole number from 0 to 9007199254740991
            after=99999999999999999999999 | after is a whole number from 0 to 9007199254740991
            before=0            | before is a whole number from 1 to 9007199254740991
            limit=0             | limit is a whole number from 1 to 1000
            limit=1001          | limit is a whole number from 1 to 1000
            after=1&before=5    | either after or before can be given, not both
            limit=5&limit=6     | limit is given more than once
            %61fter=x           | after is a whole number from 0 to 9007199254740991
            afer=1              | this address takes the parameters after, before, limit, context, not afer
            """)
    void a_parameter_that_is_not_allowed_is_refused_and_named(String query, String message) {
        say("once");

        HttpResponse<String> answer = read("?" + query);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Producer.json(answer).getJsonObject("error"))
                .hasToString("{\"code\":\"bad_field\",\"message\":\"" + message + "\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"channels?x=1", "channels/%s/runs/r?limit=1", "channels/%s/tasks?x", "channels/?after=1"})
    void what_takes_no_parameters_refuses_them(String address) {
        producer.say(channel, "application/json", "{\"type\":\"run_started\",\"data\":{\"run\":\"r\"}}");

        HttpResponse<String> answer = producer.get(address.formatted(channel));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(Producer.json(answer).getJsonObject("error").getString("message"))
                .startsWith("this address takes no parameters, so not ");
    }

    @Test
    void a_channel_that_does_not_exist_has_none() {
        assertThat(read("").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> read(String query) {
        return producer.get("channels/" + channel + "/records" + query);
    }

    private static List<JsonObject> lines(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body().lines().map(line -> Message.of(line).json()).toList();
    }

    private void say(String status) {
        producer.say(channel, "application/json", TASK.formatted(status));
    }
}
