package io.tapewire.ingest;

import io.tapewire.Sample;
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
 * Bytes that were cut anywhere, into text.
 *
 * <p>An operation is a byte, so the score is in MB/s and the allocation in bytes per byte.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Utf8Benchmark {
    @Param
    public Sample text;

    private final Utf8 utf8 = new Utf8();
    private List<byte[]> pieces;

    @Setup
    public void cut() {
        pieces = Sample.cutAnywhere(text.utf8(), 16 << 10);
    }

    @Benchmark
    @OperationsPerInvocation(Sample.BYTES)
    public void decode(Blackhole hole) {
        for (byte[] piece : pieces) {
            hole.consume(utf8.decode(piece, piece.length));
        }
    }
}
