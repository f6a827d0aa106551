package io.tapewire.log;

import io.tapewire.Sample;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.protocol.RecordType;
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
 * Appending output to a log that is full, so that it forgets as much at its other end.
 *
 * <p>An operation is a byte of text, so the score is in MB/s and the allocation in bytes per byte.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LogAppendBenchmark {
    /** What is appended, by kind of text and bytes per call. */
    public enum Input {
        ASCII_16(Sample.ASCII, 16),
        ASCII_128(Sample.ASCII, 128),
        ASCII_65536(Sample.ASCII, 65_536),
        COLOURED_128(Sample.COLOURED, 128),
        CJK_128(Sample.CJK, 128);

        private final Sample text;
        private final int bytes;

        Input(Sample text, int bytes) {
            this.text = text;
            this.bytes = bytes;
        }
    }

    @Param
    public Input input;

    private List<byte[]> pieces;
    private Log log;

    @Setup
    public void fill() {
        pieces = input.text.pieces(input.bytes);
        log = new Log("build", "0123456789abcdef", Limits.STANDARD, new Memory(Long.MAX_VALUE), TimeSource.system());
        for (long appended = 0; appended <= Limits.STANDARD.of(Limit.CHANNEL_BYTES); appended += Sample.BYTES) {
            append();
        }
    }

    @Benchmark
    @OperationsPerInvocation(Sample.BYTES)
    public void append() {
        for (byte[] piece : pieces) {
            log.append(RecordType.OUTPUT, piece);
        }
    }
}
