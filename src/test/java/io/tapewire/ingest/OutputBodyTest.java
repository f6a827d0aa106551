package io.tapewire.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.event.OutputType;
import io.tapewire.event.TerminalOutput;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputBodyTest {
    private final List<TerminalOutput> fired = new ArrayList<>();
    private final OutputBody body = new OutputBody("build", OutputType.ERROR, fired::add);

    @Test
    void each_piece_is_fired_as_it_comes() {
        take("one\n");
        take("two");
        assertThat(fired)
                .containsExactly(
                        new TerminalOutput("build", "one\n", OutputType.ERROR),
                        new TerminalOutput("build", "two", OutputType.ERROR));
        body.end();
        assertThat(fired).hasSize(2);
    }

    @Test
    void a_piece_without_a_whole_character_fires_nothing_yet() {
        byte[] euro = "€".getBytes(UTF_8);
        body.take(euro, 2);
        assertThat(fired).isEmpty();
        body.take(new byte[] {euro[2]}, 1);
        assertThat(fired).extracting(TerminalOutput::output).containsExactly("€");
    }

    @Test
    void a_body_that_ends_within_a_character_ends_with_its_replacement() {
        body.take("a€".getBytes(UTF_8), 2);
        body.end();
        assertThat(fired).extracting(TerminalOutput::output).containsExactly("a", "\ufffd");
    }

    private void take(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        body.take(bytes, bytes.length);
    }
}
