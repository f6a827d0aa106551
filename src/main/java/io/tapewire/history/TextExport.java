package io.tapewire.history;

import io.tapewire.config.Limits;
import io.tapewire.log.Context;
import io.tapewire.log.Excerpt;
import io.tapewire.log.Gap;
import io.tapewire.search.LogLines;
import io.tapewire.terminal.Line;
import io.tapewire.terminal.Place;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Output as lines: without escape sequences, each line as it stood last. If records at its beginning are gone, it starts with the same line
 * as {@link RawExport}. If records are evicted while it is sent, the answer breaks off.
 */
final class TextExport implements Export {
    private final Limits limits;

    TextExport(Limits limits) {
        this.limits = limits;
    }

    @Override
    public void send(Range asked, HttpServletResponse response) throws IOException {
        response.setContentType("text/plain;charset=utf-8");
        LineStart start = LineStart.of(asked);
        asked.from(start.offset()).describe(response);
        boolean skipsLine = start.skipped() > 0 || start.offset() > asked.first();
        Writing writing = new Writing(limits, skipsLine, response.getOutputStream());
        asked.from(asked.first()).read(writing);
        writing.finish();
    }

    /** Reads the records and writes their lines. */
    private static final class Writing implements PartReader {
        private final OutputStream out;
        private final boolean skipsLine;
        private final ByteArrayOutputStream settled = new ByteArrayOutputStream();
        private final LogLines lines;
        private boolean joined;
        private boolean betweenLines;

        /** @param skipsLine whether a line that begins before the first record is left out */
        Writing(Limits limits, boolean skipsLine, OutputStream out) {
            this.skipsLine = skipsLine;
            this.out = out;
            lines = new LogLines(limits, this::take);
        }

        private void take(Line line) {
            if (line.place().equals(Place.UNKNOWN)) {
                return;
            }
            if (betweenLines) {
                settled.write('\n');
            }
            settled.write(line.utf8(), 0, line.length());
            betweenLines = !line.goesOn();
        }

        @Override
        public void records(Excerpt excerpt, long from, long to) throws IOException {
            if (!joined && from > 1) {
                Context before = new Context(excerpt.stateAfter(from - 1), null);
                lines.join(before, skipsLine);
            }
            joined = true;
            lines.read(excerpt, from, to);
            send();
        }

        @Override
        public void gap(Gap gap) throws IOException {
            throw new CutShort("records " + gap.first() + " to " + gap.last() + " are gone");
        }

        private void send() throws IOException {
            settled.writeTo(out);
            settled.reset();
        }

        void finish() throws IOException {
            boolean ended = lines.finish();
            if (ended && betweenLines) {
                settled.write('\n');
            }
            send();
        }
    }
}
