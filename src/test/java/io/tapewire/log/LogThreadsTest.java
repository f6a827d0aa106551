package io.tapewire.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.protocol.Envelope;
import io.tapewire.protocol.RecordType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;

/** Several threads append to one log while others read it and it forgets its begin. */
class LogThreadsTest {
    private static final int PRODUCERS = 3;
    private static final int READERS = 3;
    private static final int LINES = 1_500;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Memory memory = new Memory(1 << 30);
    private final AtomicInteger producing = new AtomicInteger(PRODUCERS);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @RepeatedTest(3)
    void every_reader_gets_the_same_whole_text(RepetitionInfo run) throws Exception {
        Log log = log(Limits.STANDARD.with(Limit.BATCH_BYTES, 200));

        List<List<Envelope>> read = run(log, run.getCurrentRepetition());

        String text = LogReader.retainedOutput(log);
        assertThat(text.lines()).hasSize(PRODUCERS * LINES);
        for (List<Envelope> envelopes : read) {
            assertThat(LogReader.outputOf(envelopes)).isEqualTo(text);
        }
        for (int producer = 0; producer < PRODUCERS; producer++) {
            String mark = producer + ":";
            assertThat(text.lines().filter(line -> line.startsWith(mark))).containsExactlyElementsOf(lines(producer));
        }
    }

    @RepeatedTest(3)
    void a_reader_that_is_overtaken_gets_whole_lines_between_its_gaps(RepetitionInfo run) throws Exception {
        // one record per line, so that a gap does not cut one
        Log log = log(Limits.STANDARD.with(Limit.CHANNEL_BYTES, 16_384).with(Limit.CHANNEL_RECORDS, 200));

        List<List<Envelope>> read = run(log, run.getCurrentRepetition());

        for (List<Envelope> envelopes : read) {
            int[] next = new int[PRODUCERS];
            for (Envelope envelope : envelopes) {
                if (LogReader.isGap(envelope)) {
                    Arrays.fill(next, -1);
                    continue;
                }
                LogReader.outputOf(envelope).lines().forEach(line -> follow(next, line));
            }
            assertThat(LogReader.lastOf(envelopes.get(envelopes.size() - 1))).isEqualTo(PRODUCERS * LINES);
        }
        log.end();
        assertThat(memory.isShortBy(1 << 30)).isFalse();
    }

    private static void follow(int[] next, String line) {
        String[] parts = line.split(":", -1);
        int producer = Integer.parseInt(parts[0]);
        int number = Integer.parseInt(parts[1]);
        assertThat(parts[2]).isEqualTo("é😀");
        if (next[producer] >= 0) {
            assertThat(number).isEqualTo(next[producer]);
        }
        next[producer] = number + 1;
    }

    private List<List<Envelope>> run(Log log, int seed) throws Exception {
        List<Future<List<Envelope>>> readers = new ArrayList<>();
        List<Future<?>> producers = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            Random random = new Random(31L * seed + i);
            readers.add(threads.submit(() -> readAll(log, random)));
        }
        for (int i = 0; i < PRODUCERS; i++) {
            int producer = i;
            producers.add(threads.submit(() -> produce(log, producer)));
        }
        for (Future<?> producer : producers) {
            producer.get(60, TimeUnit.SECONDS);
        }
        List<List<Envelope>> read = new ArrayList<>();
        for (Future<List<Envelope>> reader : readers) {
            read.add(reader.get(60, TimeUnit.SECONDS));
        }
        return read;
    }

    private void produce(Log log, int producer) {
        for (String line : lines(producer)) {
            byte[] utf8 = (line + "\n").getBytes(UTF_8);
            synchronized (memory) {
                // append and seal together, or two lines might share a record
                log.append(RecordType.OUTPUT, utf8);
                log.seal();
            }
        }
        producing.decrementAndGet();
    }

    private List<Envelope> readAll(Log log, Random random) {
        LogReader reader = LogReader.fromBegin(log);
        List<Envelope> all = new ArrayList<>();
        boolean last;
        do {
            last = producing.get() == 0;
            all.addAll(reader.rest(1 + random.nextInt(5_000)));
            if (random.nextInt(20) == 0) {
                LogReader.retainedOutput(log);
                log.span();
            }
        } while (!last);
        return all;
    }

    private Log log(Limits limits) {
        return new Log("build", "e1", limits, memory, TimeSource.system());
    }

    private static List<String> lines(int producer) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < LINES; i++) {
            lines.add(producer + ":" + i + ":é😀");
        }
        return lines;
    }
}
