package io.tapewire.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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
 * Output, tracked and searched for where it can be cut, in pieces as producers send them.
 *
 * <p>An operation is a byte unless a benchmark says otherwise, so the score is in MB/s and the allocation in bytes per byte. All
 * output, hostile output too, must reach 50 MB/s.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class TerminalBenchmark {
    private static final int BYTES = 1 << 20;
    private static final int PIECE = 16 << 10;

    private static final byte[] CURSOR_MOVE = "\u001b[C".getBytes(UTF_8);

    /** What programs print. */
    public enum Output {
        PLAIN_LOG(
                "2026-11-23T06:30:41.123Z INFO  [worker-7] compiled module %d of 4096 in 31 ms, 12 warnings so far\n"),
        COLOURED_LOG("\u001b[2m06:30:41.123\u001b[0m \u001b[1;32mINFO\u001b[0m  \u001b[36mworker-7\u001b[39m"
                + " compiled module \u001b[1m%d\u001b[22m of 4096 in 31 ms, no warnings so far\n"),
        TRUE_COLOUR("\u001b[38;2;153;153;153mX"),
        // hostile ones: as much work for each byte as possible
        TABS("\u001b[63I\r"),
        CLEARED_TABS("\u001b[3g\r\t"),
        PALETTE("\u001b]4"
                + IntStream.range(0, 256).mapToObj(i -> ";" + i + ";#fff").collect(joining())
                + "\u0007"),
        RESTORED_COLOURS("\u001b]12;#fff\u0007\u001b]104" + ";1".repeat(2000) + "\u0007"),
        SHORT_LINKS("\u001b]8;;a\u0007"),
        RESETS("\u001bc \u001bH");

        private final String line;

        Output(String line) {
            this.line = line;
        }

        private byte[] utf8() {
            StringBuilder output = new StringBuilder();
            for (int i = 0; output.length() < BYTES; i++) {
                output.append(String.format(line, i));
            }
            return output.substring(0, BYTES).getBytes(UTF_8);
        }
    }

    @Param
    public Output output;

    private final Terminal terminal = new Terminal();
    private byte[] utf8;

    @Setup
    public void print() {
        utf8 = output.utf8();
        terminal.read(utf8, 0, BYTES);
    }

    @Benchmark
    @OperationsPerInvocation(BYTES)
    public Terminal read() {
        for (int from = 0; from < BYTES; from += PIECE) {
            terminal.read(utf8, from, from + PIECE);
        }
        return terminal;
    }

    /** Composes the text anew, because a sequence may have changed the state. Here an operation is one text. */
    @Benchmark
    public String restoring() {
        terminal.read(CURSOR_MOVE, 0, CURSOR_MOVE.length);
        return terminal.restoring();
    }

    @Benchmark
    @OperationsPerInvocation(BYTES)
    public int wholeEnd() {
        int from = 0;
        for (int to = PIECE; to <= BYTES; to += PIECE) {
            from = Sequences.wholeEnd(utf8, from, to);
        }
        return from;
    }
}
