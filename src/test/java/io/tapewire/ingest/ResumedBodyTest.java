package io.tapewire.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tapewire.channel.Channels;
import io.tapewire.config.Limits;
import io.tapewire.event.OutputType;
import io.tapewire.event.RunEnded;
import io.tapewire.event.RunOutcome;
import io.tapewire.event.RunStarted;
import io.tapewire.event.TerminalOutput;
import io.tapewire.http.Rejected;
import io.tapewire.log.TimeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResumedBodyTest {
    private static final RunStarted NIGHTLY = new RunStarted("build", "nightly", null);
    private static final RunEnded END = new RunEnded("build", "nightly", RunOutcome.FINISHED, 0);
    /** Characters of every length, and bytes that are none. */
    private static final byte[] PRINTED = joined("aé€😀\n".getBytes(UTF_8), new byte[] {(byte) 0xe2, (byte) 0x82, 'b'});

    private static final String SHOWN = "aé€😀\n\ufffdb";

    private final Channels channels = new Channels(Limits.STANDARD, TimeSource.system());
    private final Uploads uploads = new Uploads();
    private final StringBuilder output = new StringBuilder();
    private final List<Object> ends = new ArrayList<>();

    @BeforeEach
    void declare() {
        channels.start(NIGHTLY);
    }

    @Test
    void output_that_is_cut_at_any_byte_continues_there() {
        for (int cut = 0; cut <= PRINTED.length; cut++) {
            startAnew();
            ResumedBody first = body(0);
            take(first, 0, cut);
            first.breakOff();
            assertThat(received()).isEqualTo(cut);

            ResumedBody second = body(cut);
            take(second, cut, PRINTED.length);
            second.end();
            assertThat(output).as("cut after %d bytes", cut).hasToString(SHOWN);
            assertThat(received()).isEqualTo(PRINTED.length);
        }
    }

    @Test
    void what_the_server_has_is_skipped_wherever_the_next_body_begins() {
        for (int cut = 0; cut <= PRINTED.length; cut++) {
            for (int from = 0; from <= cut; from++) {
                startAnew();
                ResumedBody first = body(0);
                take(first, 0, cut);
                first.breakOff();

                ResumedBody second = body(from);
                for (int at = from; at < PRINTED.length; at += 2) {
                    take(second, at, Math.min(PRINTED.length, at + 2));
                }
                second.end();
                assertThat(output).as("cut after %d, sent from %d", cut, from).hasToString(SHOWN);
                assertThat(received()).isEqualTo(PRINTED.length);
            }
        }
    }

    @Test
    void each_byte_may_come_in_a_body_of_its_own() {
        for (int at = 0; at < PRINTED.length; at++) {
            ResumedBody body = body(at);
            take(body, at, at + 1);
            body.end();
        }
        assertThat(output).hasToString(SHOWN);
    }

    @Test
    void a_newer_upload_replaces_the_older_one_which_writes_nothing_more() {
        ResumedBody older = body(0);
        List<Rejected> stopped = new ArrayList<>();
        older.begin(stopped::add);
        take(older, 0, 1);

        ResumedBody newer = body(1);
        assertThat(stopped).extracting(Rejected::status, Rejected::code).containsExactly(tuple(409, "replaced"));
        assertRefused(() -> take(older, 1, PRINTED.length), "replaced");
        older.breakOff();
        take(newer, 1, PRINTED.length);
        newer.end();

        assertThat(output).hasToString(SHOWN);
    }

    @Test
    void the_last_body_may_be_sent_again_after_the_end_of_the_run() {
        ResumedBody body = body(0);
        take(body, 0, PRINTED.length);
        body.end();
        channels.end(END);

        ResumedBody again = body(3);
        take(again, 3, PRINTED.length);
        again.end();
        assertThat(output).hasToString(SHOWN);
        assertThat(ends).isEmpty();
    }

    @Test
    void a_run_that_has_ended_takes_nothing_new() {
        channels.end(END);
        ResumedBody body = body(0);
        assertRefused(() -> take(body, 0, 1), "run_ended");
        assertThat(output).isEmpty();
    }

    @Test
    void a_run_of_the_same_name_in_a_deleted_channel_is_another_one() {
        ResumedBody body = body(0);
        take(body, 0, 1);
        startAnew();
        assertRefused(() -> take(body, 1, 2), "other_output");
        assertThat(output).isEmpty();
    }

    @Test
    void output_that_could_not_be_published_is_not_counted() {
        ResumedBody body = new ResumedBody(
                "build",
                OutputType.OUTPUT,
                run(),
                0,
                event -> {
                    throw new IllegalStateException("planted");
                },
                uploads);
        assertThatThrownBy(() -> take(body, 0, 4)).hasMessage("planted");
        body.breakOff();
        assertThat(received()).isZero();

        ResumedBody again = body(0);
        take(again, 0, PRINTED.length);
        assertThat(output).hasToString(SHOWN);
    }

    @Test
    void a_run_waits_for_its_producer() {
        ResumedBody body = body(0);
        take(body, 0, 1);
        body.breakOff();
        assertThat(ends).isEmpty();
    }

    private void startAnew() {
        channels.delete("build");
        channels.start(NIGHTLY);
        output.setLength(0);
    }

    private ResumedBody body(long from) {
        return new ResumedBody("build", OutputType.OUTPUT, run(), from, this::publish, uploads);
    }

    private BodyRun run() {
        return new BodyRun("build", "nightly", BodyRun.Kind.PART, channels, ends::add);
    }

    private void publish(TerminalOutput event) {
        output.append(event.output());
    }

    private long received() {
        return run().received();
    }

    private static void take(ResumedBody body, int from, int to) {
        body.take(Arrays.copyOfRange(PRINTED, from, to), to - from);
    }

    private static void assertRefused(ThrowingCallable work, String code) {
        assertThatThrownBy(work).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.status()).isEqualTo(409);
            assertThat(rejected.code()).isEqualTo(code);
        });
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
