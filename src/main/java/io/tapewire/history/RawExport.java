package io.tapewire.history;

import io.tapewire.log.Excerpt;
import io.tapewire.log.Gap;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Output as it was published. If records at its beginning are gone it starts with the first whole line, provided that
 * the unfinished one has at most 16 KiB.
 *
 * <p>The answer announces its length, and ends before it if records are evicted while it is sent: then every HTTP client reports that it is
 * incomplete. In place of records that could not be stored stands a {@link Hole}.
 */
final class RawExport implements Export {
    @Override
    public void send(Range asked, HttpServletResponse response) throws IOException {
        Attempts.send(asked, response, range -> attempt(range, response));
    }

    private static void attempt(Range asked, HttpServletResponse response) throws IOException {
        LineStart start = LineStart.of(asked);
        Range range = asked.from(start.offset());
        response.setContentType("text/plain;charset=utf-8");
        range.describe(response);
        response.setContentLengthLong(bytes(range) - start.skipped());
        write(range, start.skipped(), response.getOutputStream());
    }

    static void write(Range range, int skipped, OutputStream out) throws IOException {
        range.read(new Writing(skipped, out));
    }

    private static long bytes(Range range) throws IOException {
        Length length = new Length();
        range.read(length);
        return length.bytes;
    }

    /** Adds up how much output there is. */
    private static final class Length implements PartReader {
        private long bytes;

        @Override
        public void records(Excerpt excerpt, long from, long to) {
            if (excerpt.type().isOutput()) {
                bytes += excerpt.outputBytes(from, to);
            }
        }

        @Override
        public void gap(Gap gap) {
            // others that are gone now are noticed again when the rest is written
            if (Hole.isLasting(gap)) {
                bytes += Hole.line(gap).length;
            }
        }
    }

    /** Writes the output. */
    private static final class Writing implements PartReader {
        private final OutputStream out;
        private int skipped;

        private Writing(int skipped, OutputStream out) {
            this.skipped = skipped;
            this.out = out;
        }

        @Override
        public void records(Excerpt excerpt, long from, long to) throws IOException {
            if (excerpt.type().isOutput()) {
                byte[] output = excerpt.output(from, to);
                out.write(output, skipped, output.length - skipped);
                skipped = 0;
            }
        }

        @Override
        public void gap(Gap gap) throws IOException {
            if (!Hole.isLasting(gap)) {
                throw new CutShort(gap);
            }
            out.write(Hole.line(gap));
        }
    }
}
