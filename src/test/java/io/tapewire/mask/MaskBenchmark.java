package io.tapewire.mask;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.Sample;
import io.tapewire.broadcast.Broadcasting;
import io.tapewire.channel.Channels;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.TerminalOutput;
import io.tapewire.log.TimeSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * A flood of output from events to the records of a full log, with and without secrets that are masked. CDI is left out.
 *
 * <p>An operation is a byte, so the score is in MB/s and the allocation in bytes per byte.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class MaskBenchmark {
    private static final int PIECE_BYTES = 16 << 10;

    @Param
    public Sample text;

    @Param({"0", "100"})
    public int secrets;

    private List<TerminalOutput> events;
    private Consumer<TerminalOutput> broadcaster;

    @Setup
    public void fill() {
        events = text.pieces(PIECE_BYTES).stream()
                .map(utf8 -> new TerminalOutput("deploy/web-1", new String(utf8, UTF_8)))
                .toList();
        broadcaster = Broadcasting.into(
                new Channels(Limits.STANDARD, TimeSource.system()), Limits.STANDARD, Masking.of(secrets(secrets)));
        for (long appended = 0; appended <= Limits.STANDARD.of(Limit.CHANNEL_BYTES); appended += Sample.BYTES) {
            flood();
        }
    }

    @Benchmark
    @OperationsPerInvocation(Sample.BYTES)
    public void flood() {
        events.forEach(broadcaster);
    }

    /** Passwords of 20 to 40 visible characters. */
    private static String[] secrets(int count) {
        Random random = new Random(1);
        return IntStream.range(0, count)
                .mapToObj(each -> random.ints(20L + random.nextInt(21), '!', '~' + 1)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString())
                .toArray(String[]::new);
    }
}
