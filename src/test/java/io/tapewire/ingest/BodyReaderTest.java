package io.tapewire.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.fault.CapturedLog;
import io.tapewire.http.Rejected;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BodyReaderTest {
    private final Limits atOnce = Limits.STANDARD.with(Limit.INGEST_PAUSE_MS, 0);
    private final Limits gathering = Limits.STANDARD.with(Limit.INGEST_PAUSE_MS, 3_600_000);

    private final ScriptedInput in = new ScriptedInput();
    private final StringBuilder output = new StringBuilder();
    private final List<String> answers = new ArrayList<>();
    private final HandWoundTimer timer = new HandWoundTimer();
    private final CapturedLog log = CapturedLog.ofTapewire();
    private int completions;
    private long lag;

    @AfterEach
    void listenAgain() {
        log.close();
    }

    @Test
    void it_listens_from_its_start_on() throws IOException {
        BodyReader reader = reader(atOnce);
        reader.start();
        assertThat(in.listener()).isSameAs(reader);
    }

    @Test
    void what_has_come_is_read_until_nothing_is_ready() throws IOException {
        in.piece(bytes("one ")).piece(bytes("two ")).pause().piece(bytes("three"));
        BodyReader reader = reader(atOnce);
        reader.onDataAvailable();
        assertThat(output).hasToString("one two ");
        assertThat(in.calls).containsExactly("ready", "read 4", "ready", "read 4", "not ready");
        reader.onDataAvailable();
        assertThat(output).hasToString("one two three");
        assertThat(answers).isEmpty();
    }

    @Test
    void the_container_may_call_from_another_thread_as_soon_as_nothing_is_ready() throws IOException {
        in.piece(bytes("one ")).pause().piece(bytes("two ")).end();
        BodyReader reader = reader(atOnce);
        in.whenNotReady(reader::onDataAvailable);
        reader.onDataAvailable();
        assertThat(output).hasToString("one two ");
        assertThat(in.calls).as("nothing is touched after the end").endsWith("end");
        assertThat(answers).containsExactly("took 8");
        assertThat(completions).isOne();
    }

    @Test
    void the_container_may_tell_the_bodys_end_from_inside_of_the_question() throws IOException {
        in.piece(bytes("one ")).piece(bytes("two")).pause();
        BodyReader reader = reader(atOnce);
        in.whenNotReady(reader::onAllDataRead);
        reader.onDataAvailable();
        assertThat(output).hasToString("one two");
        assertThat(answers).containsExactly("took 7");
        assertThat(completions).isOne();
    }

    @Test
    void what_is_ready_is_handed_on_in_one_piece() throws IOException {
        in.piece(bytes("one ")).piece(bytes("two ")).piece(bytes("three")).pause();
        List<Integer> pieces = new ArrayList<>();
        BodyReader reader = reader(
                atOnce, OutputBodies.into(event -> pieces.add(event.output().length())));
        reader.onDataAvailable();
        assertThat(pieces).containsExactly(13);
    }

    @Test
    void a_body_that_ends_in_a_read() throws IOException {
        in.piece(bytes("all")).end();
        BodyReader reader = reader(atOnce);
        reader.onDataAvailable();
        reader.onAllDataRead();
        assertThat(answers).as("answered once").containsExactly("took 3");
        assertThat(completions).isOne();
    }

    @Test
    void an_empty_body_is_taken() throws IOException {
        reader(atOnce).onAllDataRead();
        assertThat(answers).containsExactly("took 0");
        assertThat(completions).isOne();
    }

    @Test
    void what_is_left_when_all_has_come_is_read_first() throws IOException {
        in.piece(bytes("one "))
                .pause()
                .piece(bytes("two "))
                .piece(bytes("three"))
                .end();
        BodyReader reader = reader(atOnce);
        reader.onDataAvailable();
        in.allHasCome();
        reader.onAllDataRead();
        assertThat(output).hasToString("one two three");
        assertThat(answers).containsExactly("took 13");
        assertThat(completions).isOne();
    }

    @Test
    void pieces_are_read_in_larger_ones_when_they_fill_the_buffer() throws IOException {
        in.piece(new byte[200_000]).end();
        reader(atOnce).onDataAvailable();
        assertThat(in.calls.stream().filter(call -> call.startsWith("read ")))
                .startsWith("read 2048", "read 4096", "read 8192", "read 16384", "read 32768", "read 65536")
                .doesNotContain("read 131072");
        assertThat(answers).containsExactly("took 200000");
    }

    @Test
    void a_producer_that_vanishes_within_a_character_leaves_what_came() throws IOException {
        byte[] text = bytes("a😀");
        in.piece(text[0], text[1], text[2]).pause();
        BodyReader reader = reader(atOnce);
        reader.onDataAvailable();
        reader.onError(new IOException("reset by peer"));
        assertThat(output).hasToString("a\ufffd");
        assertThat(answers).as("nobody is there").isEmpty();
        assertThat(completions).isOne();
    }

    @Test
    void a_read_that_fails_is_the_end_of_the_producer() throws IOException {
        in.piece(bytes("a")).failure(new IOException("reset by peer"));
        BodyReader reader = reader(atOnce);
        reader.onDataAvailable();
        reader.onError(new IOException("and the container says so, too"));
        assertThat(output).hasToString("a");
        assertThat(answers).isEmpty();
        assertThat(completions).isOne();
    }

    @Test
    void a_message_that_is_cut_off_by_the_producers_end_is_no_fault() throws IOException {
        BodyReader reader = reader(
                atOnce,
                new MessagesBody(
                        "build", false, Limits.STANDARD.with(Limit.MESSAGE_BYTES, 100), () -> {}, event -> {}));
        reader.onError(new IOException("reset by peer"));
        assertThat(answers).isEmpty();
        assertThat(completions).isOne();
    }

    @Test
    void a_body_that_is_refused_is_answered_once_and_read_no_further() throws IOException {
        in.piece(bytes("a")).pause().piece(bytes("b")).end();
        BodyReader reader = reader(atOnce, refusing());
        reader.onDataAvailable();
        reader.onDataAvailable();
        reader.onAllDataRead();
        reader.onError(new IOException("reset by peer"));
        assertThat(answers).containsExactly("413 too_large");
        assertThat(completions).isOne();
        assertThat(in.calls).containsExactly("ready", "read 1", "not ready");
    }

    @Test
    void what_comes_after_a_refusal_is_thrown_away_until_its_end() throws IOException {
        in.piece(bytes("a")).pause().pause().piece(bytes("b")).pause().end();
        BodyReader reader = reader(atOnce, refusing());
        reader.start();
        reader.onDataAvailable();
        assertThat(answers).as("at once").containsExactly("413 too_large");
        reader.onDataAvailable();
        assertThat(completions).isZero();
        reader.onDataAvailable();
        assertThat(completions).isOne();
        assertThat(in.calls).endsWith("end");
        assertThat(timer.deadlines).as("not needed any more").isEmpty();
    }

    @Test
    void a_refused_producer_that_sends_its_rest_too_late_is_cut_off() throws IOException {
        in.piece(bytes("a")).pause().piece(bytes("b"));
        BodyReader reader = reader(atOnce, refusing());
        reader.start();
        reader.onDataAvailable();
        assertThat(completions).isZero();
        timer.deadlines.get(0).run();
        assertThat(completions).isOne();
        assertThat(atOnce.refusals(Limit.UNREAD_BODY_S)).hasValue(1);
    }

    @Test
    void a_refused_producer_that_vanishes_ends_its_exchange() throws IOException {
        in.piece(bytes("a")).pause().piece(bytes("b"));
        BodyReader reader = reader(atOnce, refusing());
        reader.start();
        reader.onDataAvailable();
        reader.onError(new IOException("reset by peer"));
        assertThat(answers).containsExactly("413 too_large");
        assertThat(completions).isOne();
    }

    @Test
    void a_timer_that_takes_nothing_more_cuts_a_refused_producer_off_at_once() throws IOException {
        in.piece(bytes("a")).pause().piece(bytes("b"));
        timer.stopped = true;
        BodyReader reader = reader(atOnce, refusing());
        reader.start();
        reader.onDataAvailable();
        assertThat(completions).isOne();
    }

    @Test
    void a_body_that_is_refused_when_all_has_come_is_answered_once() throws IOException {
        in.piece(bytes("a")).piece(bytes("b"));
        in.allHasCome();
        BodyReader reader = reader(atOnce, refusing());
        reader.onAllDataRead();
        assertThat(answers).containsExactly("413 too_large");
        assertThat(completions).isOne();
    }

    @Test
    void a_body_that_is_refused_at_its_end_is_answered_once() throws IOException {
        BodyReader reader = reader(
                atOnce,
                new MessagesBody(
                        "build", false, Limits.STANDARD.with(Limit.MESSAGE_BYTES, 100), () -> {}, event -> {}));
        reader.onAllDataRead();
        reader.onAllDataRead();
        assertThat(answers).containsExactly("400 bad_json");
        assertThat(completions).isOne();
    }

    @Test
    void a_fault_while_reading_is_told_to_the_producer() throws IOException {
        in.piece(bytes("a")).end();
        reader(atOnce, failing(true)).onDataAvailable();
        assertThat(answers).containsExactly("503 failed");
        assertThat(completions).isOne();
    }

    @Test
    void a_fault_in_what_is_read_when_all_has_come_is_told_to_the_producer() throws IOException {
        in.piece(bytes("a"));
        in.allHasCome();
        reader(atOnce, failing(true)).onAllDataRead();
        assertThat(answers).containsExactly("503 failed");
        assertThat(completions).isOne();
    }

    @Test
    void a_fault_at_the_end_is_told_to_the_producer() throws IOException {
        in.piece(bytes("a")).end();
        reader(atOnce, failing(false)).onDataAvailable();
        assertThat(answers).containsExactly("503 failed");
        assertThat(completions).isOne();
    }

    @Test
    void a_fault_after_the_producer_has_gone_still_ends_the_exchange() throws IOException {
        reader(atOnce, failing(false)).onError(new IOException("reset by peer"));
        assertThat(answers).isEmpty();
        assertThat(completions).isOne();
    }

    @Test
    void an_error_is_told_to_the_producer_as_well() throws IOException {
        in.piece(bytes("a")).end();
        reader(atOnce, OutputBodies.into(event -> {
                    throw new StackOverflowError("planted");
                }))
                .onDataAvailable();
        assertThat(answers).containsExactly("503 failed");
        assertThat(completions).isOne();
    }

    @Test
    void a_timer_that_takes_nothing_more_ends_the_request() throws IOException {
        lag = Limits.STANDARD.of(Limit.INGEST_HOLD_BYTES) + 1;
        in.piece(new byte[1 << 20]).end();
        timer.stopped = true;
        reader(atOnce).onDataAvailable();
        assertThat(answers).containsExactly("503 failed");
        assertThat(completions).isOne();
    }

    @Test
    void a_timer_that_takes_nothing_more_ends_a_request_that_would_gather() throws IOException {
        in.piece(bytes("one ")).pause().piece(bytes("two "));
        BodyReader reader = reader(gathering);
        reader.onDataAvailable();
        timer.stopped = true;
        reader.onDataAvailable();
        assertThat(answers).containsExactly("503 failed");
        assertThat(completions).isOne();
    }

    @Test
    void a_container_that_does_not_let_it_listen_gets_an_answer_and_keeps_no_request_open() throws IOException {
        in.refuseListeners();
        reader(atOnce).start();
        assertThat(answers).containsExactly("503 failed");
        assertThat(completions).isOne();
    }

    @Test
    void while_output_flows_more_is_let_come_together() throws IOException {
        in.piece(bytes("one "))
                .pause()
                .piece(bytes("two "))
                .piece(bytes("three"))
                .pause();
        BodyReader reader = reader(gathering);
        reader.onDataAvailable();
        assertThat(output).as("the first after quiet").hasToString("one ");
        reader.onDataAvailable();
        assertThat(output).hasToString("one ");
        assertThat(in.calls).as("not asked meanwhile").hasSize(3);
        timer.ring();
        assertThat(output).hasToString("one two three");
        assertThat(timer.waiting).isEmpty();
    }

    @Test
    void a_producer_that_viewers_can_not_follow_is_read_later() throws IOException {
        lag = Limits.STANDARD.of(Limit.INGEST_HOLD_BYTES) + 1;
        in.piece(new byte[1 << 20]).end();
        BodyReader reader = reader(atOnce);
        reader.onDataAvailable();
        assertThat(timer.waiting).hasSize(1);
        assertThat(answers).isEmpty();
        lag = 0;
        timer.ring();
        assertThat(answers).containsExactly("took 1048576");
        assertThat(timer.waiting).isEmpty();
    }

    @Test
    void a_wait_that_ends_after_the_producer_has_gone_reads_nothing() throws IOException {
        lag = Limits.STANDARD.of(Limit.INGEST_HOLD_BYTES) + 1;
        in.piece(new byte[1 << 20]).end();
        BodyReader reader = reader(atOnce);
        reader.onDataAvailable();
        int before = in.calls.size();
        reader.onError(new IOException("reset by peer"));
        timer.ring();
        assertThat(in.calls).hasSize(before);
        assertThat(completions).isOne();
    }

    private BodyReader reader(Limits limits) throws IOException {
        return reader(limits, OutputBodies.into(event -> output.append(event.output())));
    }

    private BodyReader reader(Limits limits, Body body) throws IOException {
        ServletRequest request = fake(ServletRequest.class, Map.of("getInputStream", () -> in));
        AsyncContext exchange = fake(
                AsyncContext.class,
                Map.of(
                        "getRequest",
                        () -> request,
                        "complete",
                        () -> {
                            completions++;
                            return null;
                        },
                        "getResponse",
                        () -> fake(ServletResponse.class, Map.of())));
        return new BodyReader(
                exchange,
                new Piece(65_536),
                body,
                new Throttle(limits, new Lag(), Optional.empty()),
                timer,
                new Answers(),
                new Remainder(exchange, timer, limits),
                Runnable::run);
    }

    private static Body refusing() {
        return new Body() {
            @Override
            public void take(byte[] bytes, int length) {
                throw new Rejected(413, "too_large", "too large");
            }

            @Override
            public void end() {
                throw new AssertionError("a refused body has no end");
            }

            @Override
            public void breakOff() {
                // nothing was taken
            }
        };
    }

    private static Body failing(boolean early) {
        return new Body() {
            @Override
            public void take(byte[] bytes, int length) {
                if (early) {
                    throw new IllegalStateException("an observer failed");
                }
            }

            @Override
            public void end() {
                throw new IllegalStateException("an observer failed");
            }

            @Override
            public void breakOff() {
                throw new IllegalStateException("an observer failed again");
            }
        };
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private interface Reply {
        Object get();
    }

    private static <T> T fake(Class<T> type, Map<String, Reply> replies) {
        return type.cast(Proxy.newProxyInstance(
                BodyReaderTest.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    Reply reply = replies.get(method.getName());
                    if (reply == null) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return reply.get();
                }));
    }

    /** Nobody who watches waits for more. */
    private final class Lag implements Viewers {
        @Override
        public long lagBytes() {
            return lag;
        }

        @Override
        public long takenBytes() {
            return 0;
        }

        @Override
        public long waitNanos(long now) {
            return Long.MAX_VALUE;
        }
    }

    private final class Answers implements BodyReader.Answer {
        @Override
        public void accept(AsyncContext exchange, long bytes) {
            answers.add("took " + bytes);
        }

        @Override
        public void reject(AsyncContext exchange, Rejected reason) {
            answers.add(reason.status() + " " + reason.code());
        }
    }

    /** Rings when it is told to. */
    private static final class HandWoundTimer extends IngestTimer {
        private final Deque<Runnable> waiting = new ArrayDeque<>();
        private final List<Runnable> deadlines = new ArrayList<>();
        private boolean stopped;

        @Override
        void runIn(long nanos, Runnable work) {
            if (stopped) {
                throw new RejectedExecutionException("stopped");
            }
            assertThat(nanos).isPositive();
            waiting.add(work);
        }

        @Override
        Runnable runIn(Duration delay, Runnable work) {
            if (stopped) {
                throw new RejectedExecutionException("stopped");
            }
            deadlines.add(work);
            return () -> deadlines.remove(work);
        }

        void ring() {
            waiting.remove().run();
        }
    }
}
