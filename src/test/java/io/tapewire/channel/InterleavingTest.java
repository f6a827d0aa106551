package io.tapewire.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.log.Log;
import io.tapewire.log.LogReader;
import io.tapewire.log.PieceOrder;
import io.tapewire.log.TimeSource;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.MessageType;
import io.tapewire.protocol.RecordType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Timeout;

/**
 * Real senders, several producers and viewers of every kind at once: whatever the interleaving, each viewer ends with the
 * records of the log, or with gaps that name exactly what it has not got.
 */
@Timeout(60)
class InterleavingTest {
    private static final int REPETITIONS = 3;
    private static final int PRODUCERS = 3;
    private static final int PIECES = 400;
    private static final int DELETIONS = 60;
    private static final int WINDOW = 300;

    private final Limits quick = Limits.STANDARD
            .with(Limit.BATCH_BYTES, 64)
            .with(Limit.PACE_MIN_MS, 0)
            .with(Limit.PACE_MAX_MS, 1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ExecutorService connections = Executors.newFixedThreadPool(2);
    private final List<RealViewer> viewers = new CopyOnWriteArrayList<>();
    private Channels channels;
    private Senders senders;

    @AfterEach
    void stop() {
        senders.stop();
        await().until(() -> senders.connections() == 0);
        threads.shutdownNow();
        connections.shutdownNow();
    }

    @RepeatedTest(REPETITIONS)
    void everyone_gets_every_record_while_others_come_and_go() throws Exception {
        open(quick);
        viewersOfEveryKind();

        produceWhile(this::comeAndGo);

        awaitEnd();
        assertThat(viewers)
                .allSatisfy(viewer -> assertThat(viewer.replay().gaps()).isEmpty())
                .allSatisfy(viewer -> PieceOrder.check(viewer.messages()));
    }

    @RepeatedTest(REPETITIONS)
    void those_who_are_lapped_get_gaps_and_go_on() throws Exception {
        open(quick.with(Limit.CHANNEL_RECORDS, 16));
        viewersOfEveryKind();
        FakeOutlet held = FakeOutlet.held();
        RealViewer slowest = new RealViewer(held, senders.admit(held, "ada"));
        slowest.subscribe(null, 0, 0);

        produceWhile(this::comeAndGo);

        held.takeAtOnce();
        held.land();
        viewers.add(slowest);
        awaitEnd();
        assertThat(slowest.replay().gaps()).isNotEmpty();
        assertThat(viewers).allSatisfy(viewer -> PieceOrder.check(viewer.messages()));
    }

    @RepeatedTest(REPETITIONS)
    void a_deletion_loses_nothing_that_its_gap_does_not_name() throws Exception {
        open(quick);
        viewersOfEveryKind();

        Map<String, Log> deleted = new HashMap<>();
        produceWhile(() -> {
            for (int i = 0; i < DELETIONS; i++) {
                rest(500);
                deleted.put(log().epoch(), log());
                channels.delete("build");
            }
            return null;
        });

        awaitEnd();
        for (RealViewer viewer : viewers) {
            viewer.messages().stream()
                    .filter(LogReader::isGap)
                    .forEach(gap -> assertThat(LogReader.lastOf(gap))
                            .as("the last that ever entered the log")
                            .isEqualTo(deleted.get(gap.epoch()).seal()));
        }
    }

    @RepeatedTest(REPETITIONS)
    void what_is_printed_while_the_channel_is_deleted_for_the_last_time_is_not_left_lying() throws Exception {
        open(Limits.STANDARD);
        viewersOfEveryKind();
        produceWhile(() -> null);

        Future<?> deletion = threads.submit(() -> channels.delete("build"));
        Future<?> last = threads.submit(() -> channels.append("build", RecordType.OUTPUT, "last".getBytes(UTF_8)));
        deletion.get();
        last.get();

        awaitEnd();
    }

    private void open(Limits limits) {
        channels = new Channels(limits, TimeSource.system());
        channels.open("build");
        senders = new Senders(channels, limits, System::nanoTime);
        senders.start(Thread::new);
    }

    private void viewersOfEveryKind() {
        for (int kind = 0; kind < 6; kind++) {
            arrive(kind).subscribe(null, 0, kind < 3 ? 0 : WINDOW);
        }
    }

    /** One whose connection takes frames at once, soon on another thread, or after a random while. */
    private RealViewer arrive(int kind) {
        RealViewer[] self = new RealViewer[1];
        FakeOutlet outlet = FakeOutlet.on(landing -> {
            Runnable taking = () -> self[0].take(landing);
            switch (kind % 3) {
                case 0 -> taking.run();
                case 1 -> connections.execute(taking);
                default ->
                    CompletableFuture.delayedExecutor(random(3_000), TimeUnit.MICROSECONDS, connections)
                            .execute(taking);
            }
        });
        self[0] = new RealViewer(outlet, senders.admit(outlet, "ada"));
        viewers.add(self[0]);
        return self[0];
    }

    private Void comeAndGo() {
        Random random = new Random();
        for (int i = 0; i < 25; i++) {
            rest(800);
            List<RealViewer> present =
                    viewers.stream().filter(viewer -> !viewer.hasLeft()).toList();
            Replay seen = present.get(random.nextInt(present.size())).leave();
            int kind = random.nextInt(6);
            arrive(kind).subscribe(seen.epoch(), seen.position(), kind < 3 ? 0 : WINDOW);
        }
        return null;
    }

    private void produceWhile(Callable<Void> other) throws Exception {
        List<Future<Void>> work = new ArrayList<>();
        for (int producer = 0; producer < PRODUCERS; producer++) {
            int name = producer;
            work.add(threads.submit(() -> produce(name)));
        }
        work.add(threads.submit(other));
        for (Future<Void> each : work) {
            each.get();
        }
    }

    private Void produce(int name) {
        for (int i = 0; i < PIECES; i++) {
            channels.append(
                    "build", RecordType.OUTPUT, PieceOrder.piece(name, i).getBytes(UTF_8));
            if (i % 10 == 0) {
                channels.appendMessage("build", RecordType.NOTIFICATION, ("{\"n\":" + i + "}").getBytes(UTF_8));
            }
            if (i % 5 == 0) {
                rest(300);
            }
        }
        return null;
    }

    private void awaitEnd() {
        Log log = log();
        long end = log.seal();
        await().pollInterval(Duration.ofMillis(10))
                .untilAsserted(() ->
                        assertThat(viewers).allMatch(viewer -> viewer.hasLeft() || viewer.stands(log.epoch(), end)));
        List<Envelope> records = new LogReader(log, log.span().first() - 1).rest(1);
        for (RealViewer viewer : viewers) {
            assertThat(viewer.faults()).isEmpty();
            assertThat(viewer.replay().faults()).isEmpty();
            viewer.messages().stream()
                    .filter(message -> log.epoch().equals(message.epoch()) && isRecord(message))
                    .forEach(message -> assertSame(message, records));
        }
    }

    private static boolean isRecord(Envelope message) {
        return message.type() == MessageType.TERMINAL_OUTPUT || message.type() == MessageType.NOTIFICATION;
    }

    private static void assertSame(Envelope message, List<Envelope> records) {
        List<Envelope> same = records.stream()
                .filter(record -> record.offset() >= LogReader.firstOf(message) && record.offset() <= message.offset())
                .toList();
        if (same.size() == message.offset() - LogReader.firstOf(message) + 1) {
            assertThat(same).extracting(Envelope::type).containsOnly(message.type());
            assertThat(LogReader.outputOf(message)).isEqualTo(LogReader.outputOf(same));
        } else {
            // the log has forgotten it, or a part of it, since then
            assertThat(records.get(0).offset()).isGreaterThan(LogReader.firstOf(message));
        }
    }

    private Log log() {
        return channels.find("build").orElseThrow().log();
    }

    private static int random(int most) {
        return ThreadLocalRandom.current().nextInt(most);
    }

    /** What producers and visitors do between two acts, so that the others get their turns; nothing waits for it. */
    private static void rest(int mostMicros) {
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random(mostMicros)));
    }
}
