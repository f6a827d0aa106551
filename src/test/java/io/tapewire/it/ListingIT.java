package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ListingIT extends ServerTest {
    @Test
    void a_channel_is_listed_with_its_log_and_its_viewers() {
        producer.print(channel, "12345");
        watch(channel);
        watch(channel);

        var listed = Listing.of(producer, channel);

        assertThat(listed.getString("epoch")).isNotBlank();
        assertThat(listed.getInt("first")).isEqualTo(1);
        assertThat(listed.getInt("offset")).isEqualTo(1);
        assertThat(listed.getInt("bytes")).isEqualTo(5);
        assertThat(listed.getInt("viewers")).isEqualTo(2);
        assertThat(Duration.between(Instant.parse(listed.getString("updated")), Instant.now())
                        .abs())
                .isLessThan(Duration.ofMinutes(1));
    }

    @Test
    void a_viewer_that_went_away_is_no_longer_counted() {
        producer.print(channel, "something");
        watch(channel).vanish();

        await().atMost(Viewer.PATIENCE)
                .until(() -> Listing.of(producer, channel).getInt("viewers") == 0);
    }

    @Test
    void a_channel_that_nobody_used_is_not_listed() {
        assertThat(Listing.find(producer, channel)).isEmpty();
    }

    @Test
    void whoever_watches_the_list_is_told_what_comes_what_runs_and_what_goes() {
        producer.print(channel + "/old", "text\n");
        Viewer viewer = viewer("&channel=");

        viewer.send("{\"type\":\"watch_channels\"}");
        viewer.await("the whole list", message -> lists(message, channel + "/old"));

        producer.print(channel + "/new", "text\n");
        viewer.await("the new channel", message -> lists(message, channel + "/new"));

        producer.say(
                channel + "/new",
                "application/json",
                "{\"type\":\"run_started\",\"data\":{\"run\":\"r1\",\"title\":\"Build\"}}");
        viewer.await(
                "its run",
                message ->
                        lists(message, channel + "/new") && message.toString().contains("Build"));

        producer.delete(channel + "/new");
        viewer.await(
                "its end",
                message -> message.is("channels")
                        && message.data().getJsonArray("removed").toString().contains(channel + "/new"));
    }

    private static boolean lists(Message message, String name) {
        return message.is("channels")
                && message.data().getJsonArray("channels").stream()
                        .anyMatch(row -> row.asJsonObject().getString("name").equals(name));
    }

    @Test
    void the_retained_output_can_be_read_as_plain_text() {
        producer.print(channel, "Zürich\n");
        producer.printAs("error", channel, "\u001b[31mred\u001b[0m\n");
        producer.say(
                channel,
                "application/json",
                "{\"type\":\"notification\",\"data\":{\"title\":\"a\",\"message\":\"b\"}}");

        var answer = producer.get("channels/" + channel + "/output");

        assertThat(answer.body()).isEqualTo("Zürich\n\u001b[31mred\u001b[0m\n");
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValueSatisfying(
                        type -> assertThat(type.replace(" ", "")).isEqualToIgnoringCase("text/plain;charset=utf-8"));
        assertThat(answer.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
    }
}
