package io.tapewire.search;

import io.tapewire.config.Limits;
import io.tapewire.log.Excerpt;
import io.tapewire.log.Log;
import io.tapewire.terminal.Line;
import io.tapewire.terminal.Place;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The search of one block. For one thread. */
final class BlockSearch {
    /** Read on even without time, so that a line is whole that goes on in the next segment. */
    private static final int LEAST_BYTES_READ_ON = 64 << 10;

    private final Log log;
    private final Block block;
    private final Expression expression;
    private final Progress progress;
    private final Newest hits;
    private final LogLines lines;
    private boolean left;

    /** @param hits gets the lines that match */
    BlockSearch(Log log, Block block, Expression expression, Limits limits, Progress progress, Newest hits) {
        this.log = log;
        this.block = block;
        this.expression = expression;
        this.progress = progress;
        this.hits = hits;
        lines = new LogLines(limits, this::look);
    }

    /**
     * Looks at all lines that begin in the block. When there is no time left, those that records further on may change count as they stand.
     *
     * @return false if the search had to leave the block, so that lines have not been looked at
     */
    boolean run() throws IOException {
        try {
            Excerpt begin = block.parts().getFirst();
            lines.join(log, begin, begin.first(), begin.beginsMidLine());
            long next = begin.first();
            for (Excerpt part : block.parts()) {
                long last = Math.min(part.last(), block.end() - 1);
                // the one before may have had these records, too
                if (last >= next) {
                    read(part, Math.max(part.first(), next), last);
                    next = last + 1;
                }
            }
            readOn();
            lines.finish();
            return !left;
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
    }

    /** Reads on while later output can change lines of the block. */
    private void readOn() throws IOException {
        long next = block.end();
        long bytes = 0;
        while (lines.hasOpenBefore(block.end())
                && (bytes < LEAST_BYTES_READ_ON || !progress.isOutOfTime())
                && log.partAt(next) instanceof Excerpt part) {
            read(part, next, part.last());
            bytes += part.to(part.last()) - part.from(next);
            next = part.last() + 1;
        }
    }

    private void read(Excerpt part, long from, long to) throws IOException {
        left |= progress.mustLeave();
        if (!left) {
            lines.read(part, from, to);
            progress.tell(block.end());
        }
    }

    private void look(Line line) {
        Place place = line.place();
        if (place.offset() >= block.first() && place.offset() < block.end() && expression.mayMatch(line)) {
            try {
                progress.tell(block.end());
            } catch (IOException gone) {
                // whoever settles lines knows nothing of readers
                throw new UncheckedIOException(gone);
            }
            left |= progress.mustLeave();
            String text = line.text();
            Spans spans = left ? null : expression.in(text, progress::isOutOfTime);
            left |= progress.mustLeave();
            if (spans != null && !left) {
                hits.add(new Hit(place, text, spans));
            }
        }
    }
}
