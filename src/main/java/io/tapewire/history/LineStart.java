package io.tapewire.history;

import io.tapewire.log.Excerpt;
import io.tapewire.log.Part;

/**
 * Where the output of a range begins with a whole line.
 *
 * @param offset the record in which the line begins
 * @param skipped bytes of output in this record that come before it
 */
record LineStart(long offset, int skipped) {
    /** A line longer than this is exported from where the log begins, even in mid-line. */
    private static final int MOST_LINE_BYTES = 16 << 10;

    /** Looks for it if the records before the range are gone; otherwise output begins with the range. */
    static LineStart of(Range range) {
        if (range.isCut()) {
            for (long next = range.first(); next <= range.last(); ) {
                Part part = range.log().partAt(next);
                if (part instanceof Excerpt excerpt && excerpt.type().isOutput()) {
                    return in(excerpt, next, Math.min(range.last(), excerpt.last()));
                }
                next = part.last() + 1;
            }
        }
        return new LineStart(range.first(), 0);
    }

    private static LineStart in(Excerpt excerpt, long first, long last) {
        int searched = 0;
        if (excerpt.beginsMidLine() && first == excerpt.first()) {
            for (long offset = first; offset <= last && searched < MOST_LINE_BYTES; offset++) {
                byte[] output = excerpt.output(offset, offset);
                for (int i = 0; i < output.length; i++) {
                    if (output[i] == '\n') {
                        return i + 1 < output.length ? new LineStart(offset, i + 1) : new LineStart(offset + 1, 0);
                    }
                }
                searched += output.length;
            }
        }
        return new LineStart(first, 0);
    }
}
