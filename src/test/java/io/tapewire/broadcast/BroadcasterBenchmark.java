package io.tapewire.broadcast;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.Sample;
import io.tapewire.channel.Channels;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.event.TerminalOutput;
import io.tapewire.log.TimeSource;
import io.tapewire.mask.Masking;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What a bean's event costs the bean, CDI left out, when the log is full; ns per event. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class BroadcasterBenchmark {
    @Param({"16", "128"})
    public int bytes;

    private List<TerminalOutput> events;
    private Broadcaster broadcaster;
    private int next;

    @Setup
    public void fill() {
        events = Sample.ASCII.pieces(bytes).stream()
                .map(utf8 -> new TerminalOutput("deploy/web-1", new String(utf8, UTF_8)))
                .toList();
        broadcaster =
                new Broadcaster(new Channels(Limits.STANDARD, TimeSource.system()), Limits.STANDARD, Masking.of());
        for (long appended = 0; appended <= Limits.STANDARD.of(Limit.CHANNEL_BYTES); appended += bytes) {
            append();
        }
    }

    @Benchmark
    public void append() {
        next = (next + 1) % events.size();
        broadcaster.on(events.get(next));
    }
}
