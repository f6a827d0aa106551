package io.tapewire.protocol;

import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Writing a point in time, beside what the JDK takes for nearly the same; ns each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TimestampsBenchmark {
    /** No two are the same, and they go through all seconds. */
    private static final int STEP = 997;

    private long millis = Instant.parse("2026-11-23T06:30:41.123Z").toEpochMilli();

    @Benchmark
    public String write() {
        millis += STEP;
        return Timestamps.write(millis);
    }

    @Benchmark
    public String instantToString() {
        millis += STEP;
        return Instant.ofEpochMilli(millis).toString();
    }
}
