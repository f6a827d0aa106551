package io.tapewire.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BinarySubprotocolIT extends ServerTest {
    private static final String BINARY = "tapewire.binary";

    @Test
    void it_is_chosen_and_every_envelope_is_a_binary_frame() {
        Viewer viewer = viewer(Viewer.query(channel), BINARY);

        producer.print(channel, "Grüße 😀\n");
        viewer.awaitOutput(channel, "Grüße 😀\n");
        viewer.send("{\"type\":\"ping\"}".getBytes(UTF_8));
        viewer.await("pong");

        assertThat(viewer.subprotocol()).isEqualTo(BINARY);
        assertThat(viewer.gotText()).isFalse();
    }

    @Test
    void it_is_found_among_others() {
        Viewer viewer = viewer(Viewer.query(channel), "something.else", BINARY);

        viewer.await("subscribed");

        assertThat(viewer.subprotocol()).isEqualTo(BINARY);
    }

    @Test
    void without_it_every_envelope_is_a_text_frame() {
        Viewer viewer = watch(channel);

        producer.print(channel, "text\n");
        viewer.awaitOutput(channel, "text\n");

        assertThat(viewer.subprotocol()).isEmpty();
        assertThat(viewer.gotBinary()).isFalse();
    }

    @Test
    void both_kinds_of_viewer_see_the_same_records() {
        Viewer text = watch(channel);
        Viewer binary = viewer(Viewer.query(channel), BINARY);
        binary.await("subscribed");

        producer.print(channel, "the same\n");
        producer.printAs("error", channel, "for both\n");

        assertThat(text.awaitOutput(channel, "for both\n")).isEqualTo(binary.awaitOutput(channel, "for both\n"));
        assertThat(binary.position(channel)).isEqualTo(text.position(channel));
    }

    @Test
    void binary_messages_are_refused_where_it_was_not_agreed_on() {
        Viewer viewer = watch(channel);

        viewer.send("{\"type\":\"ping\"}".getBytes(UTF_8));

        assertThat(viewer.await("error").code()).isEqualTo("wrong_kind");
        viewer.send("{\"type\":\"ping\"}");
        viewer.await("pong");
    }
}
