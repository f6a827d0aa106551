package io.tapewire.search;

import io.tapewire.config.Limit;
import io.tapewire.config.Limits;
import io.tapewire.log.Context;
import io.tapewire.log.Excerpt;
import io.tapewire.log.Run;
import io.tapewire.protocol.JsonText;
import io.tapewire.protocol.Providers;
import io.tapewire.protocol.RecordType;
import io.tapewire.terminal.Line;
import io.tapewire.terminal.Lines;
import jakarta.json.JsonObject;
import java.io.ByteArrayInputStream;
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
     * Begins at a record before which there were others. A line that begins in one of those is of unknown place.
     *
     * @param before what those records have left
     * @param midLine whether their output ends within a line
     */
    public void join(Context before, boolean midLine) {
        Run run = before.run();
        if (run != null && run.started().cols() != null) {
            lines.resize(run.started().cols(), run.started().rows());
        }
        lines.join(before.state(), midLine);
    }

    /** Reads the records {@code from} to {@code to} of a part. */
    public void read(Excerpt part, long from, long to) {
        if (part.type().isOutput()) {
            for (long offset = from; offset <= to; offset++) {
                lines.begin(offset, part.millisOf(offset));
                print(part, offset);
            }
        } else if (part.type() == RecordType.RUN_STARTED) {
            JsonObject run = data(part, from);
            if (run.containsKey("cols")) {
                lines.resize(run.getInt("cols"), run.getInt("rows"));
            } else {
                lines.resizeAsUsual();
            }
        } else if (part.type() == RecordType.RUN_ENDED) {
            JsonObject end = data(part, from);
            if (end.getBoolean("reset", false)) {
                lines.reset();
            }
            if (end.containsKey("run")) {
                lines.resizeAsUsual();
            }
        }
    }

    private void print(Excerpt part, long offset) {
        int from = part.from(offset);
        int to = part.to(offset);
        if (to - from > output.length) {
            output = new byte[to - from];
        }
        lines.read(output, 0, JsonText.unescape(part.payload(), from, to, output));
    }

    private static JsonObject data(Excerpt part, long offset) {
        int from = part.from(offset);
        try (var reader =
                Providers.JSON.createReader(new ByteArrayInputStream(part.payload(), from, part.to(offset) - from))) {
            return reader.readObject();
        }
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
