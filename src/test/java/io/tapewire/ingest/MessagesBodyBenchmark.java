package io.tapewire.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.Sample;
import io.tapewire.config.Limits;
import jakarta.json.Json;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
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

/** A stream of messages, one a line, cut anywhere, into events, beside parsing the single lines only; ns per message. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class MessagesBodyBenchmark {
    private static final int MESSAGES = 256;

    /** Lines that are messages. */
    @State(Scope.Thread)
    public static class Lines {
        private final JsonProvider json = JsonProvider.provider();
        private final List<String> lines = Sample.ASCII.pieces(128).stream()
                .limit(MESSAGES)
                .map(line -> Json.createObjectBuilder()
                        .add("type", "terminal_output")
                        .add("data", Json.createObjectBuilder().add("output", new String(line, UTF_8)))
                        .build()
                        .toString())
                .toList();
    }

    /** The same on the wire. */
    @State(Scope.Thread)
    public static class Stream {
        @Param({"512", "16384"})
        public int mostBytes;

        private List<byte[]> pieces;
        private MessagesBody body;

        @Setup
        public void cut(Lines lines, Blackhole hole) {
            byte[] all = (String.join("\n", lines.lines) + "\n").getBytes(UTF_8);
            pieces = Sample.cutAnywhere(all, mostBytes);
            body = new MessagesBody("build", true, Limits.STANDARD, () -> {}, hole::consume);
        }
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void toEvents(Stream state) {
        for (byte[] piece : state.pieces) {
            state.body.take(piece, piece.length);
        }
    }

    @Benchmark
    @OperationsPerInvocation(MESSAGES)
    public void parsed(Lines state, Blackhole hole) {
        for (String line : state.lines) {
            try (var reader = state.json.createReader(new StringReader(line))) {
                hole.consume(reader.readObject());
            }
        }
    }
}
