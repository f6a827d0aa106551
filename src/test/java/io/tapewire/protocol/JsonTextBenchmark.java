package io.tapewire.protocol;

import io.tapewire.Sample;
import java.util.Arrays;
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
 * Escaping text for JSON, and back.
 *
 * <p>An operation is a byte of text, so the score is in MB/s and the allocation in bytes per byte.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class JsonTextBenchmark {
    @Param
    public Sample text;

    private final JsonText.Progress progress = new JsonText.Progress();
    private final byte[] out = new byte[Sample.BYTES * JsonText.LONGEST];
    private byte[] utf8;
    private byte[] escaped;

    @Setup
    public void prepare() {
        utf8 = text.utf8();
        int length = escape();
        escaped = Arrays.copyOf(out, length);
    }

    @Benchmark
    @OperationsPerInvocation(Sample.BYTES)
    public int escape() {
        progress.read = 0;
        progress.written = 0;
        JsonText.escape(utf8, utf8.length, out, out.length, progress);
        return progress.written;
    }

    @Benchmark
    @OperationsPerInvocation(Sample.BYTES)
    public byte[] unescape() {
        return JsonText.unescape(escaped, 0, escaped.length);
    }
}
