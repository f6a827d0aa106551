package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import org.junit.jupiter.api.Test;

/** Subscriptions to patterns of channels. */
class PatternsIT extends ServerTest {
    @Test
    void a_pattern_follows_the_channels_that_are_there_and_those_that_come() {
        producer.print(channel + "/1", "one\n");
        Viewer viewer = viewer("&channel=");

        Message answer = viewer.subscribe(channel + "/**");
        producer.print(channel + "/2/log", "two\n");

        assertThat(answer.type()).isEqualTo("subscribed");
        assertThat(answer.channel()).isEqualTo(channel + "/**");
        viewer.awaitOutput(channel + "/1", "one\n");
        viewer.awaitOutput(channel + "/2/log", "two\n");
        Message concrete = viewer.await("the new one", message -> message.is("subscribed", channel + "/2/log"));
        assertThat(concrete.data().getString("pattern")).isEqualTo(channel + "/**");
        assertThat(concrete.epoch()).isNotEmpty();
    }

    @Test
    void a_pattern_is_resumed_by_positions_and_ended_as_a_whole() {
        producer.print(channel + "/1", "one\n");
        producer.print(channel + "/2", "two\n");
        Viewer before = watch(channel + "/1");
        before.awaitOutput(channel + "/1", "one\n");
        producer.print(channel + "/1", "more\n");
        Message known = before.messages("subscribed").get(0);

        Viewer viewer = viewer("&channel=");
        viewer.subscribe(
                channel + "/*",
                Json.createObjectBuilder()
                        .add(
                                "positions",
                                Json.createObjectBuilder()
                                        .add(
                                                channel + "/1",
                                                Json.createObjectBuilder()
                                                        .add("epoch", known.epoch())
                                                        .add("offset", 1))));

        assertThat(viewer.awaitOutput(channel + "/1", "more\n")).isEqualTo("more\n");
        assertThat(viewer.awaitOutput(channel + "/2", "two\n")).isEqualTo("two\n");
        assertThat(viewer.unsubscribe(channel + "/*").type()).isEqualTo("unsubscribed");
        producer.print(channel + "/1", "not followed\n");
        viewer.subscribe(channel + "/3");
        producer.print(channel + "/3", "end\n");
        viewer.awaitOutput(channel + "/3", "end\n");
        assertThat(viewer.output(channel + "/1")).isEqualTo("more\n");
    }

    @Test
    void what_is_no_pattern_is_refused_and_the_connection_goes_on() {
        Viewer viewer = viewer("&channel=");

        for (String bad : new String[] {"a*", "**/a", "a/**/b", "*a", "a/output/*/..", "/*"}) {
            assertThat(viewer.subscribe(bad).code()).as(bad).isEqualTo("bad_channel");
        }
        assertThat(viewer.subscribe(
                                "a/*",
                                Json.createObjectBuilder().add("epoch", "e").add("offset", 1))
                        .code())
                .isEqualTo("bad_field");
        assertThat(viewer.unsubscribe("a/*").code()).isEqualTo("not_subscribed");
    }
}
