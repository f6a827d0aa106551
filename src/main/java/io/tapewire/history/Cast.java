package io.tapewire.history;

import io.tapewire.log.Excerpt;
import io.tapewire.log.Gap;
import io.tapewire.log.Log;
import io.tapewire.log.Run;
import io.tapewire.protocol.Providers;
import io.tapewire.protocol.RecordType;
import io.tapewire.terminal.FreshState;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.io.IOException;
import java.io.OutputStream;

/**
 * A range of records as a recording: output, the size of the terminal, markers where runs start and end and where
 * records are missing. It begins in the terminal's state, and with the exit status of its only run it ends.
 */
final class Cast implements PartReader {
    private final Log log;
    private final Range range;
    private final CastWriter writer;
    private final CastRuns runs;
    private final String title;
    private CastSize size;
    private boolean begun;
    private boolean midLine;
    private long millis;

    Cast(Range range, OutputStream out) {
        this.log = range.log();
        this.range = range;
        Excerpt begin = range.begin();
        boolean startsRun = begin != null && begin.type() == RecordType.RUN_STARTED;
        this.millis = begin == null ? 0 : begin.millisOf(Math.max(range.first(), begin.first()));
        Run current = log.runAfter(startsRun ? range.first() : range.first() - 1);
        this.title = current == null ? null : current.started().title();
        this.runs = new CastRuns(current);
        this.size = runs.size();
        this.writer = new CastWriter(out, millis);
    }

    void write() throws IOException {
        writer.header(header());
        range.read(this);
        if (runs.exit() != null) {
            writer.event(millis, 'x', runs.exit().toString());
        }
    }

    private JsonObject header() {
        JsonObjectBuilder header = Providers.JSON
                .createObjectBuilder()
                .add("version", 3)
                .add(
                        "term",
                        Providers.JSON
                                .createObjectBuilder()
                                .add("cols", size.cols())
                                .add("rows", size.rows()));
        if (millis > 0) {
            header.add("timestamp", millis / 1_000);
        }
        if (title != null) {
            header.add("title", title);
        }
        return header.build();
    }

    @Override
    public void records(Excerpt excerpt, long from, long to) throws IOException {
        if (!begun) {
            begin(excerpt.stateAfter(from - 1));
        }
        for (long offset = from; offset <= to; offset++) {
            millis = excerpt.millisOf(offset);
            if (excerpt.type().isOutput()) {
                output(excerpt, offset);
            } else {
                border(excerpt, offset);
            }
        }
    }

    private void output(Excerpt excerpt, long offset) throws IOException {
        if (!runs.size().equals(size)) {
            size = runs.size();
            writer.event(millis, 'r', size.toString());
        }
        midLine = !writer.output(
                millis, excerpt.payload(), excerpt.from(offset), excerpt.to(offset), runs.beginsNewLines());
    }

    /** A record that is a run's start or end; others are not in a recording. */
    private void border(Excerpt excerpt, long offset) throws IOException {
        if (excerpt.type() == RecordType.RUN_STARTED) {
            writer.event(millis, 'm', runs.started(excerpt.data(offset)));
            runs.goOnWith(log.runAfter(offset));
        } else if (excerpt.type() == RecordType.RUN_ENDED) {
            JsonObject end = excerpt.data(offset);
            writer.event(millis, 'm', runs.ended(end));
            if (end.getBoolean("reset", false)) {
                reset("");
            }
            runs.goOnWith(log.runAfter(offset));
        }
    }

    @Override
    public void gap(Gap gap) throws IOException {
        writer.event(millis, 'm', Hole.words(gap));
        if (begun) {
            reset(gap.context().state());
            runs.goOnBehindGap(gap.context().run());
        } else {
            begin(gap.context().state());
            runs.goOnWith(gap.context().run());
        }
    }

    private void begin(String state) throws IOException {
        begun = true;
        if (!state.isEmpty()) {
            writer.event(millis, 'o', state);
        }
    }

    /** Puts the player's terminal, but not its contents, into a state. */
    private void reset(String state) throws IOException {
        writer.event(millis, 'o', FreshState.sequences(size.cols()) + (midLine ? "\r\n" : "") + state);
        midLine = false;
    }
}
