package io.tapewire.it;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import org.junit.jupiter.api.Test;

class FlowControlIT extends ServerTest {
    private static final int WINDOW = 16_384;

    @Test
    void no_more_than_the_window_is_sent_ahead_of_the_acknowledgements() {
        String text = lines(200_000);
        producer.print(channel, text);
        Viewer viewer = viewer("&channel=");
        viewer.subscribe(channel, Json.createObjectBuilder().add("window", WINDOW));

        int acknowledged = 0;
        while (viewer.length(channel) < text.length()) {
            viewer.awaitLength(channel, acknowledged + 1);
            // what the server wants to send before it answers this is here with the answer
            fence(viewer);
            assertThat(viewer.length(channel) - acknowledged).isLessThanOrEqualTo(WINDOW);
            acknowledged = viewer.length(channel);
            viewer.acknowledge(channel, viewer.position(channel));
        }

        assertThat(viewer.output(channel)).isEqualTo(text);
    }

    @Test
    void a_viewer_without_a_window_need_not_acknowledge() {
        String text = lines(200_000);
        producer.print(channel, text);

        assertThat(watch(channel).awaitOutput(channel, "the end\n")).isEqualTo(text);
    }

    @Test
    void a_viewer_that_does_not_read_holds_nobody_back_and_is_told_what_it_missed() {
        Viewer stalled = watch(channel);
        Viewer reading = watch(channel);
        stalled.stall();
        // more than the log and all buffers on the way keep
        String text = lines(24 << 20);

        producer.print(channel, text);

        reading.awaitLength(channel, text.length());
        assertThat(reading.output(channel)).isEqualTo(text);
        stalled.goOn();
        stalled.awaitOutput(channel, "the end\n");
        assertThat(stalled.messages("gap"))
                .isNotEmpty()
                .allSatisfy(gap -> assertThat(gap.data().getString("reason")).isEqualTo("slow"));
    }

    private static void fence(Viewer viewer) {
        String id = "fence-" + viewer.messages().size();
        viewer.send("{\"type\":\"ping\",\"id\":\"" + id + "\"}");
        viewer.await("pong", message -> id.equals(message.json().getString("id", null)));
    }

    private static String lines(int length) {
        StringBuilder text = new StringBuilder();
        for (int line = 0; text.length() < length; line++) {
            text.append("a line of output, number ").append(line).append('\n');
        }
        return text.append("the end\n").toString();
    }
}
