package io.tapewire.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.Sample;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Writing the envelope of output that is escaped already, beside writing it with JSON-B and only copying it; ns each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class RecordEncoderBenchmark {
    private static final String CHANNEL = "build";
    private static final String EPOCH = "0123456789abcdef";
    private static final long MILLIS = Instant.parse("2026-11-23T06:30:41.123Z").toEpochMilli();

    @Param({"128", "32768"})
    public int bytes;

    private final RecordEncoder encoder = new RecordEncoder(CHANNEL, EPOCH);
    private final EnvelopeEncoder jsonB = new EnvelopeEncoder();
    private byte[] payload;
    private byte[] whole;
    private String text;
    private long offset;

    @Setup
    public void prepare() {
        byte[] utf8 = Arrays.copyOf(Sample.ASCII.utf8(), bytes);
        text = new String(utf8, UTF_8);
        JsonText.Progress progress = new JsonText.Progress();
        byte[] escaped = new byte[bytes * JsonText.LONGEST];
        JsonText.escape(utf8, bytes, escaped, escaped.length, progress);
        payload = Arrays.copyOf(escaped, progress.written);
        whole = encode();
        offset = 0;
        if (!Arrays.equals(whole, withJsonB())) {
            throw new AssertionError("these two do not write the same");
        }
    }

    @Benchmark
    public byte[] encode() {
        offset++;
        return encoder.encode(RecordType.OUTPUT, offset, offset, MILLIS + offset, payload, 0, payload.length);
    }

    @Benchmark
    public byte[] withJsonB() {
        offset++;
        return jsonB.encodeBytes(Envelope.of(MessageType.TERMINAL_OUTPUT)
                .about(CHANNEL)
                .at(EPOCH, offset)
                .stamped(Instant.ofEpochMilli(MILLIS + offset))
                .with(Providers.JSON
                        .createObjectBuilder()
                        .add("output", text)
                        .add("type", "output")
                        .build()));
    }

    @Benchmark
    public byte[] copy() {
        return Arrays.copyOf(whole, whole.length);
    }
}
