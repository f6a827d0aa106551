package io.tapewire.it;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The subprotocol that compresses, beside viewers that have the others. */
class DeflateIT extends ServerTest {
    private static final String DEFLATE = "tapewire.deflate";
    private static final String BINARY = "tapewire.binary";
    private static final int LINES = 20_000;

    @Test
    void every_envelope_is_the_same_as_without_it() {
        producer.print(channel, log(0, LINES));
        producer.printAs("error", channel, "Grüße 😀\n");
        Viewer plain = viewer(Viewer.query(channel), BINARY);
        Viewer deflated = viewer(Viewer.query(channel), DEFLATE);

        String output = plain.awaitOutput(channel, "Grüße 😀\n");

        assertThat(deflated.awaitOutput(channel, "Grüße 😀\n"))
                .isEqualTo(output)
                .startsWith(log(0, 10));
        assertThat(json(deflated)).isEqualTo(json(plain));
        assertThat(deflated.subprotocol()).isEqualTo(DEFLATE);
        assertThat(deflated.gotDeflated()).isTrue();
        assertThat(deflated.gotText()).isFalse();
        assertThat(deflated.payloadBytes()).isLessThan(plain.payloadBytes() / 5);
    }

    private List<String> json(Viewer viewer) {
        return viewer.records(channel).stream()
                .map(message -> message.json().toString())
                .toList();
    }

    @Test
    void a_single_line_stays_plain() {
        Viewer viewer = viewer(Viewer.query(channel), DEFLATE);
        viewer.await("subscribed");

        producer.print(channel, "one line\n");

        viewer.awaitOutput(channel, "one line\n");
        assertThat(viewer.gotBinary()).isTrue();
        assertThat(viewer.gotDeflated()).isFalse();
    }

    @Test
    void viewers_of_each_kind_see_the_same_live() {
        List<Viewer> viewers = List.of(
                viewer(Viewer.query(channel)),
                viewer(Viewer.query(channel), BINARY),
                viewer(Viewer.query(channel), DEFLATE),
                viewer(Viewer.query(channel), DEFLATE));
        viewers.forEach(viewer -> viewer.await("subscribed"));

        String printed = log(0, LINES);
        producer.print(channel, printed);

        assertThat(viewers)
                .allSatisfy(viewer -> assertThat(viewer.awaitOutput(channel, log(LINES - 1, LINES)))
                        .isEqualTo(printed));
    }

    @Test
    void who_comes_back_goes_on_where_it_was() {
        producer.print(channel, log(0, LINES));
        Viewer before = viewer(Viewer.query(channel), DEFLATE);
        before.awaitLength(channel, 100_000);
        before.vanish();
        String seen = before.output(channel);
        Message last = before.records(channel).get(before.records(channel).size() - 1);

        Viewer after = viewer(Viewer.query(), DEFLATE);
        after.resume(channel, last.json().getString("epoch"), before.position(channel));
        producer.print(channel, "the end\n");

        assertThat(seen + after.awaitOutput(channel, "the end\n")).isEqualTo(log(0, LINES) + "the end\n");
    }

    @Test
    void the_clients_messages_may_be_text_or_binary() {
        Viewer viewer = viewer(Viewer.query(channel), DEFLATE);

        viewer.send("{\"type\":\"ping\",\"id\":1}");
        viewer.send("{\"type\":\"ping\",\"id\":2}".getBytes(UTF_8));

        viewer.await(
                "the second answer",
                message -> message.is("pong") && message.json().getInt("id") == 2);
        assertThat(viewer.messages("pong")).hasSize(2);
    }

    @Test
    void who_offers_both_may_get_either_and_is_told_which() {
        Viewer viewer = viewer(Viewer.query(channel), DEFLATE, BINARY);

        viewer.await("subscribed");

        assertThat(viewer.subprotocol()).isEqualTo(DEFLATE);
    }

    private static String log(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(
                        i -> "[INFO] Compiling module " + i * 7919L % 10_007 + " of the application, step " + i + "\n")
                .collect(Collectors.joining());
    }
}
