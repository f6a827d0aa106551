package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SubscribingIT extends ServerTest {
    @Test
    void a_connection_begins_with_connected_and_the_number_of_clients() {
        Viewer viewer = viewer("&channel=");

        Message connected = viewer.await("connected");

        assertThat(viewer.messages().get(0)).isEqualTo(connected);
        assertThat(connected.number("client_count")).isPositive();
        assertThat(connected.data().getString("message")).isNotBlank();
    }

    @Test
    void every_message_says_when_it_was() {
        Viewer viewer = watch(channel);
        producer.print(channel, "now");
        viewer.awaitOutput(channel, "now");

        assertThat(viewer.messages()).allSatisfy(message -> {
            Instant when = Instant.parse(message.json().getString("timestamp"));
            assertThat(Duration.between(when, Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
        });
    }

    @Test
    void without_a_channel_it_is_the_main_one() {
        Viewer viewer = viewer("");

        assertThat(viewer.await("subscribed").channel()).isEqualTo("main");
    }

    @Test
    void an_empty_channel_names_none() {
        Viewer viewer = viewer("&channel=");

        viewer.send("{\"type\":\"ping\"}");
        viewer.await("pong");

        assertThat(viewer.messages("subscribed")).isEmpty();
    }

    @Test
    void a_late_viewer_gets_the_whole_history_and_goes_on_live() {
        producer.print(channel, "before\n");
        producer.print(channel, "just before\n");

        Viewer viewer = watch(channel);
        viewer.awaitOutput(channel, "before\njust before\n");
        producer.print(channel, "after\n");

        viewer.awaitOutput(channel, "before\njust before\nafter\n");
        assertThat(viewer.await("subscribed").offset()).isZero();
        assertThat(viewer.await("subscribed").data().getBoolean("recovered")).isFalse();
    }

    @Test
    void all_viewers_of_a_channel_see_the_same() {
        Viewer one = watch(channel);
        Viewer two = watch(channel);

        producer.print(channel, "for all\n");

        one.awaitOutput(channel, "for all\n");
        two.awaitOutput(channel, "for all\n");
    }

    @Test
    void channels_are_kept_apart_and_may_share_a_connection() {
        Viewer viewer = watch(channel + "-a", channel + "-b");

        producer.print(channel + "-a", "A");
        producer.print(channel + "-b", "B");
        producer.print(channel + "-c", "C");

        viewer.awaitOutput(channel + "-a", "A");
        viewer.awaitOutput(channel + "-b", "B");
        viewer.subscribe(channel + "-c");
        viewer.awaitOutput(channel + "-c", "C");
        assertThat(viewer.output(channel + "-a")).isEqualTo("A");
    }

    @Test
    void nothing_comes_of_a_channel_that_was_dropped() {
        Viewer viewer = watch(channel, channel + "-other");

        Message answer = viewer.unsubscribe(channel);
        producer.print(channel, "unseen");
        producer.print(channel + "-other", "seen");
        viewer.awaitOutput(channel + "-other", "seen");

        assertThat(answer.is("unsubscribed", channel)).isTrue();
        assertThat(viewer.records(channel)).isEmpty();
    }

    @Test
    void a_dropped_channel_can_be_taken_up_again() {
        Viewer viewer = watch(channel);
        producer.print(channel, "one ");
        viewer.awaitOutput(channel, "one ");
        viewer.unsubscribe(channel);
        producer.print(channel, "two ");

        Message last = viewer.records(channel).get(0);
        Message answer = viewer.resume(channel, last.epoch(), last.offset());

        assertThat(answer.data().getBoolean("recovered")).isTrue();
        viewer.awaitOutput(channel, "one two ");
    }

    @Test
    void a_ping_is_answered_and_keeps_its_id() {
        Viewer viewer = viewer("&channel=");

        viewer.send("{\"type\":\"ping\",\"id\":42}");

        assertThat(viewer.await("pong").json().getInt("id")).isEqualTo(42);
        assertThat(viewer.await("pong").data()).isEmpty();
    }
}
