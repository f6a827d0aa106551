package io.tapewire.search;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.log.Log;
import io.tapewire.log.Memory;
import io.tapewire.log.TimeSource;
import io.tapewire.protocol.RecordType;
import java.io.IOException;
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
 * Searching a whole log for what is not in it. An operation is a byte of output, so the score is in MB/s. A text must reach 200 MB/s and a
 * typical regular expression 100 MB/s.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class SearchBenchmark {
    private static final int BYTES = 6 << 20;
    private static final int PIECE = 16 << 10;
    private static final Limits LIMITS = Limits.STANDARD.with(Limit.CHANNEL_BYTES, 64 << 20);

    /** What programs print. */
    public enum Output {
        PLAIN("2026-11-23T06:30:41.123Z INFO  [worker-7] compiled module %07d of 4096 in 31 ms, 12 warnings so far\n"),
        COLOURED("\u001b[2m06:30:41.123\u001b[0m \u001b[1;32mINFO\u001b[0m  \u001b[36mworker-7\u001b[39m"
                + " compiled module \u001b[1m%07d\u001b[22m of 4096 in 31 ms, no warnings so far\n"),
        UMLAUTS("2026-11-23T06:30:41.123Z INFO  [worker-7] Übersetzung von Modul %07d: größere Warnungen: 12\n");

        private final String line;

        Output(String line) {
            this.line = line;
        }
    }

    /** What is looked for. */
    public enum Wanted {
        TEXT("deadlock", false),
        TEXT_OF_FREQUENT_LETTERS("not so in", false),
        UMLAUT("größe x", false),
        REGEX("(error|fail(ed|ure)): .*module [0-9]+", true),
        REGEX_IN_EACH_LINE("module [0-9]+ of [0-9]+ in 9[0-9]+ ms", true);

        private final String text;
        private final boolean regex;

        Wanted(String text, boolean regex) {
            this.text = text;
            this.regex = regex;
        }
    }

    @Param
    public Output output;

    @Param
    public Wanted wanted;

    private final Log log = new Log("c", "e", LIMITS, new Memory(1L << 30), TimeSource.system());
    private Expression expression;

    @Setup
    public void print() throws BadExpression {
        StringBuilder piece = new StringBuilder();
        long bytes = 0;
        for (int i = 0; bytes < BYTES; i++) {
            piece.append(String.format(output.line, i));
            if (piece.length() > PIECE) {
                byte[] utf8 = piece.toString().getBytes(UTF_8);
                bytes += utf8.length;
                log.append(RecordType.OUTPUT, utf8);
                piece.setLength(0);
            }
        }
        expression = wanted.regex ? Expression.regex(wanted.text, false) : Expression.text(wanted.text, false);
    }

    @Benchmark
    @OperationsPerInvocation(BYTES)
    public Result search() throws IOException {
        Patience patience = new Patience(System::nanoTime, TimeUnit.MINUTES.toNanos(10));
        return new Search(log, expression, LIMITS, patience, new Turns(1)).run(0, Long.MAX_VALUE, 1, new Report() {
            @Override
            public void hits(List<Hit> hits) {
                throw new AssertionError("it is not there");
            }

            @Override
            public void searched(long offset) {
                // nobody waits for it
            }
        });
    }
}
