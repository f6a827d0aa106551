package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DeletingIT extends ServerTest {
    @Test
    void viewers_of_a_deleted_channel_are_told_and_go_on_with_a_new_log() {
        Viewer viewer = watch(channel);
        producer.print(channel, "old\n");
        viewer.awaitOutput(channel, "old\n");
        String oldEpoch = viewer.records(channel).get(0).epoch();

        assertThat(producer.delete(channel).statusCode()).isEqualTo(204);
        producer.print(channel, "new\n");
        viewer.awaitOutput(channel, "new\n");

        assertThat(viewer.await("gap").data().getString("reason")).isEqualTo("restart");
        Message fresh = viewer.records(channel).get(1);
        assertThat(fresh.epoch()).isNotEqualTo(oldEpoch);
        assertThat(fresh.offset()).isEqualTo(1);
    }

    @Test
    void a_late_viewer_sees_nothing_of_what_was_deleted() {
        producer.print(channel, "old\n");
        producer.delete(channel);
        producer.print(channel, "new\n");

        Viewer viewer = watch(channel);

        assertThat(viewer.awaitOutput(channel, "new\n")).isEqualTo("new\n");
    }

    @Test
    void a_deleted_channel_is_gone() {
        producer.print(channel, "old\n");

        assertThat(producer.delete(channel).statusCode()).isEqualTo(204);

        assertThat(Listing.find(producer, channel)).isEmpty();
        assertThat(producer.get("channels/" + channel + "/output").statusCode()).isEqualTo(404);
    }

    @Test
    void what_is_not_there_cannot_be_deleted() {
        var answer = producer.delete(channel);

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(Producer.json(answer).getJsonObject("error").getString("code"))
                .isEqualTo("unknown_channel");
    }
}
