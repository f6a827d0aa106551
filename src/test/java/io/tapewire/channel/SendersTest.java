package io.tapewire.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.fault.CapturedLog;
import io.tapewire.log.TimeSource;
import io.tapewire.protocol.CloseCode;
import io.tapewire.protocol.MessageType;
import io.tapewire.protocol.RecordType;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The sender threads as they run in a server. */
class SendersTest {
    private final Limits limits = Limits.STANDARD.with(Limit.SENDER_THREADS, 3).with(Limit.CONNECTIONS, 5);
    private final Channels channels = new Channels(limits, TimeSource.system());
    private final Senders senders = new Senders(channels, limits, System::nanoTime);
    private final Queue<Thread> threads = new ConcurrentLinkedQueue<>();

    @AfterEach
    void stop() throws InterruptedException {
        senders.stop();
        for (Thread thread : threads) {
            thread.join(10_000);
            assertThat(thread.isAlive()).isFalse();
        }
    }

    @Test
    void each_thread_is_named_and_has_its_share_of_the_connections() {
        start();
        for (int i = 0; i < 5; i++) {
            senders.admit(FakeOutlet.inline(), "ada");
        }

        assertThat(threads)
                .extracting(Thread::getName)
                .containsExactly("tapewire-sender-0", "tapewire-sender-1", "tapewire-sender-2");
        await().untilAsserted(() -> assertThat(senders.all())
                .extracting(sender -> sender.subscribers().size())
                .containsExactly(2, 2, 1));
    }

    @Test
    void a_sender_that_sleeps_is_woken_by_what_is_published() {
        start();
        List<FakeOutlet> outlets = watch("build", 5);
        await().untilAsserted(() -> assertThat(outlets).allMatch(outlet -> outlet.count() == 1));
        await().until(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));

        channels.append("build", RecordType.OUTPUT, "hello".getBytes(UTF_8));

        await().untilAsserted(() -> assertThat(outlets)
                .allSatisfy(outlet -> assertThat(outlet.output("build")).isEqualTo("hello")));
    }

    @Test
    void what_is_published_piece_by_piece_arrives_whole_without_another_one_to_push_it() {
        start();
        List<FakeOutlet> outlets = watch("build", 4);
        StringBuilder published = new StringBuilder();
        for (int i = 0; i < 2_000; i++) {
            String text = "line " + i + "\n";
            published.append(text);
            channels.append("build", RecordType.OUTPUT, text.getBytes(UTF_8));
        }

        await().untilAsserted(() -> assertThat(outlets)
                .allSatisfy(outlet -> assertThat(outlet.output("build")).isEqualTo(published.toString())));
        assertThat(outlets).allSatisfy(outlet -> {
            assertThat(outlet.faults()).isEmpty();
            assertThat(Replay.of("build", outlet.envelopes()).faults()).isEmpty();
        });
    }

    @Test
    void connections_are_counted_and_bounded() {
        start();
        assertThat(senders.isFull()).isFalse();
        List<Subscriber> subscribers = IntStream.range(0, 5)
                .mapToObj(i -> senders.admit(FakeOutlet.inline(), "ada"))
                .toList();
        assertThat(senders.connections()).isEqualTo(5);
        assertThat(senders.isFull()).isTrue();

        subscribers.get(0).leave();
        subscribers.get(0).leave();

        await().untilAsserted(() -> assertThat(senders.connections()).isEqualTo(4));
        assertThat(senders.isFull()).isFalse();
    }

    @Test
    void when_the_application_stops_every_connection_is_closed_so_that_its_client_comes_back() {
        start();
        List<FakeOutlet> outlets = watch("build", 5);
        outlets.get(0).hold();

        senders.stop();

        await().untilAsserted(() -> assertThat(outlets)
                .allSatisfy(outlet -> assertThat(outlet.closes()).containsExactly(CloseCode.GOING_AWAY)));
        await().untilAsserted(() -> assertThat(senders.connections()).isZero());
    }

    @Test
    void a_sender_that_is_interrupted_goes_on_and_rests_in_between() {
        start();
        List<FakeOutlet> outlets = watch("build", 5);
        for (int round = 1; round <= 3; round++) {
            threads.forEach(Thread::interrupt);
            channels.append("build", RecordType.OUTPUT, "x".getBytes(UTF_8));
            String all = "x".repeat(round);
            await().untilAsserted(() -> assertThat(outlets)
                    .allSatisfy(outlet -> assertThat(outlet.output("build")).isEqualTo(all)));
            await().until(() -> threads.stream()
                    .allMatch(thread -> !thread.isInterrupted() && thread.getState() == Thread.State.TIMED_WAITING));
        }
    }

    @Test
    void a_sender_goes_on_after_whatever_is_thrown_from_its_work() {
        start();
        List<FakeOutlet> outlets = watch("build", 5);
        try (CapturedLog log = CapturedLog.ofTapewire()) {
            for (Sender sender : senders.all()) {
                sender.submit(() -> {
                    throw new StackOverflowError("planted");
                });
            }
            await().untilAsserted(() -> assertThat(log.errors()).hasSize(1));
            channels.append("build", RecordType.OUTPUT, "x".getBytes(UTF_8));
            await().untilAsserted(() -> assertThat(outlets)
                    .allSatisfy(outlet -> assertThat(outlet.output("build")).isEqualTo("x")));
        }
        assertThat(threads).allMatch(Thread::isAlive);
    }

    @Test
    void one_connection_that_can_not_be_closed_keeps_none_of_the_others_from_being_closed() {
        start();
        List<FakeOutlet> outlets = watch("build", 5);
        // or else some would be in trouble before they have subscribed, and be closed for that
        await().untilAsserted(() -> assertThat(outlets)
                .allSatisfy(outlet -> assertThat(outlet.types()).contains(MessageType.SUBSCRIBED)));
        outlets.forEach(outlet -> outlet.have(new Trouble(new Random(1), 1)));

        try (CapturedLog log = CapturedLog.ofTapewire()) {
            senders.stop();
            await().untilAsserted(() -> assertThat(outlets)
                    .allSatisfy(outlet -> assertThat(outlet.closes()).containsExactly(CloseCode.GOING_AWAY)));
            await().until(() -> senders.connections() == 0);
            assertThat(log.errors()).as("errors, not exceptions").hasSizeLessThan(5);
        }
    }

    private void start() {
        senders.start(work -> {
            Thread thread = new Thread(work);
            threads.add(thread);
            return thread;
        });
    }

    private List<FakeOutlet> watch(String channel, int viewers) {
        return IntStream.range(0, viewers)
                .mapToObj(i -> {
                    FakeOutlet outlet = FakeOutlet.inline();
                    senders.admit(outlet, "ada").subscribe(Subscription.whole(channel));
                    return outlet;
                })
                .toList();
    }
}
