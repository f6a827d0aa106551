package io.tapewire.log;

import io.tapewire.Sample;
import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.protocol.RecordType;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Getting one frame from a log, in ns per frame. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class FrameBenchmark {
    private static final int FRAME_BYTES = Limits.STANDARD.asInt(Limit.FRAME_BYTES);

    /** A log of several closed segments. */
    @State(Scope.Thread)
    public static class Full {
        private final List<byte[]> lines = Sample.ASCII.pieces(128);
        private Log log;
        private int line;
        private long from;

        @Setup(Level.Iteration)
        public void fill() {
            log = newLog();
            for (int i = 0; i < 10 * lines.size(); i++) {
                log.append(RecordType.OUTPUT, nextLine());
            }
            log.seal();
        }

        private byte[] nextLine() {
            line = (line + 1) % lines.size();
            return lines.get(line);
        }

        /** Changes so often that no frame is there already. */
        private long nextFrom() {
            from = (from + 1) % 16;
            return from + 1;
        }
    }

    /** The frame of a closed segment. */
    @State(Scope.Thread)
    public static class Closed {
        @Param({"ASCII", "CJK"})
        public Sample text;

        private Frame frame;

        @Setup
        public void build() {
            Log log = newLog();
            log.append(RecordType.OUTPUT, text.utf8());
            log.append(RecordType.OUTPUT, text.utf8());
            frame = log.read(0, FRAME_BYTES, Gap.Reason.SLOW);
        }
    }

    private static Log newLog() {
        return new Log("build", "0123456789abcdef", Limits.STANDARD, new Memory(Long.MAX_VALUE), TimeSource.system());
    }

    /** A line of 128 bytes comes and goes out alone. */
    @Benchmark
    public Frame ofLine(Full state) {
        state.log.append(RecordType.OUTPUT, state.nextLine());
        long last = state.log.seal();
        return state.log.read(last - 1, FRAME_BYTES, Gap.Reason.SLOW);
    }

    /** A closed segment is its own frame. */
    @Benchmark
    public Frame ofClosedSegment(Full state) {
        return state.log.read(0, FRAME_BYTES, Gap.Reason.SLOW);
    }

    /** A reader begins within a closed segment: 48 to 63 KiB that nobody else has asked for. */
    @Benchmark
    public Frame ofPartOfClosedSegment(Full state) {
        return state.log.read(state.nextFrom(), FRAME_BYTES, Gap.Reason.SLOW);
    }

    /** The text of a frame of 64 KiB. */
    @Benchmark
    public String text(Closed state) {
        state.frame.forgetForms();
        return state.frame.text();
    }
}
