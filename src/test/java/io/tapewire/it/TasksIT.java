package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The last status of each task, for somebody who comes later. */
class TasksIT extends ServerTest {
    @Test
    void the_last_status_of_each_task_is_as_it_was_published() {
        say("{\"taskId\":\"compile\",\"status\":\"running\"}");
        say("{\"taskId\":\"test\",\"status\":\"waiting\",\"progress\":{\"done\":3,\"of\":7}}");
        say("{\"taskId\":\"compile\",\"status\":\"done\"}");

        List<JsonObject> tasks = tasks();

        assertThat(tasks).hasSize(2);
        assertThat(tasks.get(0).getString("taskId")).isEqualTo("test");
        assertThat(tasks.get(0).getJsonObject("progress")).hasToString("{\"done\":3,\"of\":7}");
        assertThat(tasks.get(1).getString("status")).isEqualTo("done");
        assertThat(tasks.get(1).getInt("offset")).isEqualTo(3);
        assertThat(tasks.get(1).getString("timestamp")).isEqualTo(record(3).getString("timestamp"));
    }

    @Test
    void it_is_there_after_its_record_has_been_evicted() {
        say("{\"taskId\":\"compile\",\"status\":\"failed\"}");
        Retention.overflow(producer, channel);

        assertThat(record(1).getString("type")).isEqualTo("gap");
        assertThat(tasks())
                .singleElement()
                .satisfies(task -> assertThat(task.getString("status")).isEqualTo("failed"));
    }

    @Test
    void a_channel_without_tasks_has_an_empty_list_and_no_channel_has_none() {
        assertThat(producer.get("channels/" + channel + "/tasks").statusCode()).isEqualTo(404);
        producer.print(channel, "something");
        assertThat(tasks()).isEmpty();
        assertThat(producer.get("channels/" + channel + "/tasks?limit=1").body())
                .contains("this address takes no parameters, so not limit");
    }

    private List<JsonObject> tasks() {
        return Producer.json(producer.get("channels/" + channel + "/tasks"))
                .getJsonArray("tasks")
                .getValuesAs(JsonObject.class);
    }

    private JsonObject record(int offset) {
        return Message.of(producer.get("channels/" + channel + "/records?limit=1&after=" + (offset - 1))
                        .body()
                        .lines()
                        .findFirst()
                        .orElseThrow())
                .json();
    }

    private void say(String task) {
        producer.say(channel, "application/json", "{\"type\":\"task_status\",\"data\":" + task + "}");
    }
}
