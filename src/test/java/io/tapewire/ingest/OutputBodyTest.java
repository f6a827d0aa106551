package io.tapewire.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.channel.Channels;
import io.tapewire.config.Limits;
import io.tapewire.event.OutputType;
import io.tapewire.event.RunEnded;
import io.tapewire.event.RunOutcome;
import io.tapewire.event.RunStarted;
import io.tapewire.event.TerminalOutput;
import io.tapewire.log.TimeSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutputBodyTest {
    private final List<TerminalOutput> fired = new ArrayList<>();
    private final List<Object> ends = new ArrayList<>();
    private final Channels channels = new Channels(Limits.STANDARD, TimeSource.system());
    private final OutputBody body = body("~1", BodyRun.Kind.UNDECLARED);

    @Test
    void each_piece_is_fired_as_it_comes() {
        take("one\n");
        take("two");
        assertThat(fired)
                .containsExactly(
                        new TerminalOutput("build", "one\n", OutputType.ERROR, "~1"),
                        new TerminalOutput("build", "two", OutputType.ERROR, "~1"));
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

    @Test
    void the_end_of_the_body_is_the_end_of_what_nobody_declared() {
        take("plain");
        body.end();
        assertThat(ends).containsExactly(new RunEnded("build", "~1", RunOutcome.FINISHED));
    }

    @Test
    void a_body_ends_once() {
        body.end();
        body.breakOff();
        assertThat(ends).hasSize(1);
    }

    @Test
    void output_that_breaks_off_is_interrupted() {
        body.take("a€".getBytes(UTF_8), 2);
        body.breakOff();
        assertThat(fired).extracting(TerminalOutput::output).containsExactly("a", "\ufffd");
        assertThat(ends).containsExactly(new RunEnded("build", "~1", RunOutcome.INTERRUPTED));
    }

    @Test
    void a_run_ends_with_its_body() {
        OutputBody whole = body("made-up", BodyRun.Kind.WHOLE);
        whole.end();
        assertThat(ends).containsExactly(new RunEnded("build", "made-up", RunOutcome.FINISHED));
    }

    @Test
    void a_run_goes_on_when_one_of_its_bodies_ends_or_breaks_off() {
        body("nightly", BodyRun.Kind.PART).end();
        body("nightly", BodyRun.Kind.PART).breakOff();
        assertThat(ends).isEmpty();
    }

    @Test
    void a_body_that_outlives_its_run_has_an_end_of_its_own() {
        channels.start(new RunStarted("build", "nightly", null));
        channels.end(new RunEnded("build", "nightly", RunOutcome.LOST));
        body("nightly", BodyRun.Kind.PART).end();
        assertThat(ends).containsExactly(new RunEnded("build", "nightly", RunOutcome.FINISHED));
    }

    private OutputBody body(String run, BodyRun.Kind kind) {
        return new OutputBody(
                "build", OutputType.ERROR, new BodyRun("build", run, kind, channels, ends::add), fired::add);
    }

    private void take(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        body.take(bytes, bytes.length);
    }
}
