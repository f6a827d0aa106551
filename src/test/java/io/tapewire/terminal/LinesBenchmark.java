package io.tapewire.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

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

/** Output read as lines, in pieces as segments have them. An operation is a byte, so the score is in MB/s. */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class LinesBenchmark {
    private static final int BYTES = 1 << 20;
    private static final int PIECE = 64 << 10;
    private static final int ROWS = 50;
    private static final int MOST_LINE_BYTES = 64 << 10;

    /** What programs print. */
    public enum Output {
        PLAIN("2026-11-23T06:30:41.123Z INFO  [worker-7] compiled module %d of 4096 in 31 ms, 12 warnings so far\n"),
        COLOURED("\u001b[2m06:30:41.123\u001b[0m \u001b[1;32mINFO\u001b[0m  \u001b[36mworker-7\u001b[39m"
                + " compiled module \u001b[1m%d\u001b[22m of 4096 in 31 ms, no warnings so far\n"),
        NOT_ASCII("2026-11-23T06:30:41.123Z INFO  [worker-7] Übersetzung von Modul %d: 31 ms, größere Warnungen: 12\n"),
        PERCENTAGE("\rdownloading %d of 4096 MB, about 12 minutes to go"),
        BAR("\r━━━━━━━━━━━━━━━╺━━━━━━━━━━━━━━━ %d of 4096 MB \u001b[32meta\u001b[0m 0:00:12"),
        DISPLAY("\u001b[3A\u001b[2K[1/3] compiling %d of 4096\n\u001b[2K[2/3] waiting\n\u001b[2K[3/3] waiting\n");

        private final String line;

        Output(String line) {
            this.line = line;
        }

        byte[] utf8() {
            StringBuilder output = new StringBuilder();
            for (int i = 0; output.length() < BYTES; i++) {
                output.append(String.format(line, i));
            }
            byte[] utf8 = output.toString().getBytes(UTF_8);
            return Arrays.copyOf(utf8, Utf8.begin(utf8, 0, BYTES - 1));
        }
    }

    @Param
    public Output output;

    private long bytes;
    private final Lines lines = new Lines(ROWS, MOST_LINE_BYTES, line -> bytes += line.length());
    private byte[] utf8;

    @Setup
    public void print() {
        utf8 = output.utf8();
    }

    @Benchmark
    @OperationsPerInvocation(BYTES)
    public long read() {
        lines.begin(1, 1);
        for (int from = 0; from < utf8.length; from += PIECE) {
            lines.read(utf8, from, Math.min(from + PIECE, utf8.length));
        }
        return bytes;
    }
}
