package io.tapewire;

import java.util.Arrays;
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

/**
 * What others are compared with: moving the bytes and nothing else.
 *
 * <p>An operation is a byte, so the score is in MB/s and the allocation in bytes per byte.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CopyBenchmark {
    /** As large as a channel's log may be: it does not fit the CPU's cache either. */
    private static final int RING_BYTES = 8 << 20;

    /** Text in pieces, and where it goes. */
    @State(Scope.Thread)
    public static class Pieces {
        @Param({"16", "128", "65536"})
        int piece;

        private final byte[] ring = new byte[RING_BYTES];
        private List<byte[]> pieces;
        private int at;

        @Setup
        public void cut() {
            pieces = Sample.ASCII.pieces(piece);
        }
    }

    /** Text in one piece. */
    @State(Scope.Thread)
    public static class Whole {
        private final byte[] utf8 = Sample.ASCII.utf8();
    }

    @Benchmark
    @OperationsPerInvocation(Sample.BYTES)
    public void intoRing(Pieces state) {
        for (byte[] piece : state.pieces) {
            System.arraycopy(piece, 0, state.ring, state.at, piece.length);
            state.at = (state.at + piece.length) % RING_BYTES;
        }
    }

    @Benchmark
    @OperationsPerInvocation(Sample.BYTES)
    public byte[] intoNewArray(Whole state) {
        return Arrays.copyOf(state.utf8, state.utf8.length);
    }
}
