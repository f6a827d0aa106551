package io.tapewire.ingest;

import io.tapewire.Sample;
import io.tapewire.broadcast.Broadcasting;
import io.tapewire.channel.Channels;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.log.TimeSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/**
 * The way of raw output from a request's bytes, cut anywhere, into events and into the records of a full log. CDI in between
 * is left out.
 *
 * <p>An operation is a byte, so the score is in MB/s and the allocation in bytes per byte.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class OutputBodyBenchmark {
    @Param
    public Sample text;

    private List<byte[]> pieces;
    private OutputBody events;
    private OutputBody records;

    @Setup
    public void fill(Blackhole hole) {
        pieces = Sample.cutAnywhere(text.utf8(), 16 << 10);
        events = OutputBodies.into(hole::consume);
        Channels channels = new Channels(Limits.STANDARD, TimeSource.system());
        records = OutputBodies.into(Broadcasting.into(channels, Limits.STANDARD));
        for (long appended = 0; appended <= Limits.STANDARD.of(Limit.CHANNEL_BYTES); appended += Sample.BYTES) {
            toRecords();
        }
    }

    @Benchmark
    @OperationsPerInvocation(Sample.BYTES)
    public void toEvents() {
        take(events);
    }

    @Benchmark
    @OperationsPerInvocation(Sample.BYTES)
    public void toRecords() {
        take(records);
    }

    private void take(OutputBody body) {
        for (byte[] piece : pieces) {
            body.take(piece, piece.length);
        }
    }
}
