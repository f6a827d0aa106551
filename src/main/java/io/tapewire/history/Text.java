package io.tapewire.history;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tapewire.config.Limits;
import io.tapewire.log.Excerpt;
import io.tapewire.log.Gap;
import io.tapewire.log.Log;
import io.tapewire.search.LogLines;
import io.tapewire.terminal.Line;
import io.tapewire.terminal.Place;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Reads records, and writes their output as lines. */
final class Text implements PartReader {
    private final Log log;
    private final OutputStream out;
    private final ByteArrayOutputStream settled = new ByteArrayOutputStream();
    private final Limits limits;
    private LogLines lines;
    private int skipped;
    private boolean joined;
    private boolean betweenLines;
    private boolean begun;

    /** @param skipped bytes of output in the first record that belong to a line which is left out */
    Text(Log log, int skipped, Limits limits, OutputStream out) {
        this.log = log;
        this.skipped = skipped;
        this.out = out;
        this.limits = limits;
        lines = new LogLines(limits, this::take);
    }

    private void take(Line line) {
        if (line.place().equals(Place.UNKNOWN) && line.length() == 0) {
            // stands above the first line, and nothing in the range has been written there
            return;
        }
        if (betweenLines) {
            settled.write('\n');
        }
        settled.write(line.utf8(), 0, line.length());
        betweenLines = !line.goesOn();
        begun = true;
    }

    @Override
    public void records(Excerpt excerpt, long from, long to) throws IOException {
        if (!joined) {
            lines.join(log, excerpt, from, skipped > 0);
            joined = true;
        }
        if (skipped > 0) {
            lines.readRest(excerpt, from, skipped);
        }
        lines.read(excerpt, skipped > 0 ? from + 1 : from, to);
        skipped = 0;
        send();
    }

    private void send() throws IOException {
        if (settled.size() > 0) {
            settled.writeTo(out);
            settled.reset();
        }
    }

    @Override
    public void gap(Gap gap) throws IOException {
        if (!Hole.isLasting(gap)) {
            throw new CutShort(gap);
        }
        lines.finish();
        if (begun) {
            settled.write('\n');
        }
        settled.writeBytes(("[" + Hole.words(gap) + "]").getBytes(UTF_8));
        begun = true;
        betweenLines = true;
        lines = new LogLines(limits, this::take);
        joined = false;
        skipped = 0;
    }

    /** Writes the lines that could still have changed. */
    void finish() throws IOException {
        boolean ended = lines.finish();
        if (ended && betweenLines) {
            settled.write('\n');
        }
        send();
    }
}
