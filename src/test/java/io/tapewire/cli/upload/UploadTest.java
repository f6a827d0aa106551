package io.tapewire.cli.upload;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.cli.server.Server;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import org.awaitility.Awaitility;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class UploadTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final String LINES = "one\ntwo Grüße\n\u001b[1mthree\u001b[m\n";

    private Receiver receiver;
    private Cutter cutter;
    private Server server;

    @BeforeEach
    void open() throws IOException {
        receiver = new Receiver();
        cutter = new Cutter(receiver.port());
        server = new Server(URI.create("http://localhost:" + cutter.port()), "token");
    }

    @AfterEach
    void close() {
        cutter.close();
        receiver.close();
    }

    @Test
    void a_run_is_declared_sent_and_ended() throws Exception {
        assertThat(publish(LINES, 7)).isEmpty();
        assertThat(receiver.received()).isEqualTo(LINES);
        assertThat(receiver.messages())
                .extracting(message -> message.getString("type"))
                .containsExactly("run_started", "run_ended");
        assertThat(receiver.messages().get(0).getObject("data").getInt("cols")).isEqualTo(80);
        assertThat(receiver.messages().get(1).getObject("data").getInt("exit")).isEqualTo(7);
    }

    @Test
    void output_arrives_while_the_program_runs() throws Exception {
        try (Spool spool = new Spool(1000)) {
            Upload upload = upload(spool, Pace.USUAL).start();
            for (String line : LINES.lines().toList()) {
                print(spool, line + "\n");
                awaitReceived(line + "\n");
            }
            spool.end();
            assertThat(upload.finish(0, PATIENCE)).isEmpty();
        }
        assertThat(receiver.received()).isEqualTo(LINES);
    }

    @Test
    void a_connection_that_is_cut_at_any_byte_costs_no_byte_and_doubles_none() throws Exception {
        int cuts = 0;
        int at = 0;
        do {
            receiver.forgetAll();
            cuts = cutter.cuts();
            cutter.cutAfter(++at);
            assertThat(publish(LINES, 0)).as("cut after %d bytes", at).isEmpty();
            assertThat(receiver.received()).as("cut after %d bytes", at).isEqualTo(LINES);
        } while (cutter.cuts() > cuts);
        assertThat(at).as("bytes of three requests").isGreaterThan(500);
    }

    @Test
    void many_cuts_of_a_long_run_cost_nothing() throws Exception {
        String printed = "a line of some length\n".repeat(100_000);
        Random random = new Random(3);
        try (Spool spool = new Spool(10_000_000)) {
            Upload upload = upload(spool, Pace.USUAL).start();
            for (int at = 0; at < printed.length(); at += 100_000) {
                cutter.cutAfter(1 + random.nextInt(150_000));
                print(spool, printed.substring(at, Math.min(printed.length(), at + 100_000)));
            }
            spool.end();
            assertThat(upload.finish(0, PATIENCE)).isEmpty();
        }
        assertThat(cutter.cuts()).isPositive();
        assertThat(receiver.received()).isEqualTo(printed);
    }

    @Test
    void answers_that_are_lost_cost_nothing() throws Exception {
        cutter.swallowAnswers(5);
        assertThat(publish(LINES, 3)).isEmpty();
        assertThat(cutter.cuts()).isEqualTo(5);
        assertThat(receiver.received()).isEqualTo(LINES);
        assertThat(receiver.messages())
                .filteredOn(message -> message.getString("type").equals("run_ended"))
                .hasSize(1);
    }

    @Test
    void a_connection_that_freezes_is_given_up() throws Throwable {
        printInTwo(new Pace(SHORT, SHORT, SHORT), "one ", cutter::freeze, "two ");
        assertThat(receiver.received()).isEqualTo("one two ");
    }

    @Test
    void a_body_ends_when_it_is_idle_so_that_its_bytes_are_answered() throws Throwable {
        printInTwo(new Pace(SHORT, PATIENCE, PATIENCE), "one ", () -> {}, "two");
        assertThat(receiver.received()).isEqualTo("one two");
    }

    @Test
    void the_last_bytes_that_a_restarted_server_has_lost_are_sent_again() throws Throwable {
        printInTwo(new Pace(SHORT, SHORT, PATIENCE), "one two ", () -> receiver.forgetLast(6), "three");
        assertThat(receiver.received()).isEqualTo("one two three");
    }

    @Test
    void a_server_that_has_forgotten_the_run_gets_it_again() throws Throwable {
        printInTwo(new Pace(SHORT, SHORT, PATIENCE), "one ", receiver::forgetAll, "two");
        assertThat(receiver.received()).isEqualTo("one two");
    }

    @Test
    void what_does_not_fit_the_spool_while_the_server_is_away_is_named() throws Exception {
        receiver.refuse(503);
        try (Spool spool = new Spool(1000)) {
            Upload upload = upload(spool, Pace.USUAL).start();
            print(spool, "x".repeat(5_000));
            print(spool, "y".repeat(1_000));
            spool.end();
            receiver.refuse(0);
            assertThat(upload.finish(0, PATIENCE)).isEmpty();
        }
        assertThat(receiver.received()).contains("5,000 bytes are missing here").endsWith("y".repeat(1_000));
    }

    @Test
    void a_refusal_ends_it_at_once() throws Exception {
        receiver.refuse(401);
        Optional<Upload.Failure> failure = publish(LINES, 0);
        assertThat(failure).get().satisfies(found -> {
            assertThat(found.refused()).isTrue();
            assertThat(found.message()).startsWith("401");
        });
    }

    @Test
    void a_server_that_does_not_come_back_is_waited_for_no_longer_than_allowed() throws Exception {
        receiver.refuse(503);
        try (Spool spool = new Spool(1000)) {
            Upload upload = upload(spool, Pace.USUAL).start();
            print(spool, LINES);
            spool.end();
            assertThat(upload.finish(0, SHORT))
                    .get()
                    .satisfies(found -> assertThat(found.refused()).isFalse());
        }
    }

    /** Prints something, waits until it is received, and after something has happened the same again. */
    private void printInTwo(Pace pace, String first, ThrowingRunnable between, String second) throws Throwable {
        try (Spool spool = new Spool(1000)) {
            Upload upload = upload(spool, pace).start();
            print(spool, first);
            awaitReceived(first);
            between.run();
            print(spool, second);
            awaitReceived(second);
            spool.end();
            assertThat(upload.finish(0, PATIENCE)).isEmpty();
        }
    }

    private Optional<Upload.Failure> publish(String text, int exit) throws IOException, InterruptedException {
        try (Spool spool = new Spool(1000)) {
            Upload upload = upload(spool, Pace.USUAL).start();
            print(spool, text);
            spool.end();
            return upload.finish(exit, PATIENCE);
        }
    }

    private Upload upload(Spool spool, Pace pace) {
        Run run = new Run(server, "c", "r", "title", 80, 24);
        return new Upload(run, spool, pace, new Backoff(new Random(1), Duration.ofMillis(2), Duration.ofMillis(50)));
    }

    private void awaitReceived(String end) {
        Awaitility.await(end).atMost(PATIENCE).until(() -> receiver.received().endsWith(end));
    }

    private static void print(Spool spool, String text) {
        byte[] bytes = text.getBytes(UTF_8);
        spool.append(bytes, bytes.length);
    }
}
