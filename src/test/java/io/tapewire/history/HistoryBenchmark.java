package io.tapewire.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.Sample;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.log.Log;
import io.tapewire.log.ManualClock;
import io.tapewire.protocol.RecordType;
import java.io.IOException;
import java.io.OutputStream;
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

/**
 * Reading back a log of 16 MiB that was printed in records of 1 KB, in operations per second: 300 MB/s are 18 of them.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
public class HistoryBenchmark {
    private static final long OUTPUT_BYTES = 16 << 20;

    @Param({"ASCII", "COLOURED", "CJK"})
    public Sample text;

    private final RecordsAnswer records = new RecordsAnswer(new ManualClock());
    private Log log;

    @Setup
    public void fill() {
        Limits limits = Limits.STANDARD.with(Limit.CHANNEL_BYTES, 1 << 30).with(Limit.CHANNEL_RECORDS, 1 << 30);
        log = Logs.log(limits);
        List<byte[]> pieces = text.pieces(1_000);
        for (long printed = 0; printed < OUTPUT_BYTES; ) {
            for (byte[] piece : pieces) {
                log.append(RecordType.OUTPUT, piece);
                printed += piece.length;
            }
        }
        log.appendMessage(RecordType.NOTIFICATION, "{}".getBytes(UTF_8));
    }

    @Benchmark
    public long records() throws IOException {
        CountingStream out = new CountingStream();
        records.write(Range.between(log, 0, Long.MAX_VALUE), out);
        return out.bytes;
    }

    @Benchmark
    public long raw() throws IOException {
        CountingStream out = new CountingStream();
        RawExport.write(Range.between(log, 0, Long.MAX_VALUE), 0, out);
        return out.bytes;
    }

    @Benchmark
    public long asciicast() throws IOException {
        CountingStream out = new CountingStream();
        CastExport.write(Range.between(log, 0, Long.MAX_VALUE), out);
        return out.bytes;
    }

    /** Takes everything at once. */
    private static final class CountingStream extends OutputStream {
        private long bytes;

        @Override
        public void write(int b) {
            bytes++;
        }

        @Override
        public void write(byte[] some, int from, int length) {
            bytes += length;
        }
    }
}
