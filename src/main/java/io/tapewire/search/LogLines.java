package io.tapewire.search;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.log.Excerpt;
import io.tapewire.log.Log;
import io.tapewire.log.Run;
import io.tapewire.protocol.JsonText;
import io.tapewire.protocol.RecordType;
import io.tapewire.terminal.Line;
import io.tapewire.terminal.Lines;
import jakarta.json.JsonObject;
import java.util.function.Consumer;

/** Reads parts of a log, one after another, as lines. For one thread. */
public final class LogLines {
    private final Lines lines;
    private byte[] output = new byte[2048];

    /** @param settled gets each line when no later output can change it any more; it must not keep the line */
    public LogLines(Limits limits, Consumer<Line> settled) {
        lines = new Lines(limits.asInt(Limit.LINE_ROWS), limits.asInt(Limit.LINE_BYTES), settled);
    }

    /**
     * Begins at a record of this part. A line that begins in the records before it is of unknown place.
     *
     * @param first the record
     * @param midLine whether the output before it ends within a line, which goes on in it
     */
    public void join(Log log, Excerpt part, long first, boolean midLine) {
        if (first == 1) {
            return;
        }
        Run run = log.runAfter(first - 1);
        if (run != null && run.started().cols() != null) {
            lines.resize(run.started().cols(), run.started().rows());
        }
        lines.join(part.stateAfter(first - 1), midLine);
    }

    /** Reads the records {@code from} to {@code to} of a part. */
    public void read(Excerpt part, long from, long to) {
        if (part.type().isOutput()) {
            for (long offset = from; offset <= to; offset++) {
                lines.begin(offset, part.millisOf(offset));
                print(part, offset);
            }
        } else if (part.type() == RecordType.RUN_STARTED) {
            JsonObject run = part.data(from);
            if (run.containsKey("cols")) {
                lines.resize(run.getInt("cols"), run.getInt("rows"));
            } else {
                lines.resizeAsUsual();
            }
        } else if (part.type() == RecordType.RUN_ENDED) {
            JsonObject end = part.data(from);
            if (end.getBoolean("reset", false)) {
                lines.reset();
            }
            if (end.containsKey("run")) {
                lines.resizeAsUsual();
            }
        }
    }

    /**
     * Reads the rest of a record of output, in which a new line begins.
     *
     * @param skipped bytes of output before this line: they count for where it begins, but are no line
     */
    public void readRest(Excerpt part, long offset, int skipped) {
        lines.begin(offset, part.millisOf(offset));
        int length = unescape(part, offset);
        lines.read(output, 0, skipped);
        lines.forget();
        lines.read(output, skipped, length);
    }

    private void print(Excerpt part, long offset) {
        int length = unescape(part, offset);
        lines.read(output, 0, length);
    }

    /** Copies a record's output into {@link #output}, and returns how many bytes it has. */
    private int unescape(Excerpt part, long offset) {
        int from = part.from(offset);
        int to = part.to(offset);
        if (to - from > output.length) {
            output = new byte[to - from];
        }
        return JsonText.unescape(part.payload(), from, to, output);
    }

    /** Whether a line that begins before this record can still change. */
    public boolean hasOpenBefore(long offset) {
        return lines.hasOpenBefore(offset);
    }

    /** Settles all lines, and returns whether the last one was ended by a line feed. */
    public boolean finish() {
        return lines.finish();
    }
}
